import type { Artifact } from '#shared/features/deployment/parts.ts';
import type { Release } from '#shared/features/release/model.ts';

/**
 * What `import_before` keeps, by kind: `release` and `project` as they were, `person` and `link` (of a project to an
 * environment) as something that was not there.
 */
export interface ReleaseImage {
  readonly release: Release;
  /** Whether it was a stop of its own, or only its candidates stood for it. */
  readonly stands: boolean;
  readonly artifacts: readonly Artifact[];
}

export interface ProjectImage {
  readonly versionScheme: string | null;
}

export interface LinkImage {
  readonly projectId: number;
  readonly environmentId: number;
}

const MOST_ENVIRONMENTS = 1_000_000;

/** One number for a link, which has none of its own. */
export function linkNumber({ projectId, environmentId }: LinkImage): number {
  return projectId * MOST_ENVIRONMENTS + environmentId;
}
