import { IconAlertTriangle } from '@tabler/icons-react';
import { ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import text from '../../../ui/Text.module.css';
import classes from './Act.module.css';
import type { DeployPreview } from './deployForm.ts';

/** A word in the place of a version, as it is read. */
export function Word({ children }: { readonly children: string }) {
  return <span className={classes.word}>{children}</span>;
}

/** What a person should know before going on; it stops nothing. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <ActionLine
      key={warning}
      icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
    >
      {warning}
    </ActionLine>
  ));
}

/** The rows that stand only where there is something to mind. */
export function mindRow(warnings: readonly string[]): ActionRow[] {
  return warnings.length === 0 ? [] : [{ label: 'Mind', content: <Warnings warnings={warnings} /> }];
}

/** What becomes of the deployment once it is made; `problems` keep the workflow from running on this machine. */
export function workflowRow(
  { hasWorkflow, environment }: Pick<DeployPreview, 'hasWorkflow' | 'environment'>,
  problems: readonly string[],
  { path, onLeave }: { readonly path: string; readonly onLeave: () => void },
): ActionRow {
  const label = 'What happens';
  if (!hasWorkflow) {
    const content = `${environment} has no workflow: the deployment stays pending until a pipeline or a person reports on it.`;
    return { label, content };
  }
  if (problems.length === 0) return { label, content: `The workflow of ${environment} runs for it.` };
  return {
    label,
    note: 'not as it stands',
    content: (
      <>
        The workflow of {environment} would end at once, errored.
        <Warnings warnings={problems} />
        <a className={text.link} href={`#${path}`} onClick={onLeave}>
          Open the workflow
        </a>
      </>
    ),
  };
}
