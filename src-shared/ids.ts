/**
 * Records have three names. `id` is the row's key: an integer in time order, also for history written later
 * (occurredAt in ms x 2048 + n, exact in a JavaScript number until 2109). `uid` is the public UUID v7, the same in
 * every copy of the file. A deployment also has a `number`, the short one that people say aloud.
 */
export const ID_SLOTS = 2048;

/** The last instant whose ids are exact in a JavaScript number: 2109-05-15. */
export const LAST_INSTANT = Math.floor(Number.MAX_SAFE_INTEGER / ID_SLOTS) - 1;

/** The first id of a millisecond; the last is `firstIdAt(at + 1) - 1`. */
export function firstIdAt(at: number): number {
  return at * ID_SLOTS;
}

/**
 * The id for the next record of an instant, when `greatest` is the greatest id already taken in its millisecond
 * (null when none). A full millisecond spills into the next one, which the caller asks about in turn.
 */
export function nextIdAt(at: number, greatest: number | null): number | null {
  if (greatest === null) return firstIdAt(at);
  return greatest + 1 < firstIdAt(at + 1) ? greatest + 1 : null;
}
