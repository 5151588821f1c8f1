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
  /** Of a deployment that waits for its time. */
  | { readonly act: 'begin' | 'reschedule'; readonly deploymentId: number }
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
      readonly commit?: string;
    }
  | {
      readonly act: 'pick';
      readonly projectId: number;
      /** The release that it is picked onto first. */
      readonly releaseId?: number;
      readonly commit?: string;
    }
  /** A pick under way or over: by its job while it has no record of its own yet. */
  | { readonly act: 'picked'; readonly projectId: number; readonly jobId: number }
  | { readonly act: 'picked'; readonly projectId: number; readonly pickId: number }
  | { readonly act: 'resolve'; readonly pickId: number; readonly releaseId: number }
  | { readonly act: 'notes'; readonly releaseId: number }
  | { readonly act: 'clone'; readonly projectId: number }
  /** What the authors of a deployment's changes are told of it. */
  | { readonly act: 'digest'; readonly deploymentId: number }
  | { readonly act: 'schedule'; readonly projectId: number }
  | {
      readonly act: 'promote';
      readonly projectId: number;
      readonly environmentId: number;
      /** Whether it is to take candidates by itself. */
      readonly promotes: boolean;
    }
  | { readonly act: 'block' | 'unblock'; readonly releaseId: number };
