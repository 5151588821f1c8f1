import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { numberOf } from '#shared/features/codepush/labels.ts';
import type { PlaceCounters } from '#shared/features/codepush/metrics.ts';
import type { mobileContract } from '#shared/features/mobile/contract.ts';
import type { Ctx } from '../../context.ts';
import { requireMobile } from './names.ts';

type Of = (typeof mobileContract)['metrics'];

const NOTHING: PlaceCounters = { active: 0, installed: 0, downloaded: 0, failed: 0, anonymous: 0 };

const row = (place: string, { active, installed, downloaded, failed }: PlaceCounters) => ({
  place,
  active,
  installed,
  downloaded,
  failed,
});

/** Every label of a channel, also one that nobody reported yet, then the binaries that reported (spec/mobile 2.10). */
function ofChannel({ stores }: Ctx, channelId: number): OutputOf<Of> {
  const counts = stores.client.counts(channelId);
  const labels = stores.codepush.history(channelId).map(({ label }) => label);
  const binaries = [...counts.keys()]
    .filter((place) => numberOf(place) === null)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return [...labels, ...binaries].map((place) => row(place, counts.get(place) ?? NOTHING));
}

function sum(a: PlaceCounters, b: PlaceCounters): PlaceCounters {
  const names = ['active', 'installed', 'downloaded', 'failed', 'anonymous'] as const;
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as PlaceCounters;
}

/** The releases that were made for a build, and its binary in all channels of its place (spec/mobile 2.10). */
function ofBuild({ stores }: Ctx, deploymentId: number): OutputOf<Of> {
  const build = stores.build.get(deploymentId);
  if (!build) return [];
  const counted = new Map<number, ReadonlyMap<string, PlaceCounters>>();
  const countersOf = (channelId: number, place: string): PlaceCounters => {
    const counts = counted.get(channelId) ?? stores.client.counts(channelId);
    counted.set(channelId, counts);
    return counts.get(place) ?? NOTHING;
  };
  const releases = stores.codepush
    .ofParent(deploymentId)
    .sort((a, b) => a.channelId - b.channelId || a.number - b.number)
    .map(({ channelId, label }) => row(label, countersOf(channelId, label)));
  const { projectId, storeVersion, os, target } = build;
  if (storeVersion === null) return releases;
  const binary = stores.channel
    .ofProject(projectId)
    .filter((channel) => channel.os === os && channel.target === target)
    .reduce((all, { id }) => sum(all, countersOf(id, storeVersion)), NOTHING);
  return [...releases, row(storeVersion, binary)];
}

export function readMobileMetrics(ctx: Ctx, input: ParsedInputOf<Of>): OutputOf<Of> {
  const { id, kind } = requireMobile(ctx, input, input.deployment);
  if (kind === 'build') return ofBuild(ctx, id);
  const release = ctx.stores.codepush.byDeployment(id);
  return release ? ofChannel(ctx, release.channelId) : [];
}
