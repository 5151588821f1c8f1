import type { OutputStream } from '#shared/features/action/model.ts';

export interface KeptPiece {
  readonly stream: OutputStream;
  readonly text: string;
}

/** What is kept of one action's output, in bytes: its beginning as it comes, and its end. */
const MOST = 1024 * 1024;
const TAIL = 256 * 1024;
const HEAD = MOST - TAIL;
/** How often what has come is written, in ms: soon while there is little, seldom when it goes on for hours. */
const SOON = 250;
const SELDOM = 2000;
const MANY = 400;
/** A failure is explained from so many last lines. */
const WORDS = 200;

const bytesOf = (text: string) => Buffer.byteLength(text);

export interface KeptOutput {
  add(stream: OutputStream, text: string): void;
  /** Writes what is left, with a mark where something is left out. */
  close(): Promise<void>;
  /** The last lines, oldest first, for a sentence on a failure. */
  lastWords(): string;
}

/** Joins neighbours of one stream, so that a row is more than a line. */
function joined(pieces: readonly KeptPiece[]): KeptPiece[] {
  const out: KeptPiece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last?.stream === piece.stream) out[out.length - 1] = { ...last, text: last.text + piece.text };
    else out.push(piece);
  }
  return out;
}

/**
 * Keeps the first and the last of what an action writes, 1 MiB in all: the first as it comes, in pieces through
 * `write`, the last at the end, because that is where a failure says why.
 */
export function keptOutput(write: (pieces: readonly KeptPiece[]) => Promise<void>): KeptOutput {
  let waiting: KeptPiece[] = [];
  let head = 0;
  let tail: KeptPiece[] = [];
  let first = 0;
  let tailBytes = 0;
  const words: string[] = [];
  let left = 0;
  let leftOut: OutputStream = 'stdout';
  let writes = 0;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown = null;

  const flush = () => {
    timer = null;
    const pieces = joined(waiting);
    waiting = [];
    if (pieces.length === 0) return;
    writes += 1;
    writing = writing
      .then(() => write(pieces))
      .catch((error) => {
        failure ??= error;
      });
  };

  return {
    add(stream, text) {
      const size = bytesOf(text);
      words.push(text);
      if (words.length > WORDS) words.shift();
      if (head + size <= HEAD && tailBytes === 0 && left === 0) {
        head += size;
        waiting.push({ stream, text });
        timer ??= setTimeout(flush, writes < MANY ? SOON : SELDOM);
        return;
      }
      tail.push({ stream, text });
      tailBytes += size;
      while (tailBytes > TAIL) {
        const dropped = tail[first] as KeptPiece;
        const freed = bytesOf(dropped.text);
        first += 1;
        tailBytes -= freed;
        left += freed;
        leftOut = dropped.stream;
      }
      // Taking the first of a long list away one by one would move all the others each time.
      if (first > MANY) {
        tail = tail.slice(first);
        first = 0;
      }
    },
    async close() {
      if (timer) clearTimeout(timer);
      if (left > 0) {
        const text = `[${left.toLocaleString('en')} bytes are left out here]\n`;
        waiting.push({ stream: leftOut, text });
      }
      waiting = waiting.concat(tail.slice(first));
      flush();
      await writing;
      if (failure) throw failure;
    },
    lastWords: () => words.join(''),
  };
}
