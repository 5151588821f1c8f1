import type { OutputStream } from '#shared/features/action/model.ts';

export interface OutputLine {
  readonly text: string;
  /** An error stream's line, Slipway's own word, or the mark of a place where lines were left out. */
  readonly kind: 'plain' | 'error' | 'note' | 'gap';
  /** When it was written down; null when that is not known. */
  readonly at: number | null;
  /** Which part of the whole wrote it, as the step of a run; null where there are no parts. */
  readonly part: number | null;
}

/** Where the middle of a long output was left out, as it is marked when it is kept. */
const GAP = /^\[[\d,]+ bytes are left out here\]$/;

export function lineKind(stream: OutputStream | 'slipway', text: string): OutputLine['kind'] {
  if (text.startsWith('[') && GAP.test(text)) return 'gap';
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

/** A line as it is read: without what only a terminal understands. Tabs stay. */
export function readableLine(text: string): string {
  return HAS_CONTROLS.test(text) ? text.replaceAll(CONTROLS, '') : text;
}
