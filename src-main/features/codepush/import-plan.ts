import type { App } from '#shared/features/codepush/app.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { ImportCounts, ImportOptions } from '#shared/features/import/model.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { SourceChannel, SourceRelease } from '../../importers/codepush-history.ts';
import type { Stores } from '../../store/index.ts';
import { listApps } from './apps.ts';
import type { CountedBefore } from './before-store.ts';
import { channelLabel } from './channels.ts';

/** The project of an app, or the name of the one that must be made. */
export type AppPlace = { readonly project: Project } | { readonly project: null; readonly name: string };

/**
 * An app goes where CodePush's tools find it already; else into the project that was chosen for it or that its name
 * speaks of, unless that has another app for the operating system, which an app's own name then keeps apart.
 */
export function placeOfApp(
  stores: Stores,
  options: ImportOptions,
  { app, os, project }: Pick<SourceChannel, 'app' | 'os' | 'project'>,
): AppPlace {
  const apps = listApps({ stores });
  const found = (one: App | undefined) => one && stores.project.get(one.projectId);
  const same = found(apps.find((one) => one.name === app && one.os === os));
  if (same) return { project: same };
  const chosen = options.projectNames[app];
  const isTaken = (id: number) => apps.some((one) => one.projectId === id && one.os === os);
  for (const name of chosen === undefined ? [project, app] : [chosen]) {
    const there = stores.project.byName(name);
    if (!there) return { project: null, name };
    if (chosen !== undefined || !isTaken(there.id)) return { project: there };
  }
  return { project: null, name: `${app} (${os})` };
}

export interface ChannelPlan {
  /** The channel as it is here; null when it is new. */
  readonly channel: Channel | null;
  /** Whether it brings something beside its releases: itself without any, or other counters. */
  readonly outcome: 'new' | 'changed' | 'unchanged' | 'refused';
  /** Why it is refused. */
  readonly message: string | null;
}

function isCountedSo(here: readonly CountedBefore[], metrics: SourceChannel['metrics']): boolean {
  if (metrics === null) return true;
  const text = (rows: readonly Omit<CountedBefore, 'gone'>[]) =>
    rows
      .map(({ place, active, installed, downloaded, failed }) =>
        [place, active, installed, downloaded, failed].join(' '),
      )
      .sort()
      .join('\n');
  return text(here) === text(metrics);
}

/** Decides what a deployment of the source comes to: its key says which channel it is (spec/mobile 3.7). */
export function planChannel(stores: Stores, options: ImportOptions, row: SourceChannel): ChannelPlan {
  const whole = row.releases === 1 ? 'its release' : `its ${row.releases} releases`;
  const refuse = (why: string): ChannelPlan => ({
    channel: null,
    outcome: 'refused',
    message: `Deployment ${row.name} of ${row.app} was left out with ${whole}: ${why}`,
  });
  const id = stores.channel.idByKey(row.key);
  const channel = id === null ? null : (stores.channel.get(id) ?? null);
  if (channel && channel.os !== row.os)
    return refuse(`its key belongs to ${channelLabel(channel)}, which is for another operating system.`);
  if (channel) {
    const same = isCountedSo(stores.client.before.rows(channel.id), row.metrics);
    return { channel, outcome: same ? 'unchanged' : 'changed', message: null };
  }
  const { project } = placeOfApp(stores, options, row);
  if (project && stores.channel.named(project.id, row.os, row.name) !== null)
    return refuse(`${project.name} has a channel ${row.name} for ${row.os} already, with another key.`);
  return { channel, outcome: 'new', message: null };
}

const FIELDS = [
  'targetBinaryRange',
  'description',
  'isMandatory',
  'isDisabled',
  'rollout',
  'superseded',
] as const;

/** What an import may change of a release. */
export type ReleaseChange = Pick<ReleaseRow, (typeof FIELDS)[number]>;

export function changeableOf(release: ReleaseChange): ReleaseChange {
  const { targetBinaryRange, description, isMandatory, isDisabled, rollout, superseded } = release;
  return { targetBinaryRange, description, isMandatory, isDisabled, rollout, superseded };
}

export interface ReleaseImportPlan {
  /** The release as it is here; null when it is new. */
  readonly here: ReleaseRow | null;
  readonly outcome: 'new' | 'changed' | 'unchanged' | 'refused';
  readonly message: string | null;
}

/** Decides what a release of the source comes to. One that is here follows the source, but for its contents. */
export function planImportedRelease(
  stores: Stores,
  channel: Pick<Channel, 'id'> | null,
  row: SourceRelease,
): ReleaseImportPlan {
  const here = channel && stores.codepush.byNumber(channel.id, row.number);
  if (!here) return { here: null, outcome: 'new', message: null };
  if (here.packageHash !== row.packageHash) {
    const message = `${row.app} ${row.channel} has a ${row.label} with other contents here. It was left as it is.`;
    return { here, outcome: 'refused', message };
  }
  const same = FIELDS.every((field) => here[field] === row[field]);
  return { here, outcome: same ? 'unchanged' : 'changed', message: null };
}

/** Counts a deployment of the source; its releases are counted by themselves. */
export function tallyChannel(counts: ImportCounts, { outcome }: ChannelPlan, row: SourceChannel): void {
  if (outcome === 'refused') counts.problems += 1 + row.releases;
  else if (outcome === 'changed' || (outcome === 'new' && row.releases === 0)) counts.changed += 1;
}

export function tallyRelease(counts: ImportCounts, { outcome }: ReleaseImportPlan): void {
  switch (outcome) {
    case 'new':
      counts.newReleases += 1;
      counts.newDeployments += 1;
      return;
    case 'changed':
      counts.changed += 1;
      return;
    case 'unchanged':
      counts.unchanged += 1;
      return;
    case 'refused':
      counts.problems += 1;
      return;
  }
}
