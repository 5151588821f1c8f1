import type { BuildTarget, OperatingSystem } from '#shared/features/build/model.ts';

/** What a person can ask for about channels and their releases; each has its dialog. */
export type CodePushAction =
  | { readonly act: 'release'; readonly channelId: number | null; readonly file?: File }
  | { readonly act: 'edit'; readonly deploymentId: number; readonly rollout?: number }
  | { readonly act: 'halt' | 'resume' | 'end'; readonly deploymentId: number }
  | { readonly act: 'promote'; readonly deploymentId: number }
  | {
      readonly act: 'rollback';
      readonly channelId: number;
      /** The older release that is meant; null leaves it to be chosen. */
      readonly label: string | null;
      readonly how?: 'rollback' | 'rerelease' | 'baseline';
    }
  | { readonly act: 'haltAll'; readonly projectId: number | null }
  | {
      readonly act: 'openChannel';
      readonly projectId?: number;
      readonly os?: OperatingSystem;
      readonly target?: BuildTarget;
    }
  | { readonly act: 'editChannel'; readonly channelId: number };
