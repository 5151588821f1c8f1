import type { Files } from '../copies.ts';
import type { Verdict } from '../measure.ts';
import { deployGoal } from './workflow-deploy.ts';
import { listGoals } from './workflow-lists.ts';
import { outputGoals } from './workflow-output.ts';

/** What the desk of release projects must not cost: a deployment, the lists of a long-lived environment, a loud workflow. */
export async function workflowGoals(files: Files): Promise<Verdict[]> {
  return [deployGoal(files), ...listGoals(files), ...(await outputGoals(files))];
}
