import type { ComponentType, ReactNode } from 'react';

/** A part about one release that the shell hands in. */
export type ReleasePart = ComponentType<{ readonly deploymentId: number }>;

/** What the shell hands in about the plan of a release. */
export interface PlanParts {
  /** The steps of its plan, or its children for a release without one. */
  readonly Ladder: ComponentType<{ readonly deploymentId: number; readonly children: ReactNode }>;
  readonly Gate: ReleasePart;
}
