import { basename } from 'node:path';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

/** Loaded into every thread of a host before its own code: says what each of them holds once all that can go is gone. */
export interface ThreadHeap {
  /** `web`, `writer`, `gateway` and so on: its entry. */
  readonly thread: string;
  /** In bytes. */
  readonly heap: number;
}

/** How long the other threads may take to answer, in ms. */
const PATIENCE = 3000;

const threads = new BroadcastChannel('slipway-probe');

function ownHeap(): ThreadHeap {
  globalThis.gc?.();
  return { thread: basename(process.argv[1] ?? '', '.js'), heap: process.memoryUsage().heapUsed };
}

if (isMainThread) {
  let heaps: ThreadHeap[] = [];
  threads.onmessage = ({ data }) => void (typeof data === 'object' && heaps.push(data as ThreadHeap));
  process.on('message', () => {
    heaps = [ownHeap()];
    threads.postMessage('sample');
    setTimeout(() => process.send?.(heaps), PATIENCE);
  });
} else {
  threads.onmessage = ({ data }) => void (data === 'sample' && threads.postMessage(ownHeap()));
  // Not to keep a thread that is done.
  (threads as BroadcastChannel & { unref(): void }).unref();
}
