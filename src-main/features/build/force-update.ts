import type { OutputOf } from '#shared/contract/define.ts';
import type { buildContract, ForceUpdateInput, ForceUpdatePreview } from '#shared/features/build/contract.ts';
import { type ForceUpdatePlan, planForceUpdate } from '#shared/features/build/force-update.ts';
import type { Build } from '#shared/features/build/record.ts';
import { refuseBuild } from '#shared/features/build/rules.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { refusal } from '#shared/features/codepush/history.ts';
import { padVersion } from '#shared/features/codepush/range.ts';
import { planForceUpdate as planForcedRelease } from '#shared/features/codepush/release.ts';
import type { Ctx } from '../../context.ts';
import { channelLabel, devicesOf, failedDevices, historyOf, requireChannel } from '../codepush/channels.ts';
import { type AppendPlan, requirePackage, warningsOf } from '../codepush/plans.ts';
import { appendRelease } from '../codepush/releases.ts';
import { occurredAtOf } from '../deployment/record.ts';
import { liveBuildOf } from './live.ts';
import {
  attempt,
  entryOf,
  noteStoreEvent,
  requireBuild,
  requireInOrder,
  withForcedBuilds,
} from './records.ts';

const isOf =
  ({ projectId, os, target }: Build) =>
  (channel: Channel) =>
    channel.projectId === projectId && channel.os === os && channel.target === target;

/** The channels through which a build's users get releases. */
function channelsOf({ stores }: Ctx, build: Build): Channel[] {
  return stores.channel.ofProject(build.projectId).filter(isOf(build));
}

/** @throws invalid_input when the channel is for other builds, or there is none. */
function channelFor(ctx: Ctx, build: Build, channelId: number | null): Channel {
  const channel = channelId === null ? channelsOf(ctx, build)[0] : requireChannel(ctx, channelId);
  if (channel && isOf(build)(channel)) return channel;
  const place = `${build.project} ${build.os} ${build.target}`;
  throw refuseBuild(
    'invalid_input',
    build,
    'channelId',
    channel ? `${channelLabel(channel)} is not a channel of ${place}.` : `${place} has no CodePush channel.`,
    channel ? 'Choose one of its own.' : 'Open one, or apply Force Update without a package.',
  );
}

interface Plan {
  readonly force: ForceUpdatePlan;
  readonly append: AppendPlan | null;
  readonly at: number;
}

/**
 * The release of the "please update" bundle. A store's 2.0 means that one version, while the range 2.0 would mean all of
 * 2.0.x, the Live build among them perhaps.
 */
function planRelease(
  ctx: Ctx,
  build: Build,
  input: ForceUpdateInput,
  force: ForceUpdatePlan,
): AppendPlan | null {
  if (input.packageHash === null) return null;
  const channel = channelFor(ctx, build, input.channelId);
  const { packageHash, size, signature } = requirePackage(ctx, input.packageHash);
  const history = historyOf(ctx, channel);
  if (signature === 'invalid') {
    throw refusal(
      history,
      'invalid_input',
      'packageHash',
      'The signature of this package does not fit its contents or the key of the channel.',
      { hint: 'Sign it again with the private key of the app.' },
    );
  }
  const plan = planForcedRelease(history, {
    packageHash,
    size,
    signed: signature !== 'none',
    targetBinaryRange: padVersion(force.targetBinaryRange) ?? force.targetBinaryRange,
    description: input.description,
    failedDevices: failedDevices(ctx, channel.id, packageHash),
  });
  return { channel, plan, parentId: build.id, tag: null, originalChannelId: null };
}

/** Decides for the action and its preview alike. */
function plan(ctx: Ctx, build: Build, live: Build | null, input: ForceUpdateInput): Plan {
  const force = planForceUpdate(build, live);
  const at = occurredAtOf(ctx, input.occurredAt);
  requireInOrder(at, build.liveUntil, `the end of build #${build.number} as the Live one`);
  return { force, append: planRelease(ctx, build, input, force), at };
}

/** What Force Update would do. The same plan as the action, and no write. */
export function previewForceUpdate(ctx: Ctx, input: ForceUpdateInput): ForceUpdatePreview {
  const build = requireBuild(ctx, input.id);
  const live = liveBuildOf(ctx, build);
  const { plan: found, refusal: refused } = attempt(() => plan(ctx, build, live, input));
  const release = found?.append?.plan;
  return {
    checkedAt: ctx.now(),
    refusal: refused,
    build,
    live,
    targetBinaryRange: found?.force.targetBinaryRange ?? null,
    appVersion: found?.force.appVersion ?? null,
    channels: channelsOf(ctx, build).map((channel) => ({
      id: channel.id,
      name: channel.name,
      devices: devicesOf(ctx, channel.id),
    })),
    release: release?.release ?? null,
    superseded: [...(release?.superseded ?? [])],
    warnings: found?.append ? warningsOf(ctx, found.append) : [],
  };
}

/**
 * Sends the users of a replaced build to the store (spec/mobile 2.2): from now on its binaries get no content and are
 * told of the Live build's version. A package goes out to them once, as mandatory and for all.
 * @throws as the rules `planForceUpdate` of builds and, with a package, of channels.
 */
export function forceUpdate(
  ctx: Ctx,
  input: ForceUpdateInput,
): OutputOf<(typeof buildContract)['forceUpdate']> {
  const build = requireBuild(ctx, input.id);
  const { force, append, at } = plan(ctx, build, liveBuildOf(ctx, build), input);
  const { reason } = input;
  const released = append && appendRelease(ctx, append, reason);
  withForcedBuilds(ctx, build, () => {
    ctx.stores.build.setForced(build.id);
    noteStoreEvent(ctx, build, { kind: 'force_update', at, note: reason });
  });
  ctx.changed('build', build.id, {
    verb: 'build.forceUpdate',
    ...entryOf(build),
    reason,
    before: { forceUpdate: false },
    after: {
      forceUpdate: true,
      targetBinaryRange: force.targetBinaryRange,
      appVersion: force.appVersion,
      release: released?.release.label ?? null,
    },
  });
  return {
    build: requireBuild(ctx, build.id),
    release: released?.release ?? null,
    warnings: released?.warnings ?? [],
  };
}
