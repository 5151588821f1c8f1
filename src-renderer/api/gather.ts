/** A click is answered at once; so long, in ms, the other changes of its burst are waited for. */
const GATHER_MS = 40;
/** Machines report many times a second, and nobody reads numbers that fast. */
const REPORTS_MS = 1000;

const gathered = [
  { takes: (noun: string) => noun !== 'report', ms: GATHER_MS },
  { takes: (noun: string) => noun === 'report', ms: REPORTS_MS },
];

/**
 * Gathers the nouns of changes, so that a burst costs one refresh: what people do within a moment, what machines report
 * within a second. Neither waits for the other, and neither is put off by what comes in meanwhile.
 */
export function gatherNouns(refresh: (nouns: ReadonlySet<string>) => void): (noun: string) => void {
  const heaps = gathered.map((kind) => ({ ...kind, nouns: new Set<string>() }));
  return (noun) => {
    for (const heap of heaps) {
      if (!heap.takes(noun)) continue;
      if (heap.nouns.size === 0) {
        setTimeout(() => {
          const nouns = heap.nouns;
          heap.nouns = new Set();
          refresh(nouns);
        }, heap.ms);
      }
      heap.nouns.add(noun);
    }
  };
}
