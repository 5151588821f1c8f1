import { decisionNotice, decisionTag, endNotice } from '#shared/features/deployment/notice.ts';
import { changedIds, type Follower, type Surroundings } from '../../jobs/follower.ts';
import { waitingForPerson } from '../workflow/asked.ts';

/** What is told at once; more than these at a time is an import or a sync, and no news. */
const AT_ONCE = 20;
/** So many that were told are remembered, so that none is told twice. */
const REMEMBERED = 1000;

/** Tells whoever sits at the desk of deployments that end and of runs that ask for a decision, each once. */
export function followEnds({ stores, now, tell }: Surroundings): Follower {
  const opened = now();
  const told = new Set<string>();

  function tellOnce(notice: ReturnType<typeof endNotice>): void {
    if (!notice || told.has(notice.tag)) return;
    if (told.size >= REMEMBERED) told.delete(told.values().next().value as string);
    told.add(notice.tag);
    tell(notice);
  }

  return {
    // What waited for a decision before is no news; it stands on the overview.
    takeUp() {
      for (const { run, asked } of waitingForPerson(stores, null))
        told.add(decisionTag(run.uid, asked.position));
    },
    follow(changes) {
      const ids = changedIds(changes, 'deployment');
      for (const id of ids.length > AT_ONCE ? [] : ids) {
        const row = stores.deployment.row(id);
        if (row) tellOnce(endNotice(row, opened));
      }
      if (!changes.some(({ noun }) => noun === 'workflow')) return;
      for (const { run, asked } of waitingForPerson(stores, null)) {
        if (run.deploymentId === null || told.has(decisionTag(run.uid, asked.position))) continue;
        const row = stores.deployment.row(run.deploymentId);
        if (row) tellOnce(decisionNotice({ uid: run.uid, ...asked }, row));
      }
    },
  };
}
