import type { BuildRow } from '#shared/features/build/record.ts';
import { defaultTargetRange } from '#shared/features/build/rules.ts';
import type { PackageFacts, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { isRange } from '#shared/features/codepush/range.ts';
import type { InputFor } from '../../../api/client.ts';

export type BackHow = InputFor<'codepush.rollback'>['how'];

/** What stands in the fields of a rollback; each way back uses its own of them. */
export interface BackForm {
  readonly how: BackHow;
  readonly label: string | null;
  readonly targetBinaryRange: string;
  /** The build whose binary is gone back to; null for an uploaded bundle. */
  readonly buildId: number | null;
  /** The binaries that get the bundle of the store binary. */
  readonly binaries: string;
  readonly rollout: number | null;
  readonly isMandatory: boolean;
}

type Known = Pick<ReleaseRow, 'label' | 'targetBinaryRange'>;
type Built = Pick<BuildRow, 'id' | 'storeVersion'>;

/** The fields that a build decides: its bundle, for exactly its binaries. */
export function backToBuild(build: Built): Pick<BackForm, 'buildId' | 'binaries'> {
  return { buildId: build.id, binaries: defaultTargetRange(build) ?? '' };
}

/**
 * The fields to begin with. Without a release that is meant, it is the newest older one for the same binaries, as the
 * rule would choose it. `builds` have a baseline, the Live one first.
 */
export function backFormFor(
  newestFirst: readonly Known[],
  builds: readonly Built[],
  label: string | null,
  how: BackHow,
): BackForm {
  const [newest, ...older] = newestFirst;
  const same = older.find(({ targetBinaryRange }) => targetBinaryRange === newest?.targetBinaryRange);
  return {
    how,
    label: label ?? same?.label ?? older[0]?.label ?? null,
    targetBinaryRange: newest?.targetBinaryRange ?? '',
    ...(builds[0] ? backToBuild(builds[0]) : { buildId: null, binaries: newest?.targetBinaryRange ?? '' }),
    rollout: null,
    isMandatory: true,
  };
}

/** What keeps it from being done, as the words beside the button; the rules say the rest. */
export function backFault(form: BackForm, facts: PackageFacts | null): string | null {
  const { how, label, rollout, buildId } = form;
  if (how === 'baseline' && buildId === null && facts === null) return 'Needs the bundle';
  if (how !== 'baseline' && label === null) return 'Needs a release';
  if (how === 'rollback') return null;
  if (!isRange(how === 'baseline' ? form.binaries : form.targetBinaryRange))
    return 'Needs the binaries it is for';
  return how === 'rerelease' && rollout === null ? 'Choose the rollout' : null;
}

/** The form as the command takes it; null while something is missing. */
export function backInput(form: BackForm, channelId: number, facts: PackageFacts | null) {
  const { how, label, isMandatory, rollout, buildId } = form;
  const targetBinaryRange = form.targetBinaryRange.trim();
  switch (how) {
    case 'rollback':
      return { how, channelId, label };
    case 'rerelease':
      return label === null ? null : { how, channelId, label, targetBinaryRange, rollout: rollout ?? 100 };
    case 'baseline': {
      const which = buildId === null ? facts && { packageHash: facts.packageHash } : { buildId };
      return which && { how, channelId, ...which, targetBinaryRange: form.binaries.trim(), isMandatory };
    }
  }
}
