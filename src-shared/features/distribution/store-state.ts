import type { Tone } from '../../machine.ts';
import type { StoreState } from '../build/model.ts';
import type { Store, Track } from './stores.ts';

/** A store's own state in plain words, and what it says of the build: null when it says nothing. */
export interface StoreStateRow {
  readonly label: string;
  readonly tone: Tone;
  readonly isOnStore: StoreState | null;
}

const row = (label: string, tone: Tone, isOnStore: StoreState | null): StoreStateRow => ({
  label,
  tone,
  isOnStore,
});

/**
 * How far an App Store version is. While it is `submitted`, `held` or `releasing` it is the one open submission of its
 * app, and its build is fixed; it can be taken back as long as it is `submitted` or `held`.
 */
type VersionStage = 'editable' | 'submitted' | 'held' | 'releasing' | 'released' | 'refused' | 'replaced';

interface VersionRow extends StoreStateRow {
  readonly stage: VersionStage;
}

const version = (stage: VersionStage, ...rest: Parameters<typeof row>): VersionRow => ({
  ...row(...rest),
  stage,
});

/** The states of an App Store version (spec/mobile 2.12). An approval that waits for its release is not yet on the store. */
export const appStoreVersionStates = {
  PREPARE_FOR_SUBMISSION: version('editable', 'being prepared', 'dim', null),
  READY_FOR_REVIEW: version('editable', 'ready to be submitted', 'dim', null),
  WAITING_FOR_REVIEW: version('submitted', 'waiting for review', 'accent', 'pending'),
  WAITING_FOR_EXPORT_COMPLIANCE: version('submitted', 'waiting for export compliance', 'warn', 'pending'),
  IN_REVIEW: version('submitted', 'in review', 'accent', 'pending'),
  ACCEPTED: version('held', 'accepted', 'accent', 'pending'),
  PENDING_DEVELOPER_RELEASE: version('held', 'approved, waits for you to release it', 'accent', 'pending'),
  PENDING_APPLE_RELEASE: version('releasing', 'approved, waits for Apple to release it', 'accent', 'pending'),
  PROCESSING_FOR_DISTRIBUTION: version('releasing', 'on its way to the store', 'accent', 'pending'),
  READY_FOR_DISTRIBUTION: version('released', 'on the App Store', 'ok', 'success'),
  /** The older name of READY_FOR_DISTRIBUTION. */
  READY_FOR_SALE: version('released', 'on the App Store', 'ok', 'success'),
  REPLACED_WITH_NEW_VERSION: version('replaced', 'replaced by a newer version', 'dim', 'success'),
  REJECTED: version('refused', 'rejected by review', 'bad', 'rejected'),
  METADATA_REJECTED: version('refused', 'listing rejected by review', 'bad', 'rejected'),
  INVALID_BINARY: version('refused', 'binary refused', 'bad', 'rejected'),
  DEVELOPER_REJECTED: version('refused', 'taken back by you', 'dim', null),
} as const satisfies Readonly<Record<string, VersionRow>>;
export type AppStoreVersionState = keyof typeof appStoreVersionStates;

const occupied: ReadonlySet<VersionStage> = new Set(['submitted', 'held', 'releasing']);

/** Whether a version is its app's open submission: no other can be submitted, and its build cannot change. */
export function isOpenSubmission(state: AppStoreVersionState): boolean {
  return occupied.has(appStoreVersionStates[state].stage);
}

/** Whether a submission can still be taken back: in review, and after it until the release. */
export function canWithdraw(state: AppStoreVersionState): boolean {
  const { stage } = appStoreVersionStates[state];
  return stage === 'submitted' || stage === 'held';
}

/** What App Store Connect makes of an uploaded binary, before any review. */
export const buildProcessingStates = {
  PROCESSING: row('being processed', 'accent', null),
  VALID: row('processed', 'ok', null),
  INVALID: row('binary not valid', 'bad', null),
  FAILED: row('processing failed', 'err', null),
} as const satisfies Readonly<Record<string, StoreStateRow>>;

/** TestFlight for external testers, in order; internal ones skip the review. Testers are not the store's users. */
export const testFlightStates = {
  PROCESSING: row('being processed', 'accent', null),
  MISSING_EXPORT_COMPLIANCE: row('waits for the export compliance answers', 'warn', null),
  READY_FOR_BETA_SUBMISSION: row('ready for beta review', 'dim', null),
  WAITING_FOR_BETA_REVIEW: row('waiting for beta review', 'accent', 'pending'),
  IN_BETA_REVIEW: row('in beta review', 'accent', 'pending'),
  BETA_APPROVED: row('approved for testing', 'ok', null),
  BETA_REJECTED: row('rejected by beta review', 'bad', 'rejected'),
  IN_BETA_TESTING: row('with the testers', 'ok', null),
  EXPIRED: row('expired after 90 days', 'dim', null),
} as const satisfies Readonly<Record<string, StoreStateRow>>;

/**
 * A Google Play track's release. The interface has no review state: a completed release can still be in review. What
 * it says of the build counts on production alone, testers are not the store's users.
 */
export const googleReleaseStates = {
  draft: row('draft, nobody gets it', 'dim', null),
  inProgress: row('rolling out', 'accent', 'success'),
  halted: row('halted, who has it keeps it', 'warn', null),
  completed: row('completed, perhaps still in review', 'ok', 'success'),
} as const satisfies Readonly<Record<string, StoreStateRow>>;
export type GoogleReleaseState = keyof typeof googleReleaseStates;

/** An AppGallery version, in our words: uploaded, compiled (2 to 5 minutes), submitted, then released in one of four ways. */
export const huaweiStates = {
  draft: row('draft', 'dim', null),
  compiling: row('bundle is being compiled', 'accent', null),
  in_review: row('in review', 'accent', 'pending'),
  rejected: row('rejected by review', 'bad', 'rejected'),
  scheduled: row('approved, waits for its release time', 'accent', 'pending'),
  open_test: row('in open testing', 'ok', null),
  phased: row('rolling out', 'accent', 'success'),
  phase_stopped: row('rollout stopped, who has it keeps it', 'warn', null),
  rolled_back: row('rollout taken back', 'rb', null),
  released: row('on AppGallery', 'ok', 'success'),
} as const satisfies Readonly<Record<string, StoreStateRow>>;
export type HuaweiState = keyof typeof huaweiStates;

/** The states that a store has for what is on a track, by its own words. */
export function storeStatesOf(store: Store, track: Track): Readonly<Record<string, StoreStateRow>> {
  if (store === 'google') return googleReleaseStates;
  if (store === 'huawei') return huaweiStates;
  return track === 'TestFlight' ? testFlightStates : appStoreVersionStates;
}

/**
 * A state that a store reported, for the badge beside our own status, with what it means for the build: a rejection by
 * any review is rejected, a begun review pending, available to users success (spec/mobile 2.12). A state that nobody
 * knows yet is shown as the store wrote it and says nothing.
 */
export function readStoreState(store: Store, track: Track, state: string): StoreStateRow {
  const table = storeStatesOf(store, track);
  const known = Object.hasOwn(table, state) ? table[state] : undefined;
  if (!known) return row(state, 'dim', null);
  const testers = store === 'google' && track !== 'production';
  return testers ? { ...known, isOnStore: null } : known;
}
