import { leftOutIn } from '#shared/features/action/left-out.ts';
import type { OutputStream } from '#shared/features/action/model.ts';
import { formatSize } from '#shared/time.ts';

export interface OutputLine {
  readonly text: string;
  /** An error stream's line, Slipway's own word, or the mark of a place where lines were left out. */
  readonly kind: 'plain' | 'error' | 'note' | 'gap';
  /** When it was written down; null when that is not known. */
  readonly at: number | null;
  /** Which part of the whole wrote it, as the step of a run; null where there are no parts. */
  readonly part: number | null;
}

export function lineKind(stream: OutputStream | 'slipway', text: string): OutputLine['kind'] {
  if (leftOutIn(text) !== null) return 'gap';
  switch (stream) {
    case 'stdout':
      return 'plain';
    case 'stderr':
      return 'error';
    case 'slipway':
      return 'note';
  }
}

const ESCAPE = String.fromCharCode(27);
const BELL = String.fromCharCode(7);
const HAS_CONTROLS = /[^\P{Cc}\t]/u;
/** Colours and cursor moves of a terminal, `ESC [ 31 m` and `ESC ] title BEL`, and what else shows nothing. */
const CONTROLS = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)?|[@-_])?|${HAS_CONTROLS.source}`,
  'gu',
);

/** A line as it is read: without what only a terminal understands, and a gap as a person says it. Tabs stay. */
export function readableLine(text: string): string {
  const left = leftOutIn(text);
  if (left !== null) return `… ${formatSize(left)} not kept …`;
  return HAS_CONTROLS.test(text) ? text.replaceAll(CONTROLS, '') : text;
}
