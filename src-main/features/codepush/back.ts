import type { ParsedInputOf } from '#shared/contract/define.ts';
import type { Build } from '#shared/features/build/record.ts';
import { defaultTargetRange, receivesReleases } from '#shared/features/build/rules.ts';
import type { ReleasePlan } from '#shared/features/codepush/append.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { codepushContract } from '#shared/features/codepush/contract.ts';
import { refusal } from '#shared/features/codepush/history.ts';
import { planBaseline, planRerelease, planRollback } from '#shared/features/codepush/rollback.ts';
import type { Ctx } from '../../context.ts';
import { readBaseline } from '../build/baseline.ts';
import { requireBuild } from '../build/records.ts';
import { channelLabel, failedDevices, historyOf, requireChannel } from './channels.ts';
import { type AppendPlan, requireContents, requirePackage } from './plans.ts';

export type RollbackInput = ParsedInputOf<(typeof codepushContract)['rollback']>;
type BaselineInput = Extract<RollbackInput, { how: 'baseline' }>;

/**
 * The build whose binary a channel goes back to; null when only its bundle was given.
 * @throws not_found; invalid_input for a build of another channel; conflict for one whose users get no releases.
 */
function baselineBuild(ctx: Ctx, channel: Channel, buildId: number | null): Build | null {
  if (buildId === null) return null;
  const build = requireBuild(ctx, buildId);
  const refuse = (code: 'invalid_input' | 'conflict', message: string, hint: string) =>
    refusal(historyOf(ctx, channel), code, 'buildId', message, { hint });
  const { projectId, os, target } = channel;
  if (build.projectId !== projectId || build.os !== os || build.target !== target) {
    throw refuse(
      'invalid_input',
      `Build #${build.number} is no build for the users of ${channelLabel(channel)}.`,
      'Choose a build of the same project, operating system and target.',
    );
  }
  if (!receivesReleases(build)) {
    throw refuse(
      'conflict',
      build.forceUpdate
        ? `The users of build #${build.number} are sent to the store and get no releases.`
        : `Build #${build.number} is ${build.status.replaceAll('_', ' ')}: nobody runs it.`,
      'Choose another build.',
    );
  }
  return build;
}

function planToBinary(ctx: Ctx, channel: Channel, input: BaselineInput): ReleasePlan {
  const history = historyOf(ctx, channel);
  const build = baselineBuild(ctx, channel, input.buildId);
  const baseline = build && readBaseline(ctx, build);
  const hash = input.packageHash ?? baseline?.packageHash ?? null;
  if (hash === null) {
    throw refusal(
      history,
      'invalid_input',
      build ? 'buildId' : 'packageHash',
      build
        ? `The bundle that the binary of build #${build.number} starts with is not known.`
        : 'Going back to the store binary needs its bundle.',
      { hint: 'Choose a build that has a baseline, or upload the bundle.' },
    );
  }
  const targetBinaryRange = input.targetBinaryRange || (build && defaultTargetRange(build));
  if (!targetBinaryRange) {
    throw refusal(
      history,
      'invalid_input',
      'targetBinaryRange',
      build
        ? `Build #${build.number} has no store version to tell its binaries by.`
        : 'A release needs the versions of the binaries that it is for.',
      { hint: 'Name a version like 1.2.3 or a range like 1.2.x.' },
    );
  }
  const { packageHash, size, signature, kind } = requirePackage(ctx, hash);
  const isOwn = baseline?.packageHash === packageHash;
  return planBaseline(history, {
    packageHash,
    size,
    signed: signature !== 'none',
    targetBinaryRange,
    description: build
      ? `The bundle of the store binary ${build.storeVersion ?? build.envVersion}, build #${build.number}.`
      : 'The bundle of the store binary.',
    isMandatory: input.isMandatory,
    isBundleOnly: isOwn ? baseline.isBundleOnly : kind === 'bundle',
    failedDevices: failedDevices(ctx, channel.id, packageHash),
  });
}

function planCopy(ctx: Ctx, channel: Channel, input: RollbackInput): ReleasePlan {
  const history = historyOf(ctx, channel);
  const failed = (packageHash: string | undefined) =>
    packageHash === undefined ? 0 : failedDevices(ctx, channel.id, packageHash);
  const copied = (label: string | null) =>
    label === null ? history.releases.at(-2) : history.releases.find((one) => one.label === label);
  const hashOf = (label: string | null) => copied(label)?.packageHash;
  const checkContents = (label: string | null) => {
    const release = copied(label);
    if (release) requireContents(ctx, channel, release);
  };
  switch (input.how) {
    case 'rollback':
      checkContents(input.label);
      return planRollback(history, { label: input.label, failedDevices: failed(hashOf(input.label)) });
    case 'rerelease': {
      const { label, targetBinaryRange, rollout } = input;
      checkContents(label);
      return planRerelease(history, {
        label,
        targetBinaryRange,
        rollout,
        failedDevices: failed(hashOf(label)),
      });
    }
    case 'baseline':
      return planToBinary(ctx, channel, input);
  }
}

function originalOf({ stores }: Ctx, channelId: number, label: string): ReleaseRow | null {
  return stores.codepush.byNumber(channelId, Number(label.slice(1)));
}

/** Back to older contents, or to those of a build's binary. @throws as `planRollback`, `planRerelease`, `planBaseline`. */
export function planBack(ctx: Ctx, input: RollbackInput): AppendPlan {
  const channel = requireChannel(ctx, input.channelId);
  const plan = planCopy(ctx, channel, input);
  const { originalLabel } = plan.release;
  const original = originalLabel === null ? null : originalOf(ctx, channel.id, originalLabel);
  return {
    channel,
    plan,
    parentId: input.how === 'baseline' ? input.buildId : (original?.parentId ?? null),
    tag: original?.tag ?? null,
    originalChannelId: original ? channel.id : null,
  };
}
