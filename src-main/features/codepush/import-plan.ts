import { assertNever } from '#shared/assert.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { type ChannelDecision, decideChannel, type MobileHere } from '#shared/features/import/history.ts';
import type { HistoryTarget, ImportCounts, ImportOptions } from '#shared/features/import/model.ts';
import type { SourceChannel, SourceRelease } from '../../importers/codepush-history.ts';
import type { Stores } from '../../store/index.ts';
import { listApps } from './apps.ts';
import type { CountedBefore } from './before-store.ts';

/** What is here that a history can meet, as the rules of `history.ts` need it. */
export function hereOf(stores: Stores): MobileHere {
  const apps = listApps({ stores });
  return {
    projects: new Set(stores.project.all().map(({ name }) => name)),
    apps,
    channels: apps.flatMap(({ channels }) => channels),
  };
}

/** What was chosen for a deployment of the source. */
export function choiceOf({ deployments }: ImportOptions, key: string): HistoryTarget | null {
  return deployments.find((target) => target.key === key) ?? null;
}

export interface ChannelPlan {
  readonly decision: ChannelDecision;
  /** The channel as it is here; null when it is new or stays out. */
  readonly channel: Channel | null;
  /** Whether it brings something beside its releases: itself, or other counters. */
  readonly outcome: 'new' | 'changed' | 'unchanged' | 'refused' | 'left_out';
  /** Why it is refused, as a problem of the import. */
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

/** Decides what a deployment of the source comes to, and whether its counters are other ones. */
export function planChannel(
  stores: Stores,
  here: MobileHere,
  options: ImportOptions,
  row: SourceChannel,
): ChannelPlan {
  const decision = decideChannel(here, choiceOf(options, row.key), row);
  switch (decision.outcome) {
    case 'left_out':
    case 'new':
      return { decision, channel: null, outcome: decision.outcome, message: null };
    case 'refused': {
      const whole = row.releases === 1 ? 'its release' : `its ${row.releases} releases`;
      const message = `Deployment ${row.name} of ${row.app} was left out with ${whole}. ${decision.why}`;
      return { decision, channel: null, outcome: 'refused', message };
    }
    case 'here': {
      const id = stores.channel.idByKey(row.key);
      const channel = id === null ? null : (stores.channel.get(id) ?? null);
      const same = channel !== null && isCountedSo(stores.client.before.rows(channel.id), row.metrics);
      return { decision, channel, outcome: same ? 'unchanged' : 'changed', message: null };
    }
    default:
      return assertNever(decision);
  }
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

/** Counts a deployment of the source; its releases are counted by themselves unless they stay out with it. */
export function tallyChannel(counts: ImportCounts, { outcome }: ChannelPlan, row: SourceChannel): void {
  switch (outcome) {
    case 'new':
      counts.newChannels += 1;
      return;
    case 'changed':
      counts.changed += 1;
      return;
    case 'unchanged':
      return;
    case 'refused':
      counts.problems += 1;
      counts.leftOut += row.releases;
      return;
    case 'left_out':
      counts.leftOut += row.releases;
      return;
    default:
      assertNever(outcome);
  }
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
    default:
      assertNever(outcome);
  }
}
