import type { ReleaseRow } from '#shared/features/codepush/channel-model.ts';

type Editable = Pick<
  ReleaseRow,
  'targetBinaryRange' | 'description' | 'isMandatory' | 'isDisabled' | 'rollout'
>;

/** What stands in the fields of an edit. */
export type EditForm = Editable;

/** The fields as the release has them, with another percentage to begin with where that can be. */
export function editFormOf(release: Editable, rollout?: number): EditForm {
  const { targetBinaryRange, description, isMandatory, isDisabled } = release;
  return {
    targetBinaryRange,
    description,
    isMandatory,
    isDisabled,
    rollout: rollout === undefined ? release.rollout : Math.max(release.rollout, rollout),
  };
}

/** Only what differs: null changes nothing, and an empty description keeps the old one (spec/mobile 2.4). */
export function changesOf(release: Editable, form: EditForm) {
  const range = form.targetBinaryRange.trim();
  return {
    targetBinaryRange: range === release.targetBinaryRange ? null : range,
    description: form.description === release.description ? null : form.description || null,
    isMandatory: form.isMandatory === release.isMandatory ? null : form.isMandatory,
    isDisabled: form.isDisabled === release.isDisabled ? null : form.isDisabled,
    rollout: form.rollout === release.rollout ? null : form.rollout,
  };
}
