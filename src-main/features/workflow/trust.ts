import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { WorkflowStep } from '#shared/features/workflow/model.ts';

/** Whose workflow it is: an environment's of a project, or with null the one that builds its candidates. */
export interface WorkflowPlace {
  readonly projectUid: string;
  readonly environmentUid: string | null;
}

/**
 * What a person trusts: these steps to the last letter, at this place. Kept in the settings of the machine, so that a
 * workspace cannot bring its own trust along.
 */
export function workflowHash(place: WorkflowPlace, steps: readonly WorkflowStep[]): string {
  const text = canonicalize({ workflow: { ...place, steps } }) ?? '';
  return createHash('sha256').update(text).digest('hex');
}

/** Under which name the machine keeps a secret of a project's workflows. */
export function workflowSecretName(projectUid: string, slot: string): string {
  return `workflow/${projectUid}/${slot}`;
}
