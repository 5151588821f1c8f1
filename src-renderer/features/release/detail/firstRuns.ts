import type { OutputFor } from '../../../api/client.ts';

type Ran = OutputFor<'release.ran'>;

/** When any version of the release first ran in each environment, the earliest first. */
export function firstRuns(ran: Ran): Ran {
  const first = new Map<number, Ran[number]>();
  for (const one of ran) {
    const known = first.get(one.environmentId);
    if (!known || one.from < known.from) first.set(one.environmentId, one);
  }
  return [...first.values()].toSorted((a, b) => a.from - b.from);
}
