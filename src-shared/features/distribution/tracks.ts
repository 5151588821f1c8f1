import { isSameBinary, type Judgement, type Situation, trackLabel } from './facts.ts';
import { isOpen } from './machine.ts';
import { type ReleaseMethod, releaseMethods } from './model.ts';
import { appStoreVersionStates, isOpenSubmission } from './store-state.ts';
import type { Track } from './stores.ts';

/** A choice of a form, with the reason why it cannot be made; null when it can. */
export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly reason: string | null;
}

/** Why nothing of this build can go to a track now. */
function trackReason({ store, rules, build, earlier }: Situation, track: Track): string | null {
  const own = earlier.find(
    (other) => other.deploymentId === build.id && other.track === track && isOpen(other.status),
  );
  if (own) {
    return `This build is ${own.status} to ${trackLabel(rules, track)} already. Wait for it, or cancel it.`;
  }
  if (build.seen.waitsForConsole && store === 'google') {
    return 'Google Play waits for a person: send the last changes for review in the Play Console first.';
  }
  if (track !== 'Production') return null;
  const { appStoreVersion } = build.seen;
  if (appStoreVersion && isOpenSubmission(appStoreVersion)) {
    return `A version is ${appStoreVersionStates[appStoreVersion].label}: the App Store takes one submission at a time.`;
  }
  const open = earlier.find((other) => other.track === track && isOpen(other.status));
  return open
    ? `Build #${open.number} is ${open.status} to Production: the App Store takes one submission at a time.`
    : null;
}

/** The track that a promotion takes the build from: the nearest lower one where this binary succeeded. */
export function promotionSource({ rules, build, earlier }: Situation, track: Track): Track | null {
  const lower = rules.promotions[track] ?? [];
  return (
    lower.find((source) =>
      earlier.some(
        (other) => other.track === source && other.status === 'succeeded' && isSameBinary(build, other),
      ),
    ) ?? null
  );
}

/** Why a build cannot come to a track that way. */
function methodReason(situation: Situation, track: Track, method: ReleaseMethod): string | null {
  const { store, rules, build, earlier } = situation;
  const lower = rules.promotions[track] ?? [];
  if (method === 'promote') {
    if (lower.length === 0) return rules.noPromotion;
    if (promotionSource(situation, track)) return null;
    const labels = lower.map((source) => trackLabel(rules, source)).join(', ');
    return `This build has not succeeded on a lower track: ${labels}.`;
  }
  // AppGallery takes the same package again; the other two know every binary that ever came in.
  if (store === 'huawei') return null;
  const there = earlier.find(
    (other) =>
      other.deploymentId === build.id && other.status === 'succeeded' && other.releaseMethod === 'upload',
  );
  if (!there) return null;
  const instead = lower.length > 0 ? 'Promote it instead.' : 'Nothing is left to upload.';
  return `${rules.label} has this build already, from ${trackLabel(rules, there.track)}. ${instead}`;
}

export function trackChoices(situation: Situation): Choice<Track>[] {
  return situation.rules.tracks.map(({ track, label }) => ({
    value: track,
    label,
    reason: trackReason(situation, track),
  }));
}

export function methodChoices(situation: Situation): Choice<ReleaseMethod>[] {
  const { track } = situation;
  return releaseMethods.map((method) => ({
    value: method,
    label: method,
    reason: track === null ? null : methodReason(situation, track, method),
  }));
}

/** What a draft's track and method meet. */
export function judgeTrack(situation: Situation): Judgement[] {
  const { store, rules, build, earlier, draft, track } = situation;
  if (track === null) {
    const names = rules.tracks.map((one) => one.track).join(', ');
    return [
      {
        field: 'track',
        message: `${rules.label} has no track ${JSON.stringify(draft.track)}. Its tracks are, in this case of letters: ${names}.`,
        weight: 'refuse',
      },
    ];
  }
  const found: Judgement[] = [];
  const blocked = trackReason(situation, track);
  if (blocked !== null) found.push({ field: 'track', message: blocked, weight: 'refuse' });
  const method = methodReason(situation, track, draft.releaseMethod);
  if (method !== null) found.push({ field: 'releaseMethod', message: method, weight: 'refuse' });
  const busy = earlier.find(
    (other) => other.status === 'uploading' && (other.deploymentId !== build.id || other.track !== track),
  );
  if (store === 'google' && busy) {
    found.push({
      field: 'track',
      message: `Google Play takes one edit of an app at a time: this waits until build #${busy.number} is uploaded.`,
      weight: 'warn',
    });
  }
  return found;
}
