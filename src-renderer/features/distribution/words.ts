import { type DeliveryStep, deliverySteps } from '#shared/features/distribution/delivery.ts';
import type { DistributionEventKind, DistributionRow } from '#shared/features/distribution/record.ts';
import type { StagedMoveKind } from '#shared/features/distribution/staged-machines.ts';
import { type Store, storeRules, type Track, trackRank } from '#shared/features/distribution/stores.ts';
import type { OutputFor } from '../../api/client.ts';
import { formatCount, formatPercent } from '../../ui/numbers.ts';

export type DistributionRecord = OutputFor<'distribution.get'>;
export type ListedDistribution = OutputFor<'distribution.list'>['rows'][number];
export type DistributionEvent = DistributionRecord['events'][number];

export function trackLabel(store: Store, track: Track): string {
  return storeRules[store].tracks.find((one) => one.track === track)?.label ?? track;
}

/** The tracks that a build can be promoted to, from the nearest to the widest audience. */
export function nearestFirst(
  { store }: Pick<DistributionRow, 'store'>,
  promotions: DistributionRecord['promotions'],
): DistributionRecord['promotions'] {
  const rank = ({ track }: { readonly track: Track }) => trackRank(store, track) ?? 0;
  return promotions.toSorted((a, b) => rank(a) - rank(b));
}

/** Where it goes: `Google Play, open testing`. */
export function placeOf({ store, track }: Pick<DistributionRow, 'store' | 'track'>): string {
  return `${storeRules[store].label}, ${trackLabel(store, track)}`;
}

/** Promote and upload are two verbs: one moves what the store has, the other brings it there. */
export const methodLabels = { upload: 'upload', promote: 'promote' } as const;

/** How a build is called here: what users see, else the environment's version. */
export function versionOf({
  storeVersion,
  envVersion,
}: Pick<DistributionRow, 'storeVersion' | 'envVersion'>): string {
  return storeVersion ?? envVersion;
}

export function numberLabel(number: number): string {
  return `#${formatCount(number)}`;
}

/** A row as screen readers and dialogs name it. */
export function nameOf(row: DistributionRow): string {
  return `${row.project} ${versionOf(row)} to ${placeOf(row)}`;
}

/** A share of users between 0 and 1, `12.5 %`. */
export function shareText(share: number): string {
  return formatPercent(share * 100);
}

export const stepLabels: Readonly<Record<DeliveryStep, string>> = {
  prepare: 'Prepare',
  upload: 'Upload',
  submit: 'Submit for review',
  poll: 'Ask for the state',
  widen: 'Move the rollout',
  halt: 'Halt the rollout',
};

export const stepNotes: Readonly<Record<DeliveryStep, string>> = {
  prepare: 'Runs before the upload, if there is one.',
  upload: 'Brings the build to the track. The only one that must be there.',
  submit: 'Sends it for review, when the distribution asks for that.',
  poll: 'Says the store’s own word for the state, so that nobody has to type it in.',
  widen: 'Starts, widens, resumes or completes a staged rollout.',
  halt: 'Halts a staged rollout, or takes it back.',
};

const isStep = (word: string): word is DeliveryStep => deliverySteps.some((step) => step === word);

export const moveLabels: Readonly<Record<StagedMoveKind, string>> = {
  start: 'Start',
  widen: 'Widen',
  halt: 'Halt',
  resume: 'Resume',
  complete: 'Complete',
  roll_back: 'Roll back',
};

export const moveNotes: Readonly<Record<StagedMoveKind, string>> = {
  start: 'Begins the rollout with a share of the users.',
  widen: 'Gives it to more users.',
  halt: 'Nobody else gets it; devices that have it keep it.',
  resume: 'Goes on where it was halted.',
  complete: 'Gives it to everybody.',
  roll_back: 'Takes it back: the version before it is offered again.',
};

const eventTitles: Readonly<Record<DistributionEventKind, string>> = {
  created: 'Made',
  uploading: 'Uploading',
  succeeded: 'Delivered',
  failed: 'Failed',
  canceled: 'Canceled',
  remote_id: 'The store gave it an id',
  store_state: 'The store says',
  staged: 'Rollout moved',
  step: 'Step began',
  step_end: 'Step ended',
  note: 'Note',
};

/** One thing that happened to a distribution, as its line says it: the words, and what is known beside them. */
export function eventWords({ kind, text, facts, actor }: DistributionEvent): {
  readonly title: string;
  readonly detail: string;
} {
  const step = facts ? facts.step : kind === 'step' && isStep(text) ? text : null;
  const title =
    step === null ? eventTitles[kind] : `${stepLabels[step]} ${kind === 'step' ? 'began' : 'ended'}`;
  // A step's own text begins with its name, which the title has said.
  const own = step === null ? text : text.replace(new RegExp(`^${step} ?`), '');
  const said = actor === null ? own : own.replace(/\.$/, '');
  return { title, detail: [said, actor === null ? null : `by ${actor}`].filter(Boolean).join(', ') };
}
