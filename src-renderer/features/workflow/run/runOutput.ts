import type { OutputPiece } from '#shared/features/workflow/model.ts';
import { lineKind, type OutputLine, readableLine } from '../../../ui/OutputLog/lines.ts';

interface Page {
  readonly pieces: readonly OutputPiece[];
  readonly more: boolean;
}

/** Adds what a piece wrote to the lines that stand. */
export function addPiece(lines: OutputLine[], { text, stream, at, position }: OutputPiece): void {
  const parts = text.split('\n');
  if (parts.at(-1) === '') parts.pop();
  for (const part of parts) {
    lines.push({ text: readableLine(part), kind: lineKind(stream, part), at, part: position });
  }
}

/** The output of a run, which only grows: it is read on after the last piece, and never twice. */
export interface RunOutput {
  readonly lines: readonly OutputLine[];
  /** Reads on until there is no more. Asked while it reads, it looks once more at the end. */
  read(): Promise<void>;
  subscribe(listener: () => void): () => void;
  /** How many lines stand. */
  count(): number;
}

export function runOutput(load: (after: number) => Promise<Page>): RunOutput {
  const lines: OutputLine[] = [];
  const listeners = new Set<() => void>();
  let after = 0;
  let again = false;
  let reading: Promise<void> | null = null;

  async function readOn(): Promise<void> {
    while (again) {
      again = false;
      for (let more = true; more; ) {
        const page = await load(after);
        for (const piece of page.pieces) addPiece(lines, piece);
        after = page.pieces.at(-1)?.id ?? after;
        ({ more } = page);
        if (page.pieces.length > 0) for (const listener of listeners) listener();
      }
    }
  }

  return {
    lines,
    read() {
      again = true;
      reading ??= readOn().finally(() => {
        reading = null;
      });
      return reading;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    count: () => lines.length,
  };
}
