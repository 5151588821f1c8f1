import type { PickState } from '#shared/features/candidate/pick.ts';
import type { Tone } from '#shared/machine.ts';

/** What became of a pick in one release, in word and colour. */
export const pickLooks: Readonly<Record<PickState, { readonly label: string; readonly tone: Tone }>> = {
  in_progress: { label: 'in progress', tone: 'accent' },
  success: { label: 'picked', tone: 'ok' },
  failure: { label: 'failed', tone: 'bad' },
  contained: { label: 'contained already', tone: 'dim' },
  left_out: { label: 'left out', tone: 'dim' },
};
