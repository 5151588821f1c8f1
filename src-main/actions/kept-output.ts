import { leftOutMark } from '#shared/features/action/left-out.ts';
import type { OutputStream } from '#shared/features/action/model.ts';

export interface KeptPiece {
  readonly stream: OutputStream;
  readonly text: string;
  /** When the first of it came. */
  readonly at: number;
}

/** What is kept of one action's output, in bytes: its beginning as it comes, and its end. */
const MOST = 1024 * 1024;
const TAIL = 256 * 1024;
const HEAD = MOST - TAIL;
/** How often what has come is written, in ms: soon while there is little, seldom when it goes on for hours. */
const SOON = 250;
const SELDOM = 2000;
/** How soon the end is written anew: all of it each time. */
const SOON_TAIL = 1000;
const MANY = 400;
/** A failure is explained from so many last lines. */
const WORDS = 200;

const bytesOf = (text: string) => Buffer.byteLength(text);

/** Who writes down what is kept. */
export interface OutputKeeper {
  now(): number;
  /** Writes pieces for good, in place of an end that was written before. */
  write(pieces: readonly KeptPiece[]): Promise<void>;
  /**
   * Writes the end as it stands while the action goes on, in place of the one before: what `write` would be given if the
   * action ended now. Without it an end is written only once it is one.
   */
  writeTail?(pieces: readonly KeptPiece[]): Promise<void>;
}

export interface KeptOutput {
  add(stream: OutputStream, text: string): void;
  /** Writes what is left, with a mark where something is left out. */
  close(): Promise<void>;
  /** The last lines, oldest first, for a sentence on a failure. */
  lastWords(): string;
}

/** Joins neighbours of one stream that came together, so that a row is more than a line. */
function joined(pieces: readonly KeptPiece[]): KeptPiece[] {
  const out: KeptPiece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last?.stream === piece.stream && piece.at - last.at < SOON) {
      out[out.length - 1] = { ...last, text: last.text + piece.text };
    } else out.push(piece);
  }
  return out;
}

interface Ring {
  add(piece: KeptPiece, size: number): void;
  /** The last of what came, behind a mark of how much before it was left out. */
  pieces(): KeptPiece[];
  isEmpty(): boolean;
}

/** Holds the last pieces that came, up to so many bytes. */
function ringOf(most: number): Ring {
  let held: KeptPiece[] = [];
  let first = 0;
  let bytes = 0;
  let left = 0;
  let dropped: KeptPiece | null = null;
  return {
    add(piece, size) {
      held.push(piece);
      bytes += size;
      while (bytes > most) {
        dropped = held[first] as KeptPiece;
        const freed = bytesOf(dropped.text);
        first += 1;
        bytes -= freed;
        left += freed;
      }
      // Taking the first of a long list away one by one would move all the others each time.
      if (first > MANY) {
        held = held.slice(first);
        first = 0;
      }
    },
    pieces() {
      const kept = joined(held.slice(first));
      return dropped ? [{ ...dropped, text: `${leftOutMark(left)}\n` }, ...kept] : kept;
    },
    isEmpty: () => held.length === 0,
  };
}

/**
 * Keeps the first and the last of what an action writes, 1 MiB in all: the first for good as it comes, the last by
 * replacing it now and then and for good at the end, because that is where a failure says why.
 */
export function keptOutput({ now, write, writeTail }: OutputKeeper): KeptOutput {
  let waiting: KeptPiece[] = [];
  let head = 0;
  const tail = ringOf(TAIL);
  let tailChanged = false;
  let closed = false;
  const words: string[] = [];
  let writes = 0;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown = null;

  /** Puts a write behind those that are under way. */
  const soon = (act: () => Promise<void> | undefined) => {
    writes += 1;
    writing = writing.then(act).catch((error) => {
      failure ??= error;
    });
  };
  const flush = () => {
    timer = null;
    const pieces = joined(waiting);
    waiting = [];
    if (pieces.length > 0) soon(() => write(pieces));
    if (!tailChanged || !writeTail) return;
    soon(() => {
      // A slow writer is given the newest end once, not one after another.
      if (!tailChanged || closed) return;
      tailChanged = false;
      return writeTail(tail.pieces());
    });
  };

  return {
    add(stream, text) {
      const size = bytesOf(text);
      const piece = { stream, text, at: now() };
      words.push(text);
      if (words.length > WORDS) words.shift();
      if (head + size <= HEAD && tail.isEmpty()) {
        head += size;
        waiting.push(piece);
        timer ??= setTimeout(flush, writes < MANY ? SOON : SELDOM);
        return;
      }
      tail.add(piece, size);
      tailChanged = true;
      if (writeTail) timer ??= setTimeout(flush, writes < MANY ? SOON_TAIL : SELDOM);
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      waiting = waiting.concat(tail.pieces());
      flush();
      await writing;
      if (failure) throw failure;
    },
    lastWords: () => words.join(''),
  };
}
