import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { holdsUpOthers } from '#shared/features/codepush/checks.ts';
import type { codepushContract } from '#shared/features/codepush/contract.ts';
import { type EditPlan, planEnd, planHalt, planResume } from '#shared/features/codepush/edit.ts';
import type { ChannelHistory } from '#shared/features/codepush/history.ts';
import type { ChannelRelease } from '#shared/features/codepush/model.ts';
import { bucketHistogram, judgeRollout, projectedDevices } from '#shared/features/codepush/plan.ts';
import { warningWords } from '#shared/features/codepush/warnings.ts';
import { isOpenPlan, planMachine } from '#shared/features/rollout/machine.ts';
import { factsOf, isOver } from '#shared/features/rollout/rules.ts';
import { judgementWords } from '#shared/features/rollout/words.ts';
import type { Ctx } from '../../context.ts';
import { requireChannel } from './channels.ts';
import { planChange, requireRelease } from './plans.ts';
import { selectionOf } from './prepared.ts';
import { preview } from './previews.ts';
import { countersOf } from './read.ts';

type Contract = typeof codepushContract;
type OfRelease = ParsedInputOf<Contract['previewHalt']>;
type ChangePreview = OutputOf<Contract['previewHalt']>;
type Effect = NonNullable<ChangePreview['effect']>;
type Rule = (history: ChannelHistory, label: string) => EditPlan;

/** Known devices of a channel that a release is served to, by the draw of the update check; whatever binary they run. */
export function reachOf(ctx: Ctx, channel: Channel) {
  const { selection } = channel;
  const histograms = new Map<string, readonly number[]>();
  return ({ label, rollout, isDisabled }: Pick<ChannelRelease, 'label' | 'rollout' | 'isDisabled'>) => {
    if (isDisabled) return 0;
    const histogram =
      histograms.get(label) ??
      bucketHistogram(selectionOf(channel), label, ctx.stores.client.ids(channel.id));
    histograms.set(label, histogram);
    return projectedDevices(selection, histogram, rollout);
  };
}

/** The plan of a release after a change of it: judged at once, it is done with a release whose rollout is over. */
function planAfter(ctx: Ctx, before: ReleaseRow, after: ChannelRelease): Effect['plan'] {
  const plan = ctx.stores.rollout.get(before.deploymentId);
  if (!plan || !isOpenPlan(plan.status)) return null;
  // Served again, its hours count from now.
  const enteredAt = before.isDisabled && !after.isDisabled ? ctx.now() : plan.enteredAt;
  const facts = factsOf({ ...plan, enteredAt }, after, countersOf(ctx, before), ctx.now());
  const judgement = judgeRollout(plan, facts);
  const finished = planMachine.states[plan.status].on.finish ?? plan.status;
  return {
    before: plan.status,
    after: isOver(judgement) ? finished : plan.status,
    sentence: judgementWords(judgement),
  };
}

/** What a change of a rollout comes to, by the rule that makes it; a refusal is part of the answer. */
function previewChange(ctx: Ctx, { deploymentId }: OfRelease, rule: Rule): ChangePreview {
  const before = requireRelease(ctx, deploymentId);
  const channel = requireChannel(ctx, before.channelId);
  const found = preview(ctx, channel, () => {
    const { release, warnings } = planChange(ctx, deploymentId, rule).plan;
    return { release, warnings: warnings.map(warningWords) };
  });
  const after = found.release;
  if (after === null) return { ...found, effect: null };
  const reach = reachOf(ctx, channel);
  return {
    ...found,
    effect: {
      reach: { before: reach(before), after: reach(after) },
      holdsUp: { before: holdsUpOthers(before), after: holdsUpOthers(after) },
      plan: planAfter(ctx, before, after),
    },
  };
}

export const previewHalt = (ctx: Ctx, input: OfRelease) => previewChange(ctx, input, planHalt);
export const previewResume = (ctx: Ctx, input: OfRelease) => previewChange(ctx, input, planResume);
export const previewEnd = (ctx: Ctx, input: OfRelease) => previewChange(ctx, input, planEnd);
