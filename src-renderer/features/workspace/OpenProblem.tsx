import { IconAlertCircle } from '@tabler/icons-react';
import type { WorkspaceState } from '#shared/features/workspace/contract.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import classes from './Workspace.module.css';

/** Why the file that was asked for is not open: what happened, what was kept, what to do. */
export function OpenProblem({
  problem,
  busy,
  onRetry,
}: {
  readonly problem: NonNullable<WorkspaceState['problem']>;
  readonly busy: boolean;
  readonly onRetry: (file: string) => void;
}) {
  return (
    <section className={classes.problem} role="alert">
      <IconAlertCircle size={16} stroke={1.75} aria-hidden />
      <div>
        <strong>{problem.message}</strong>
        {problem.hint ? <p className={classes.note}>{problem.hint}</p> : null}
        {problem.message.includes(problem.file) ? null : <p className={classes.mono}>{problem.file}</p>}
        <ActionButton label="Try again" size="xs" busy={busy} onClick={() => onRetry(problem.file)} />
      </div>
    </section>
  );
}
