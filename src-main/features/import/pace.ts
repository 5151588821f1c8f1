/** How long one piece may keep the writer from commands, in ms (spec/performance, 2.2). */
const PIECE_MS = 10;
const LEAST = 8;
const MOST = 4000;

export const firstPiece = 32;

/** The number of rows of the next piece, from what the last one took. It at most doubles, so that one lucky piece misleads little. */
export function nextPiece(asked: number, written: number, ms: number): number {
  const fitting = (written * PIECE_MS) / Math.max(ms, 0.1);
  return Math.round(Math.min(Math.max(fitting, LEAST), asked * 2, MOST));
}
