import { bucketCount, bucketOf, isSelected, openBuckets } from './bucket.ts';
import { type Binary, binaryOf, type PreparedChannel, type ServableRelease } from './channel.ts';
import { isUnfinished } from './model.ts';
import type { Draw, WalkStep } from './walk-step.ts';

/** What a client says of itself. An empty text is the same as none. */
export interface UpdateCheck {
  readonly appVersion: string;
  readonly packageHash: string | null;
  readonly label: string | null;
  readonly clientId: string | null;
  /** The developer's companion app runs any release, whatever binary it targets. */
  readonly isCompanion: boolean;
}

export interface AvailableUpdate<Release extends ServableRelease = ServableRelease> {
  readonly kind: 'available';
  readonly release: Release;
  readonly isMandatory: boolean;
  /** The very text that the client sent: it stores this as the version it runs for (spec/mobile 3.1). */
  readonly appVersion: string;
  /** The contents that the client has; a difference from these may be sent instead of the whole package. */
  readonly diffFrom: string | null;
}

export interface NoUpdate {
  readonly kind: 'none';
  readonly shouldRunBinaryVersion: boolean;
  readonly updateAppVersion: boolean;
  /** The range or store version that the binary is outside of, else empty. */
  readonly appVersion: string;
}

export type UpdateAnswer<Release extends ServableRelease = ServableRelease> =
  | AvailableUpdate<Release>
  | NoUpdate;

/** Hears each step of a walk. Nothing is made for it when nobody listens. */
export type WalkListener = (step: WalkStep) => void;

const UP_TO_DATE: NoUpdate = {
  kind: 'none',
  shouldRunBinaryVersion: false,
  updateAppVersion: false,
  appVersion: '',
};
const RUN_BINARY: NoUpdate = { ...UP_TO_DATE, shouldRunBinaryVersion: true };
const NONE = -1;

function draw({ selection }: PreparedChannel, release: ServableRelease, clientId: string | null): Draw {
  return {
    rollout: release.rollout,
    bucket: clientId === null ? null : bucketOf(selection, release.label, clientId),
    openBuckets: openBuckets(selection.policy, release.rollout),
    bucketCount: bucketCount(selection.policy),
  };
}

/** The answer without an update: where the binary stands to the newest enabled release (spec/decisions, Mobile). */
function nothing(
  channel: PreparedChannel,
  { sides, forced }: Binary,
  newestEnabled: number,
  shouldRunBinaryVersion: boolean,
): NoUpdate {
  if (forced) {
    return {
      kind: 'none',
      shouldRunBinaryVersion,
      updateAppVersion: true,
      appVersion: forced.liveStoreVersion,
    };
  }
  const side = newestEnabled === NONE ? 'inside' : sides[channel.rangeOf[newestEnabled] as number];
  if (side === 'inside') return shouldRunBinaryVersion ? RUN_BINARY : UP_TO_DATE;
  const appVersion = channel.newestFirst[newestEnabled]?.targetBinaryRange ?? '';
  return { kind: 'none', shouldRunBinaryVersion, updateAppVersion: side === 'below', appVersion };
}

/**
 * Which release a client is served (spec/mobile 2.6): one walk from the newest release to the oldest. A release whose
 * rollout is unfinished is passed over unless the client is selected for it or runs its contents already, so several
 * rollouts for different binaries may stand side by side; with one unfinished release the answers are those of the
 * CodePush server's two walks. A release whose package is not here is passed over in the same way. Binaries of a build
 * with Force Update get nothing but a release made for that.
 * @throws invalid_input when `appVersion` is no version.
 */
export function decideUpdate<Release extends ServableRelease>(
  channel: PreparedChannel<Release>,
  check: UpdateCheck,
  listen?: WalkListener,
): UpdateAnswer<Release> {
  const { newestFirst, rangeOf, selection } = channel;
  const known = binaryOf(channel, check.appVersion);
  // A companion's own version says nothing about a build.
  const binary = check.isCompanion && known.forced ? { ...known, forced: null } : known;
  const { forced } = binary;
  const label = check.label || null;
  const packageHash = check.packageHash || null;
  const clientId = check.clientId || null;
  let isFound = false;
  let newestEnabled = NONE;
  let taken: Release | null = null;
  let mandatory: Release | null = null;
  if (forced) {
    const { storeVersion, liveStoreVersion } = forced;
    listen?.({ step: 'forced', appVersion: check.appVersion, storeVersion, liveStoreVersion });
  }

  let index = 0;
  for (; index < newestFirst.length; index += 1) {
    const release = newestFirst[index] as Release;
    // The label wins over the contents: the same contents may have been released twice.
    if (!isFound && (label === null ? release.packageHash === packageHash : release.label === label)) {
      isFound = true;
      listen?.({ step: 'running', label: release.label });
    }
    if (release.isDisabled) {
      listen?.({ step: 'disabled', label: release.label });
      continue;
    }
    if (forced && release.releaseMethod !== 'force-update') {
      listen?.({ step: 'not_for_forced', label: release.label });
      continue;
    }
    const side = binary.sides[rangeOf[index] as number];
    if (side !== 'inside' && !check.isCompanion) {
      if (newestEnabled === NONE) newestEnabled = index;
      const { targetBinaryRange } = release;
      const { appVersion } = check;
      listen?.({
        step: 'outside',
        label: release.label,
        targetBinaryRange,
        appVersion,
        isAbove: side === 'above',
      });
      continue;
    }
    if (taken === null && release.hasContents === false && release.packageHash !== packageHash) {
      listen?.({ step: 'no_contents', label: release.label });
      continue;
    }
    // A rollout decides who is served a release. Below the one that is served, it is like any other.
    if (taken === null && release.packageHash !== packageHash && !isSelected(selection, release, clientId)) {
      listen?.({ step: 'withheld', label: release.label, draw: draw(channel, release, clientId) });
      continue;
    }
    if (newestEnabled === NONE) newestEnabled = index;
    if (taken === null) {
      taken = release;
      if (release.packageHash === packageHash) {
        listen?.({ step: 'has_contents', label: release.label });
        break;
      }
      listen?.({
        step: 'taken',
        label: release.label,
        draw: isUnfinished(release) ? draw(channel, release, clientId) : null,
      });
    } else {
      listen?.({ step: 'older', label: release.label });
    }
    if (isFound) {
      listen?.({ step: 'reached_running', label: release.label });
      break;
    }
    if (release.isMandatory) {
      mandatory = release;
      listen?.({ step: 'mandatory', label: release.label });
      break;
    }
  }

  if (taken === null || taken.packageHash === packageHash) {
    const answer = nothing(channel, binary, newestEnabled, taken === null);
    const { shouldRunBinaryVersion, updateAppVersion, appVersion } = answer;
    listen?.({ step: 'no_update', shouldRunBinaryVersion, updateAppVersion, appVersion });
    return answer;
  }
  if (index === newestFirst.length) listen?.({ step: 'history_ended' });
  const isMandatory = taken.isMandatory || mandatory !== null;
  const becauseOf = taken.isMandatory ? null : (mandatory?.label ?? null);
  listen?.({ step: 'offered', label: taken.label, isMandatory, becauseOf });
  return {
    kind: 'available',
    release: taken,
    isMandatory,
    appVersion: check.appVersion,
    diffFrom: packageHash,
  };
}

/** The same walk, with its steps. */
export function explainUpdate<Release extends ServableRelease>(
  channel: PreparedChannel<Release>,
  check: UpdateCheck,
): { readonly answer: UpdateAnswer<Release>; readonly steps: readonly WalkStep[] } {
  const steps: WalkStep[] = [];
  const answer = decideUpdate(channel, check, (step) => steps.push(step));
  return { answer, steps };
}
