import type { LivePreview } from '#shared/features/build/contract.ts';
import { liveWarnings } from '#shared/features/build/live-warnings.ts';
import type { AppStatus } from '#shared/features/build/model.ts';
import type { Build } from '#shared/features/build/record.ts';
import { type LivePlan, planLive } from '#shared/features/build/rules.ts';
import type { Ctx } from '../../context.ts';
import { occurredAtOf } from '../deployment/record.ts';
import {
  attempt,
  entryOf,
  noteStoreEvent,
  requireBuild,
  requireInOrder,
  withForcedBuilds,
} from './records.ts';

export interface LiveInput {
  readonly id: number;
  readonly occurredAt?: number | undefined;
  readonly reason: string | null;
}

interface Channel {
  readonly build: Build;
  /** The Live build of its channel, which may be itself. */
  readonly live: Build | null;
  readonly appStatus: AppStatus | null;
}

export function liveBuildOf({ stores }: Ctx, { projectId, os, target }: Build): Build | null {
  const id = stores.build.liveOf(projectId, os, target);
  return id === null ? null : stores.build.get(id);
}

function channelOf(ctx: Ctx, id: number): Channel {
  const build = requireBuild(ctx, id);
  const appStatus = ctx.stores.appStatus.get(build.projectId, build.os, build.target);
  return { build, live: liveBuildOf(ctx, build), appStatus };
}

/** When the store's last word on the channel or the build was spoken: no Live interval begins before another ends. */
function requireLater(ctx: Ctx, { build, appStatus }: Channel, at: number): void {
  const last = ctx.stores.storeEvent.of(build.id).at(-1);
  requireInOrder(at, last?.occurredAt ?? null, `the last change of build #${build.number} in its store`);
  const before = appStatus && ctx.stores.build.get(appStatus.deploymentId);
  if (!before) return;
  requireInOrder(
    at,
    before.liveUntil ?? before.liveFrom,
    `the time of build #${before.number} as the Live one`,
  );
}

/** Decides for the action and its preview alike. Null when the build is Live already. */
function plan(ctx: Ctx, channel: Channel, occurredAt: number | undefined): LivePlan | null {
  const { build, live, appStatus } = channel;
  const at = occurredAtOf(ctx, occurredAt);
  const found = planLive(build, live ? [live] : [], { publisher: ctx.caller.name, at, appStatus });
  if (found) requireLater(ctx, channel, at);
  return found;
}

/** What marking a build Live would do. The same plan as the action, and no write. */
export function previewLive(ctx: Ctx, { id, occurredAt }: LiveInput): LivePreview {
  const channel = channelOf(ctx, id);
  const { build, live, appStatus } = channel;
  const { plan: found, refusal } = attempt(() => plan(ctx, channel, occurredAt));
  const forced = ctx.stores.build.forcedVersions(build.projectId, build.os, build.target);
  return {
    checkedAt: ctx.now(),
    refusal,
    build,
    isLive: build.live,
    replaces: found && live,
    appStatus: { before: appStatus, after: found?.appStatus ?? (refusal ? null : appStatus) },
    warnings: found ? liveWarnings(build, live, forced) : [],
  };
}

/**
 * Marks a build Live (spec/mobile 2.2): the one before falls back to Approved, the channel's row and both deployments'
 * flags are written in the same transaction. A build that is Live already stays as it is.
 * @throws as `planLive`; invalid_input for an instant before the channel's last change.
 */
export function setLive(ctx: Ctx, { id, occurredAt, reason }: LiveInput): Build {
  const channel = channelOf(ctx, id);
  const { build } = channel;
  const found = plan(ctx, channel, occurredAt);
  if (!found) return build;
  const { stores } = ctx;
  withForcedBuilds(ctx, build, () => {
    // The one before goes first: a channel never has two.
    for (const { deploymentId, liveUntil } of found.replaced) {
      const replaced = requireBuild(ctx, deploymentId);
      stores.build.endLive(deploymentId, liveUntil);
      noteStoreEvent(ctx, replaced, {
        kind: 'live_ended',
        at: liveUntil,
        note: `Replaced by build #${build.number}.`,
      });
      ctx.changed('build', deploymentId, null);
      ctx.changed('deployment', deploymentId, null);
    }
    stores.build.beginLive(id, found.liveFrom);
    noteStoreEvent(ctx, build, { kind: 'live', at: found.liveFrom, note: reason });
    stores.appStatus.put(build.projectId, found.appStatus);
  });
  ctx.changed('deployment', id, null);
  ctx.changed('build', id, {
    verb: 'build.setLive',
    ...entryOf(build),
    reason,
    before: { live: channel.live && `#${channel.live.number} ${channel.live.envVersion}` },
    after: { live: `#${build.number} ${build.envVersion}` },
  });
  return requireBuild(ctx, id);
}
