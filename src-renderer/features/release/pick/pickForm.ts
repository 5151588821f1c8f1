import type { PickState } from '#shared/features/candidate/pick.ts';
import type { OutputFor } from '../../../api/client.ts';

export type PickPreview = OutputFor<'candidate.previewPick'>;
export type PreviewTarget = PickPreview['targets'][number];

/** The candidates that a pick would make, the oldest release first. */
export function toBeMade(targets: readonly Pick<PreviewTarget, 'to'>[]): string[] {
  return targets.flatMap(({ to }) => to ?? []);
}

/** The releases that are left out, after one is ticked or unticked. */
export function withLeftOut(leftOut: readonly number[], releaseId: number, isTicked: boolean): number[] {
  const others = leftOut.filter((id) => id !== releaseId);
  return isTicked ? others : [...others, releaseId];
}

/** What keeps a pick from being begun, as the words beside the button; null when nothing does. */
export function pickBlocked({
  readable,
  releaseId,
  commit,
  plan,
  failed,
}: {
  readonly readable: boolean;
  readonly releaseId: number | null;
  readonly commit: string | null;
  readonly plan: Pick<PickPreview, 'refusal' | 'targets'> | undefined;
  /** The plan could not be made. */
  readonly failed: boolean;
}): string | null {
  if (!readable) return 'Needs a clone';
  if (commit === null) return 'Needs a commit';
  if (releaseId === null) return 'Needs a release';
  if (failed) return 'Not possible like this';
  if (!plan) return 'Being checked';
  return plan.refusal === null ? null : 'Nothing would be picked';
}

/** Whether somebody waits for it, or has to resolve it. */
export function isOpen({ targets }: { readonly targets: readonly { readonly state: PickState }[] }): boolean {
  return targets.some(({ state }) => state === 'in_progress' || state === 'failure');
}
