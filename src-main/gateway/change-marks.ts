import type { Change } from '#shared/contract/wire.ts';

/**
 * Counters of what changed, in memory that threads share. Whoever keeps what it has read from the workspace takes the
 * stamp first, and asks for it again with every use: another stamp means to read again. A message would come too late:
 * a request of somebody who was just told that his command is done may overtake it.
 */
export type ChangeMarks = Int32Array<SharedArrayBuffer>;

/** Channels share a counter when there are many; one is then read again without need. */
const COUNTERS = 1024;
/** The counter of what concerns every channel: contents that came in, and builds, which decide who gets releases. */
const ALL = 0;

export function createChangeMarks(): ChangeMarks {
  return new Int32Array(new SharedArrayBuffer(COUNTERS * Int32Array.BYTES_PER_ELEMENT));
}

const counterOf = (channelId: number) => 1 + (channelId % (COUNTERS - 1));

/**
 * Counts the changes of a transaction. Invariant: called after its commit and before anybody is told that it is done.
 */
export function markChanges(marks: ChangeMarks, changes: readonly Change[]): void {
  for (const { noun, id } of changes) {
    if (noun === 'build' || (noun === 'codepush' && id === 0)) Atomics.add(marks, ALL, 1);
    else if (noun === 'codepush') Atomics.add(marks, counterOf(Number(id)), 1);
  }
}

/** What a channel's answers hang on, as a number that is another one after every change of it. */
export function stampOf(marks: ChangeMarks, channelId: number): number {
  return (Atomics.load(marks, ALL) + Atomics.load(marks, counterOf(channelId))) | 0;
}
