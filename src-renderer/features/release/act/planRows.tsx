import type { ActionRow } from '../../../ui/ActionDialog.tsx';
import classes from './Act.module.css';
import type { DeployPreview } from './deployForm.ts';
import { Warnings } from './Warnings.tsx';
import { WorkflowHere } from './WorkflowHere.tsx';

/** A word in the place of a version, as it is read. */
export function Word({ children }: { readonly children: string }) {
  return <span className={classes.word}>{children}</span>;
}

/** The rows that stand only where there is something to mind. */
export function mindRow(warnings: readonly string[]): ActionRow[] {
  return warnings.length === 0 ? [] : [{ label: 'Mind', content: <Warnings warnings={warnings} /> }];
}

/** What becomes of the deployment once it is made. */
export function workflowRow(
  { hasWorkflow, environment }: Pick<DeployPreview, 'hasWorkflow' | 'environment'>,
  place: { readonly projectId: number; readonly environmentId: number | null },
): ActionRow {
  const label = 'What happens';
  if (!hasWorkflow) {
    const content = `${environment} has no workflow: the deployment stays pending until a pipeline or a person reports on it.`;
    return { label, content };
  }
  return { label, content: <WorkflowHere {...place} says={`The workflow of ${environment} runs for it.`} /> };
}
