import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { codepushContract } from '#shared/features/codepush/contract.ts';
import { judgementWords } from '#shared/features/rollout/words.ts';
import type { Ctx } from '../../context.ts';
import { requireChannel } from './channels.ts';
import { requireRelease } from './plans.ts';

type Contract = typeof codepushContract;

/**
 * Everything that ever happened to a release. The log keeps what was done with releases under their channel, and what
 * was done with a plan under the release; only Slipway's own holds stand beside the log.
 */
export function readEvents(
  ctx: Ctx,
  { deploymentId }: ParsedInputOf<Contract['events']>,
): OutputOf<Contract['events']> {
  const { stores } = ctx;
  const { channelId, deploymentUid, label } = requireRelease(ctx, deploymentId);
  const { uid } = requireChannel(ctx, channelId);
  // Its label ends the name of what an entry is about, or stands in a list of those that were cut short.
  const entries = [...stores.activity.about(uid, `${label}"`), ...stores.activity.about(deploymentUid, '')];
  return {
    entries: entries.toSorted((one, other) => other.seq - one.seq),
    holds: stores.rollout
      .ownHolds(deploymentId)
      .map(({ id, at, judgement }) => ({ id, at, sentence: judgementWords(judgement) })),
  };
}
