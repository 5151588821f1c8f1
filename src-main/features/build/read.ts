import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { buildContract } from '#shared/features/build/contract.ts';
import { planForceUpdate } from '#shared/features/build/force-update.ts';
import type { Build } from '#shared/features/build/record.ts';
import { planRetry } from '#shared/features/build/retry.ts';
import { isLive, mustBeSucceededBuild, planLive, receivesReleases } from '#shared/features/build/rules.ts';
import { planMove } from '#shared/features/deployment/rules.ts';
import type { Ctx } from '../../context.ts';
import { findDeployment, readDeployment } from '../deployment/read.ts';
import { readBaseline } from './baseline.ts';
import { liveBuildOf } from './live.ts';
import { attempt, requireBuild } from './records.ts';

type Contract = typeof buildContract;
type Action = OutputOf<Contract['get']>['actions'][number];

/** Above the id of any record. */
const NO_ID = Number.MAX_SAFE_INTEGER;

export function listBuilds(
  { stores }: Ctx,
  { before, limit, ...place }: ParsedInputOf<Contract['list']>,
): OutputOf<Contract['list']> {
  const found = stores.build.page(place, before ?? NO_ID, limit + 1);
  const rows = found.slice(0, limit);
  return { rows, nextBefore: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

/** So many of the newest builds are offered. */
const OFFERED = 100;

/** The builds that a release of a channel can be made for, and what their binaries start with. */
export function listOfChannel(
  ctx: Ctx,
  { isWithBaseline, ...place }: ParsedInputOf<Contract['ofChannel']>,
): OutputOf<Contract['ofChannel']> {
  const { build } = ctx.stores;
  const newest = build.receiving(place, isWithBaseline, OFFERED);
  const liveId = build.liveOf(place.projectId, place.os, place.target);
  const live = newest.find(({ id }) => id === liveId) ?? (liveId === null ? null : build.get(liveId));
  const first = live && (!isWithBaseline || live.baseline !== null) ? [live] : [];
  return [...first, ...newest.filter(({ id }) => id !== liveId)].map((row) => ({
    build: row,
    baseline: readBaseline(ctx, row),
  }));
}

/** Where the package that a build's binary starts with went out to the users of that place. */
function baselineReleases({ stores }: Ctx, { baseline, projectId, os, target }: Build) {
  if (baseline === null) return [];
  return stores.codepush.ofPackage(baseline).flatMap((release) => {
    const channel = stores.channel.get(release.channelId);
    const isOwn = channel?.projectId === projectId && channel.os === os && channel.target === target;
    return isOwn ? [{ ...release, channelName: channel.name }] : [];
  });
}

export function listAppStatuses(
  { stores }: Ctx,
  { projectId }: ParsedInputOf<Contract['appStatuses']>,
): OutputOf<Contract['appStatuses']> {
  return stores.appStatus.all(projectId);
}

/** Every action by the rule that decides it; null means that it is allowed. */
function actionsOf(ctx: Ctx, build: Build, live: Build | null): Action[] {
  const { stores, caller } = ctx;
  const refusalOf = (plan: () => unknown) => attempt(plan).refusal?.message ?? null;
  const publication = { publisher: caller.name, at: ctx.now(), appStatus: null };
  const state = stores.deployment.state(build.id);
  return [
    { action: 'cancel', refusal: refusalOf(() => state && planMove(state, 'canceled', ctx.now(), null)) },
    { action: 'retry', refusal: refusalOf(() => planRetry(build, stores.build.retriesOf(build.id))) },
    { action: 'setStoreState', refusal: refusalOf(() => mustBeSucceededBuild(build)) },
    {
      action: 'setLive',
      refusal: isLive(build)
        ? `Build #${build.number} is Live already.`
        : refusalOf(() => planLive(build, live ? [live] : [], publication)),
    },
    { action: 'forceUpdate', refusal: refusalOf(() => planForceUpdate(build, live)) },
  ];
}

/** One build with everything that its screen shows. */
export function readBuild(ctx: Ctx, key: ParsedInputOf<Contract['get']>): OutputOf<Contract['get']> {
  const { stores } = ctx;
  const build = requireBuild(ctx, findDeployment(ctx, key));
  return {
    build,
    deployment: readDeployment(ctx, { id: build.id }),
    storeEvents: stores.storeEvent.of(build.id),
    receivesReleases: receivesReleases(build),
    baseline: readBaseline(ctx, build),
    baselineReleases: baselineReleases(ctx, build),
    artifact: build.blob === null ? null : stores.artifactBaseline.of(build.blob),
    releases: stores.codepush.ofParent(build.id),
    retries: stores.build.retriesOf(build.id),
    retryOf: build.retryOf === null ? null : stores.build.get(build.retryOf),
    appStatus: stores.appStatus.get(build.projectId, build.os, build.target),
    actions: actionsOf(ctx, build, liveBuildOf(ctx, build)),
  };
}
