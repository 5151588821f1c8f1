import type { OutputLine } from './lines.ts';

/** How many lines there are, and how many of them stand for good: those behind are others in the next turn. */
export interface LogExtent {
  readonly count: number;
  readonly settled: number;
  readonly turn: number;
}

/** The lines of one part, or all; it reads on as more come. What stands for good is never read again. */
export interface LogView {
  readonly lines: readonly OutputLine[];
  readonly part: number | null;
  /** Reads up to the end. @returns how many of the lines that it showed before are the same still. */
  read(extent: LogExtent): number;
  /** How many it shows. */
  size(): number;
  /** The place in the whole of the line that it shows at `index`. */
  lineAt(index: number): number;
  /** The longest of them, in characters. */
  longest(): number;
}

export function logView(lines: readonly OutputLine[], part: number | null): LogView {
  const shown: number[] = [];
  let upTo = 0;
  let longest = 0;
  let before: LogExtent = { count: 0, settled: 0, turn: 0 };
  const size = () => (part === null ? upTo : shown.length);
  return {
    lines,
    part,
    read(extent) {
      if (extent.turn !== before.turn) {
        upTo = Math.min(upTo, before.settled);
        while ((shown.at(-1) ?? -1) >= upTo) shown.pop();
      }
      before = extent;
      const same = size();
      for (; upTo < extent.count; upTo += 1) {
        const line = lines[upTo];
        if (!line || (part !== null && line.part !== part)) continue;
        if (part !== null) shown.push(upTo);
        if (line.text.length > longest) longest = line.text.length;
      }
      return same;
    },
    size,
    lineAt: (index) => (part === null ? index : (shown[index] ?? 0)),
    longest: () => longest,
  };
}

/** The shown lines that hold a text, upper and lower case alike. */
export interface LogHits {
  /** Reads up to so many shown lines, of which the first `same` are those that it knows. */
  read(size: number, same: number): void;
  /** Places among the shown lines, ascending. */
  readonly places: readonly number[];
}

export function logHits(view: LogView, text: string): LogHits {
  const places: number[] = [];
  const wanted = text.toLowerCase();
  let upTo = 0;
  return {
    places,
    read(size, same) {
      if (wanted === '') return;
      upTo = Math.min(upTo, same);
      while ((places.at(-1) ?? -1) >= upTo) places.pop();
      for (; upTo < size; upTo += 1) {
        const line = view.lines[view.lineAt(upTo)];
        if (line?.text.toLowerCase().includes(wanted)) places.push(upTo);
      }
    },
  };
}

/** The first hit behind a place, or before it; around the end to the other side. Null without any. */
export function nextHit(places: readonly number[], from: number, by: 1 | -1): number | null {
  const behind = by === 1 ? places.find((place) => place > from) : places.findLast((place) => place < from);
  return behind ?? places.at(by === 1 ? 0 : -1) ?? null;
}

export interface Fragment {
  readonly text: string;
  readonly hit: boolean;
}

/** A text cut where a searched one begins and ends. */
export function fragmentsOf(text: string, wanted: string): Fragment[] {
  const lower = text.toLowerCase();
  const sought = wanted.toLowerCase();
  // Some letters change their number when they are made small; then nothing can be cut to measure.
  if (sought === '' || lower.length !== text.length) return [{ text, hit: false }];
  const fragments: Fragment[] = [];
  let from = 0;
  for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, from)) {
    if (at > from) fragments.push({ text: text.slice(from, at), hit: false });
    fragments.push({ text: text.slice(at, at + sought.length), hit: true });
    from = at + sought.length;
  }
  if (from < text.length || fragments.length === 0) fragments.push({ text: text.slice(from), hit: false });
  return fragments;
}
