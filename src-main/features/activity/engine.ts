import type { activityContract } from '#shared/features/activity/contract.ts';
import type { ChainReport } from '#shared/features/activity/model.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { GENESIS, linkFault } from './chain.ts';

export const activityEngine: Handlers<typeof activityContract> = {
  list: ({ stores }, { filter, cursor, limit }) => stores.activity.page(filter, cursor, limit),
  status({ stores }) {
    const head = stores.activity.head();
    const verified = stores.job.newestDone('verify')?.result ?? null;
    return {
      headSeq: head.seq,
      headHash: head.hash,
      verified: verified as ChainReport | null,
      verbs: stores.activity.verbs(),
      actors: stores.activity.actors(),
    };
  },
};

/**
 * Walks the chain from the first entry and names the first that does not fit. `report` is called every thousand
 * entries with how far it got.
 */
export async function verifyChain(
  { stores, now }: Pick<Ctx, 'now'> & { readonly stores: Pick<Ctx['stores'], 'activity'> },
  report: (done: number, total: number) => Promise<void> | void,
): Promise<ChainReport> {
  const head = stores.activity.head();
  let previous = { seq: 0, hash: GENESIS };
  let entries = 0;
  while (entries < head.seq) {
    const links = stores.activity.links(previous.seq, 1000);
    if (links.length === 0) break;
    for (const link of links) {
      const why = linkFault(previous, link);
      if (why !== null) {
        const firstBroken = { seq: link.seq, why };
        return { entries, headSeq: head.seq, headHash: head.hash, firstBroken, checkedAt: now() };
      }
      previous = link;
      entries += 1;
    }
    await report(entries, head.seq);
  }
  return { entries, headSeq: head.seq, headHash: head.hash, firstBroken: null, checkedAt: now() };
}
