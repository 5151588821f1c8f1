import type { Change } from '#shared/contract/wire.ts';
import type { OnChanges } from './workers.ts';

/** How long what reports changed may wait for more of it, in ms. Pages read it again once a second at the most. */
const LONGEST_WAIT = 100;

/**
 * Tells changes to another thread. Devices report in swarms and every telling wakes that thread, so what their reports
 * changed is told together, each channel once; nothing that was read hangs on it. All else is told at once.
 */
export function gatherReports(tell: OnChanges): OnChanges {
  const gathered = new Map<Change['id'], Change>();
  function tellGathered(): void {
    tell([...gathered.values()]);
    gathered.clear();
  }
  return (changes) => {
    const others = changes.filter(({ noun }) => noun !== 'report');
    if (others.length > 0) tell(others);
    if (others.length === changes.length) return;
    if (gathered.size === 0) setTimeout(tellGathered, LONGEST_WAIT);
    for (const change of changes) if (change.noun === 'report') gathered.set(change.id, change);
  };
}
