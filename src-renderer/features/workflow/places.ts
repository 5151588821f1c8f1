import { pathTo } from '../../app/routes.ts';

/** What the place of a run says: `/runs/12?find=refused&step=2`. */
export interface RunPlace {
  /** A text to look for in its output; empty for none. */
  readonly sought: string;
  readonly step: number | null;
}

const number = (text: string | null) => (text !== null && /^\d{1,4}$/.test(text) ? Number(text) : null);

export function runPlaceOf(search: URLSearchParams): RunPlace {
  return { sought: search.get('find') ?? '', step: number(search.get('step')) };
}

/** The way to a line that a search found: its run, its step, and what to look for there. */
export function pathToLine(
  found: { readonly runId: number; readonly position: number; readonly line: string },
  text: string,
): string {
  return pathTo.run(
    found.runId,
    new URLSearchParams({ find: soughtIn(found.line, text), step: String(found.position) }),
  );
}

/** What of a search can be looked for letter by letter in a line: all of it, or else the longest word that is there. */
export function soughtIn(line: string, text: string): string {
  const lower = line.toLowerCase();
  const has = (part: string) => lower.includes(part.toLowerCase());
  const whole = text.trim();
  if (has(whole)) return whole;
  const words = whole.split(/\s+/).filter(has);
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '') || whole;
}

/** What the place of the list says: `/runs?open=1&q=timeout`. */
export interface RunsPlace {
  readonly isOpen: boolean;
  /** Words in what runs wrote; then lines are listed instead of runs. */
  readonly text: string;
}

export function runsPlaceOf(search: URLSearchParams): RunsPlace {
  return { isOpen: search.get('open') === '1', text: search.get('q') ?? '' };
}

export function pathOfRuns({ isOpen, text }: RunsPlace): string {
  const search = new URLSearchParams();
  if (isOpen) search.set('open', '1');
  if (text !== '') search.set('q', text);
  return pathTo.runs(search);
}
