import type { NewPiece, OutputPiece } from '#shared/features/workflow/model.ts';
import { lineKind, type OutputLine, readableLine } from '../../../ui/OutputLog/lines.ts';

interface Page {
  readonly pieces: readonly OutputPiece[];
  readonly more: boolean;
  readonly tail: readonly NewPiece[];
}

/** Adds what a piece wrote to the lines that stand. */
export function addPiece(lines: OutputLine[], { text, stream, at, position }: NewPiece): void {
  const parts = text.split('\n');
  if (parts.at(-1) === '') parts.pop();
  for (const part of parts) {
    lines.push({ text: readableLine(part), kind: lineKind(stream, part), at, part: position });
  }
}

/** How far the output of a run is read. */
interface OutputState {
  /** How many lines stand. */
  readonly count: number;
  /** How many of them stand for good; those behind are the end of what is still being written. */
  readonly settled: number;
  /** Grows with each replacement of what stood behind. */
  readonly turn: number;
  /** Whether more was written since it was held. */
  readonly waits: boolean;
}

/** The output of a run. It is read on after the last piece, and never twice; only its end is replaced while it runs. */
export interface RunOutput {
  readonly lines: readonly OutputLine[];
  /** Reads on until there is no more. Asked while it reads, it looks once more at the end. */
  read(): Promise<void>;
  /** Leaves all lines as they stand, while somebody reads some that would be replaced; reads on afterwards. */
  hold(isHeld: boolean): void;
  subscribe(listener: () => void): () => void;
  state(): OutputState;
}

export function runOutput(load: (after: number) => Promise<Page>): RunOutput {
  const lines: OutputLine[] = [];
  const listeners = new Set<() => void>();
  let state: OutputState = { count: 0, settled: 0, turn: 0, waits: false };
  let after = 0;
  let again = false;
  let held = false;
  let reading: Promise<void> | null = null;

  function tell(changes: Partial<OutputState>): void {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  }

  function take({ pieces, tail }: Page): void {
    const replaces = state.count > state.settled;
    if (pieces.length === 0 && tail.length === 0 && !replaces) return;
    lines.length = state.settled;
    for (const piece of pieces) addPiece(lines, piece);
    after = pieces.at(-1)?.id ?? after;
    const settled = lines.length;
    for (const piece of tail) addPiece(lines, piece);
    tell({ count: lines.length, settled, turn: state.turn + (replaces ? 1 : 0) });
  }

  async function readOn(): Promise<void> {
    while (again && !held) {
      again = false;
      for (let more = true; more; ) {
        const page = await load(after);
        if (held) {
          again = true;
          break;
        }
        take(page);
        ({ more } = page);
      }
    }
    if (again !== state.waits) tell({ waits: again });
  }

  function read(): Promise<void> {
    again = true;
    reading ??= readOn().finally(() => {
      reading = null;
    });
    return reading;
  }

  return {
    lines,
    read,
    hold(isHeld) {
      held = isHeld;
      // What fails here fails again where somebody waits for it.
      if (!isHeld && again) void read().catch(() => {});
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
  };
}
