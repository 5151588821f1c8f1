import type { StagedMoveKind } from '#shared/features/distribution/staged-machines.ts';
import type { Track } from '#shared/features/distribution/stores.ts';

/** What a person can ask for about distributions; each has its dialog. */
export type DistributionAction =
  | { readonly act: 'new'; readonly deploymentId: number | null; readonly track?: Track }
  /** The build of a distribution to another track, with its choices to begin with. */
  | { readonly act: 'promote'; readonly id: number; readonly track: Track }
  | { readonly act: 'deliver' | 'retry' | 'cancel' | 'report' | 'storeState'; readonly id: number }
  | { readonly act: 'staged'; readonly id: number; readonly move: StagedMoveKind };
