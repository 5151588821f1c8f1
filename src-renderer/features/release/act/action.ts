/** What a person can ask for about releases and the environments that they go to; each has its dialog. */
export type ReleaseAction =
  | {
      readonly act: 'deploy';
      /** Null leaves it to be chosen. */
      readonly projectId: number | null;
      readonly environmentId?: number;
      /** The candidate, or the release that stands for itself. */
      readonly releaseId?: number;
    }
  | {
      readonly act: 'rollback';
      readonly projectId: number | null;
      readonly environmentIds: readonly number[];
      /** The deployment to go back to, instead of the rule's own. */
      readonly targetId?: number;
    }
  | {
      readonly act: 'cut';
      readonly projectId: number | null;
      /** The release that gets another candidate. */
      readonly releaseId?: number;
    }
  | { readonly act: 'block' | 'unblock'; readonly releaseId: number };
