import semver from 'semver';
import { assertNever } from '../../assert.ts';
import type { Tier } from '../environment/model.ts';
import type { ChannelTarget, ImportCounts, ImportOptions } from './model.ts';

/** The channels that a version can name, and the tier that each is meant for. Any other version is stable. */
const channelTiers: Readonly<Record<string, Tier>> = {
  nightly: 'development',
  canary: 'development',
  dev: 'development',
  alpha: 'development',
  beta: 'staging',
  next: 'staging',
  preview: 'staging',
  rc: 'staging',
  stable: 'production',
};

const NIGHTLY_REPOSITORY = /[/_-]nightl(y|ies)$/i;

/**
 * The channel of a version: the first word of its SemVer pre-release when that is a known channel (`beta1` is beta),
 * nightly for a repository of nightlies, else stable. A pre-release flag alone says nothing: it is set and taken back.
 */
export function channelOf(version: string, repository: string): string {
  if (NIGHTLY_REPOSITORY.test(repository)) return 'nightly';
  const parsed = semver.parse(version.slice(version.lastIndexOf('@') + 1), { loose: true });
  const [word = ''] = /^[a-z]*/i.exec(String(parsed?.prerelease[0] ?? '')) ?? [];
  return word.toLowerCase() in channelTiers ? word.toLowerCase() : 'stable';
}

/** Where a channel goes when nobody chose: an environment of its own name. */
export function defaultTarget(channel: string): ChannelTarget {
  return { channel, environment: channel, tier: channelTiers[channel] ?? 'production' };
}

/** The environment of one version, `stable` or by major line `stable-21`; null when its channel is not deployed. */
export function environmentOf(
  options: ImportOptions,
  channel: string,
  version: string,
): { readonly name: string; readonly tier: Tier } | null {
  const target = options.channels.find((one) => one.channel === channel) ?? defaultTarget(channel);
  if (target.environment === null) return null;
  const major = options.byMajorLine ? semver.parse(version, { loose: true })?.major : undefined;
  return {
    name: major === undefined ? target.environment : `${target.environment}-${major}`,
    tier: target.tier,
  };
}

/** The name of a new project: what was chosen, else the repository's own without its owner. */
export function projectNameOf(repository: string, options: ImportOptions): string {
  return options.projectNames[repository] ?? repository.slice(repository.lastIndexOf('/') + 1);
}

/** What is imported when nobody chose anything: every record, where its own words say. */
export const noChoice: ImportOptions = {
  projectNames: {},
  channels: [],
  byMajorLine: false,
  deployments: [],
};

export const noCounts: ImportCounts = {
  records: 0,
  drafts: 0,
  newReleases: 0,
  newDeployments: 0,
  newChannels: 0,
  changed: 0,
  unchanged: 0,
  leftOut: 0,
  problems: 0,
};

/** What one record of the source comes to. */
export interface RowOutcome {
  readonly release: 'new' | 'changed' | 'unchanged' | 'renamed';
  readonly deployment: boolean;
}

/** Adds one record's outcome; a record that brings neither release nor deployment is unchanged. */
export function tally(counts: ImportCounts, { release, deployment }: RowOutcome): void {
  if (deployment) counts.newDeployments += 1;
  switch (release) {
    case 'new':
      counts.newReleases += 1;
      return;
    case 'changed':
      counts.changed += 1;
      return;
    case 'unchanged':
      if (!deployment) counts.unchanged += 1;
      return;
    case 'renamed':
      counts.problems += 1;
      return;
    default:
      assertNever(release);
  }
}
