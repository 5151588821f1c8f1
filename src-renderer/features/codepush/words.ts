import { osLabels } from '#shared/features/build/model.ts';
import type { BuildRow } from '#shared/features/build/record.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { PlaceCounters } from '#shared/features/codepush/metrics.ts';
import type { SelectionPolicy } from '#shared/features/codepush/model.ts';
import { formatCount, formatPercent } from '../../ui/numbers.ts';

/** `storefront Android Production`: what a channel is called where its project is not at hand. */
export function channelTitle({ project, os, name }: Pick<Channel, 'project' | 'os' | 'name'>): string {
  return `${project} ${osLabels[os]} ${name}`;
}

/** A build as a list of choices names it: `6.12.0, build #1,204 from release/6.12, Live`. */
export function buildChoice({
  number,
  storeVersion,
  envVersion,
  tag,
  live,
}: Pick<BuildRow, 'number' | 'storeVersion' | 'envVersion' | 'tag' | 'live'>): string {
  return `${storeVersion ?? envVersion}, build #${formatCount(number)} from ${tag}${live ? ', Live' : ''}`;
}

export const selectionWords: Readonly<Record<SelectionPolicy, { label: string; sentence: string }>> = {
  codepush: {
    label: 'as CodePush does',
    sentence:
      'A number from client id and label, whole percents. The same devices tend to be first in every release.',
  },
  shuffled: {
    label: 'shuffled',
    sentence:
      'A SHA-256 of deployment key, label and client id, steps of 0.01 %. Every release draws other devices first.',
  },
};

/** `1 device`, `2,400 devices`. */
export function devicesWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'device' : 'devices'}`;
}

/** `1 file`, `340 files`. */
export function filesWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'file' : 'files'}`;
}

type Outcome = Pick<PlaceCounters, 'installed' | 'failed'>;

/** Failed of all that reported an end, in percent; null while nobody has. */
export function failedPercent({ installed, failed }: Outcome): number | null {
  const reports = installed + failed;
  return reports === 0 ? null : (failed / reports) * 100;
}

/** `1.29 %`, and empty while nobody has reported. */
export function failedText(counters: Outcome): string {
  const percent = failedPercent(counters);
  return percent === null ? '' : formatPercent(Math.round(percent * 100) / 100);
}

/** `6 of 463 reports failed`, the count behind the share. */
export function failedCount({ installed, failed }: Outcome): string {
  const reports = installed + failed;
  if (reports === 0) return 'Nobody has reported an end yet';
  return `${formatCount(failed)} of ${formatCount(reports)} ${reports === 1 ? 'report' : 'reports'} failed`;
}

export type ProvenanceKind = 'upload' | 'promote' | 'rollback' | 'rerelease' | 'baseline' | 'force_update';

export interface Provenance {
  readonly kind: ProvenanceKind;
  /** Short enough for a row. */
  readonly words: string;
  readonly sentence: string;
}

interface Origin {
  /** The channel that the contents came from, where it is another one. */
  readonly channelName?: string | undefined;
  /** The range that the contents were for before. */
  readonly range?: string | undefined;
}

/** Where the contents of a release come from. A rollback to another range is a release of old contents again. */
export function provenanceOf(
  {
    releaseMethod,
    originalLabel,
    targetBinaryRange,
  }: Pick<ReleaseRow, 'releaseMethod' | 'originalLabel' | 'targetBinaryRange'>,
  { channelName, range }: Origin = {},
): Provenance {
  const original = originalLabel ?? 'an older release';
  const made = (kind: ProvenanceKind, words: string, sentence: string) => ({ kind, words, sentence });
  switch (releaseMethod) {
    case 'upload':
      return made('upload', 'upload', 'Uploaded as a package.');
    case 'promote': {
      const source = `${channelName ?? 'staging'} ${originalLabel ?? ''}`.trim();
      return made('promote', `from ${source}`, `Promoted from ${source}.`);
    }
    case 'rollback':
      return range !== undefined && range !== targetBinaryRange
        ? made('rerelease', `${original} again`, `The contents of ${original}, which was for ${range}.`)
        : made('rollback', `back to ${original}`, `A rollback to the contents of ${original}.`);
    case 'baseline':
      return made('baseline', 'store binary', 'Back to the bundle of the binary in the store.');
    case 'force-update':
      return made('force_update', 'force update', 'Asks for an update from the store.');
  }
}

/** A refusal where nothing has been tried yet: that nothing was changed goes without saying. */
export function reasonOf(refusal: string): string {
  return refusal.replace(/ Nothing was changed\.$/, '');
}
