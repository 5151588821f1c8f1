import { countCodePoints } from '#shared/features/build/model.ts';
import type { DistributionDraft, DraftField } from '#shared/features/distribution/model.ts';
import { HIGHEST_PRIORITY, storeRules, type Track } from '#shared/features/distribution/stores.ts';
import type { OutputFor } from '../../../api/client.ts';
import { formatCount } from '../../../ui/numbers.ts';
import { shareText, trackLabel } from '../words.ts';

export type Check = OutputFor<'distribution.check'>;

export const emptyDraft: DistributionDraft = {
  track: '',
  releaseNotes: '',
  releaseMethod: 'upload',
  userFraction: 1,
  updatePriority: 0,
  uploadMetadata: false,
  uploadScreenshots: false,
  shouldSubmitForReview: false,
  shouldAutoRelease: false,
};

/**
 * The wish as it can be sent: a choice that its store does not have here falls back to the usual value, the first track
 * that is possible stands for none, and a track that only one method leads to takes that one.
 */
export function sendable(wish: DistributionDraft, check: Check): DistributionDraft {
  const track =
    wish.track === '' ? (check.tracks.find(({ reason }) => reason === null)?.value ?? '') : wish.track;
  const draft: Record<string, unknown> = { ...wish, track };
  // What the fields say is about the track that was asked for; for another one it is asked again.
  if (track !== wish.track) return draft as unknown as DistributionDraft;
  for (const [field, state] of Object.entries(check.fields)) {
    if (!state || state.legal || state.values.some((value) => value === wish[field as DraftField])) continue;
    draft[field] = state.values[0] ?? wish[field as DraftField];
  }
  const way = check.methods.find(({ value }) => value === wish.releaseMethod);
  const other = check.methods.find(({ reason }) => reason === null);
  if (way?.reason && other) draft.releaseMethod = other.value;
  return draft as unknown as DistributionDraft;
}

/** `312 of 500`, counted as the stores do, and how much is too much. */
export function notesCount(notes: string, limit: number): { readonly text: string; readonly over: number } {
  const length = countCodePoints(notes);
  return { text: `${formatCount(length)} of ${formatCount(limit)}`, over: Math.max(0, length - limit) };
}

/** What would be sent to the store, a sentence each: only what the draft asks for. */
export function sentLines(draft: DistributionDraft, { store, promotesFrom, fields }: Check): string[] {
  const label = storeRules[store].label;
  const track = draft.track === '' ? 'a track' : trackLabel(store, draft.track as Track);
  const legal = (field: DraftField) => fields[field]?.legal === true;
  const lines = [
    draft.releaseMethod === 'promote'
      ? `The build that is on ${promotesFrom === null ? 'a lower track' : trackLabel(store, promotesFrom)} is promoted to ${track} of ${label}; nothing is uploaded.`
      : `The build is uploaded to ${track} of ${label}.`,
  ];
  if (legal('userFraction')) lines.push(reachLine(draft.userFraction));
  if (legal('updatePriority') && draft.updatePriority > 0) {
    lines.push(`Update priority ${draft.updatePriority} of ${HIGHEST_PRIORITY}.`);
  }
  const texts = [
    draft.uploadMetadata ? 'its texts' : null,
    draft.uploadScreenshots ? 'its screenshots' : null,
  ];
  const listing = texts.filter(Boolean).join(' and ');
  if (listing !== '') lines.push(`The store’s listing gets ${listing}.`);
  lines.push(draft.shouldSubmitForReview ? 'It is submitted for review.' : 'It is not submitted for review.');
  if (draft.shouldAutoRelease) lines.push('It is released by itself once it is approved.');
  return lines;
}

function reachLine(userFraction: number): string {
  if (userFraction === 0) return 'It stays a draft: nobody gets it.';
  return userFraction >= 1
    ? 'Everybody on the track gets it.'
    : `${shareText(userFraction)} of its users get it first.`;
}
