import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { isAppError } from '#shared/errors.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { codepushContract } from '#shared/features/codepush/contract.ts';
import { planEnd, planHalt, planResume } from '#shared/features/codepush/edit.ts';
import { labelOf } from '#shared/features/codepush/labels.ts';
import { metricRows, type PlaceCounters } from '#shared/features/codepush/metrics.ts';
import { bucketHistogram, projectedDevices } from '#shared/features/codepush/plan.ts';
import { utcDay } from '#shared/time.ts';
import type { Ctx } from '../../context.ts';
import { planBack } from './back.ts';
import { devicesOf, historyOf, requireChannel } from './channels.ts';
import { planChange, planPromote, requireRelease } from './plans.ts';
import { selectionOf } from './prepared.ts';

type Contract = typeof codepushContract;

const NOTHING: PlaceCounters = { active: 0, installed: 0, downloaded: 0, failed: 0, anonymous: 0 };
/** Above the number of any release. */
const NO_NUMBER = Number.MAX_SAFE_INTEGER;

export function listChannels(
  ctx: Ctx,
  { projectId }: ParsedInputOf<Contract['channels']>,
): OutputOf<Contract['channels']> {
  const { stores } = ctx;
  const channels = projectId === null ? stores.channel.all() : stores.channel.ofProject(projectId);
  return channels.map((channel) => ({
    ...channel,
    devices: devicesOf(ctx, channel.id),
    newest: stores.codepush.page(channel.id, NO_NUMBER, 1)[0] ?? null,
  }));
}

export function readHistory(
  ctx: Ctx,
  { channelId, before, limit }: ParsedInputOf<Contract['history']>,
): OutputOf<Contract['history']> {
  const channel = requireChannel(ctx, channelId);
  const counts = ctx.stores.client.counts(channelId);
  const found = ctx.stores.codepush.page(channelId, before ?? NO_NUMBER, limit + 1);
  const rows = found.slice(0, limit);
  return {
    channel,
    rows: rows.map((release) => ({ ...release, counters: counts.get(release.label) ?? NOTHING })),
    nextBefore: found.length > limit ? (rows.at(-1)?.number ?? null) : null,
  };
}

/** What clients reported of a release. */
export function countersOf(
  { stores }: Ctx,
  { channelId, label }: Pick<ReleaseRow, 'channelId' | 'label'>,
): PlaceCounters {
  return stores.client.counts(channelId).get(label) ?? NOTHING;
}

/** The sentence that an action would refuse with, or null when it is allowed. */
function refusalOf(plan: () => unknown): string | null {
  try {
    plan();
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.message;
  }
}

function actionsOf(ctx: Ctx, release: ReleaseRow): OutputOf<Contract['get']>['actions'] {
  const { deploymentId, channelId, label } = release;
  const nothing = {
    targetBinaryRange: null,
    description: null,
    isMandatory: null,
    isDisabled: null,
    rollout: null,
  };
  const change = (rule: typeof planHalt) => refusalOf(() => planChange(ctx, deploymentId, rule));
  return [
    { action: 'edit', refusal: null },
    { action: 'halt', refusal: change(planHalt) },
    { action: 'resume', refusal: change(planResume) },
    { action: 'end', refusal: change(planEnd) },
    {
      action: 'promote',
      refusal: refusalOf(() =>
        planPromote(ctx, { deploymentId, destinationId: null, tag: null, reason: null, ...nothing }),
      ),
    },
    {
      action: 'rollback',
      refusal: refusalOf(() => planBack(ctx, { how: 'rollback', channelId, label, reason: null })),
    },
  ];
}

export function readRelease(
  ctx: Ctx,
  { deploymentId }: ParsedInputOf<Contract['get']>,
): OutputOf<Contract['get']> {
  const { stores } = ctx;
  const release = requireRelease(ctx, deploymentId);
  const channel = requireChannel(ctx, release.channelId);
  const stored = stores.package.get(release.packageHash);
  const { originalChannelId, originalLabel } = release;
  const history = stores.codepush.history(channel.id);
  const labelsOf = (packageHash: string) =>
    history.filter((one) => one.packageHash === packageHash).map(({ label }) => label);
  return {
    channel,
    release,
    counters: countersOf(ctx, release),
    devices: devicesOf(ctx, channel.id),
    package: stored && factsOf(stored),
    diffs: stores.package
      .diffs(release.packageHash)
      .map(({ fromHash, size }) => ({ fromHash, size, fromLabels: labelsOf(fromHash) })),
    original:
      originalChannelId === null || originalLabel === null
        ? null
        : stores.codepush.byNumber(originalChannelId, Number(originalLabel.slice(1))),
    copies: stores.codepush.copiesOf(channel.id, release.label).map((copy) => ({
      ...copy,
      channelName: nameOf(ctx, copy.channelId, channel),
    })),
    actions: actionsOf(ctx, release),
  };
}

const nameOf = (ctx: Ctx, id: number, known: Channel) =>
  (id === known.id ? known : requireChannel(ctx, id)).name;

/** A package without where and how it is stored. */
export function factsOf<Stored extends { blob: string; manifest: unknown }>(stored: Stored) {
  const { blob: _blob, manifest: _manifest, ...facts } = stored;
  return facts;
}

export function readMetrics(
  ctx: Ctx,
  { channelId }: ParsedInputOf<Contract['metrics']>,
): OutputOf<Contract['metrics']> {
  const { quarantined } = requireChannel(ctx, channelId);
  const places = ctx.stores.client.counts(channelId);
  const devices = devicesOf(ctx, channelId);
  return { rows: metricRows({ places, quarantined, devices }), devices, quarantined };
}

/** Active devices of each place at the end of each day: the days' changes, summed up. */
export function readAdoption(
  ctx: Ctx,
  { channelId, days }: ParsedInputOf<Contract['adoption']>,
): OutputOf<Contract['adoption']> {
  requireChannel(ctx, channelId);
  const last = utcDay(ctx.now());
  const shown = Array.from({ length: days }, (_, index) => last - days + 1 + index);
  const standing = new Map<string, number[]>();
  for (const { day, place, active } of ctx.stores.client.days(channelId)) {
    if (active === 0) continue;
    const series = standing.get(place) ?? new Array<number>(days).fill(0);
    for (let at = Math.max(0, day - (shown[0] ?? 0)); at < days; at += 1)
      series[at] = (series[at] ?? 0) + active;
    standing.set(place, series);
  }
  return { days: shown, places: [...standing].map(([place, active]) => ({ place, active })) };
}

export function listRollouts(
  ctx: Ctx,
  { projectId }: ParsedInputOf<Contract['rollouts']>,
): OutputOf<Contract['rollouts']> {
  return ctx.stores.codepush.rollouts(projectId).map((release) => ({
    channel: requireChannel(ctx, release.channelId),
    release,
    counters: countersOf(ctx, release),
  }));
}

/** Draws every known device for a label, the next one unless it is named. */
export function projectDevices(
  ctx: Ctx,
  { channelId, label }: ParsedInputOf<Contract['projection']>,
): OutputOf<Contract['projection']> {
  const channel = requireChannel(ctx, channelId);
  const drawn = label ?? labelOf(historyOf(ctx, channel).lastNumber + 1);
  const histogram = bucketHistogram(selectionOf(channel), drawn, ctx.stores.client.ids(channelId));
  return {
    label: drawn,
    devices: histogram.reduce((sum, count) => sum + count, 0),
    reached: Array.from({ length: 101 }, (_, percent) =>
      projectedDevices(channel.selection, histogram, percent),
    ),
  };
}
