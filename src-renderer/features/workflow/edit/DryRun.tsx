import { Select } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { ActionPreview } from '../../../ui/ActionPreview.tsx';
import { ErrorText, type SaidError } from '../../../ui/ErrorText.tsx';
import text from '../../../ui/Text.module.css';
import classes from './Editor.module.css';
import type { StepFault, StepForm } from './workflowForm.ts';

type Dry = OutputFor<'workflow.dryRun'>;

/** The versions that a project could run its workflow for, newest first. */
export function useVersions(projectId: number) {
  const { data } = useCall('release.board', { projectId });
  return (data?.releases ?? []).flatMap((release) =>
    release.candidates.length === 0
      ? [{ id: release.id, version: release.version }]
      : release.candidates.map(({ id, version }) => ({ id, version })),
  );
}

/** What each step would run on this machine for a candidate, and what keeps it from that. Nothing is run. */
export function DryRun({
  dry,
  error,
  forms,
  faults,
  versions,
  versionId,
  onVersion,
}: {
  /** Null while the steps are not right yet. */
  readonly dry: Dry | null;
  readonly error: SaidError | null;
  readonly forms: readonly StepForm[];
  readonly faults: readonly StepFault[];
  readonly versions: readonly { readonly id: number; readonly version: string }[];
  readonly versionId: number | null;
  readonly onVersion: (id: number | null) => void;
}) {
  return (
    <div className={classes.dry}>
      <Select
        className={classes.versions ?? ''}
        label="For the candidate"
        searchable
        data={versions.map(({ id, version }) => ({ value: String(id), label: version }))}
        placeholder="none is cut yet"
        disabled={versions.length === 0}
        value={versionId === null ? null : String(versionId)}
        onChange={(value) => onVersion(value === null ? null : Number(value))}
      />
      <p className={text.quiet}>
        Nothing is run. What is known only when it runs, and every secret, stands as its name in ‹ ›.
      </p>
      <ErrorText error={error} />
      {faults.length > 0 ? (
        <ul className={classes.faults} aria-label="To be corrected first">
          {faults.map(({ key, field, message }) => (
            <li key={`${key} ${field} ${message}`}>
              <IconAlertTriangle size={14} stroke={1.75} color="var(--sl-warn)" aria-hidden />
              {forms.find((form) => form.key === key)?.name.trim() || 'The workflow'}: {message}
            </li>
          ))}
        </ul>
      ) : null}
      {dry?.steps.map((step, at) => (
        <section key={step.name} className={classes.dryStep} aria-label={step.name}>
          <h3>
            <span className={classes.number}>{at + 1}</span> {step.name}
          </h3>
          <ActionPreview label={`What ${step.name} would do`} lines={step.lines} />
          {step.problems.map((problem) => (
            <p key={problem} className={classes.problem}>
              <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
              {problem}
            </p>
          ))}
        </section>
      ))}
    </div>
  );
}
