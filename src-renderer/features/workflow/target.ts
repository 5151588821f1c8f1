import type { Tier } from '#shared/features/environment/model.ts';

/** Whose workflow is shown: of an environment of a project, or with null the one that builds its candidates. */
export interface WorkflowTarget {
  readonly projectId: number;
  readonly environmentId: number | null;
  /** `payments in prod-eu`, `the builds of payments`. */
  readonly label: string;
  readonly project: string;
  readonly environment: string | null;
  readonly tier: Tier | null;
  /** Under which unsaved changes are kept. */
  readonly draftKey: string;
}
