import { IconAlertTriangle } from '@tabler/icons-react';
import { ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import classes from './Act.module.css';

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

/** What becomes of the deployment once it is made. */
export function workflowRow(hasWorkflow: boolean, environment: string): ActionRow {
  return {
    label: 'What happens',
    content: hasWorkflow
      ? `The workflow of ${environment} runs for it.`
      : `${environment} has no workflow: the deployment stays pending until a pipeline or a person reports on it.`,
  };
}
