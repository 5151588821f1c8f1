import { Textarea } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Import } from '#shared/features/import/model.ts';
import type { Job } from '#shared/features/job/model.ts';
import { useCall } from '../../api/client.ts';
import { useJobRun } from '../../api/jobs.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { JobLine } from '../../ui/JobLine.tsx';
import { formatCount } from '../../ui/numbers.ts';
import classes from './Import.module.css';

/** The run of an import and its end: how far it is, what came in, and the way back. */
export function ImportOutcome({
  job,
  fileName,
  onCancel,
  onAgain,
  onClose,
  frame,
}: {
  readonly job: Job | undefined;
  readonly fileName: string;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
  readonly onClose: () => void;
  readonly frame: (title: string, children: ReactNode, footer: ReactNode) => ReactNode;
}) {
  const imports = useCall('import.list', undefined);
  const undo = useJobRun('import.undo');
  const [reason, setReason] = useState<string | null>(null);
  const row = imports.data?.find((one) => job !== undefined && one.jobId === job.id);

  if (!job || job.status === 'running') {
    return frame(
      `Import ${fileName}`,
      <div className={classes.pad}>
        {job ? <JobLine job={job} /> : <p className={classes.line}>Beginning</p>}
        <p className={classes.note}>
          It goes on when you close this; the status bar shows how far it is. What it has brought in is
          visible already.
        </p>
      </div>,
      <>
        <ActionButton label="Cancel the import" onClick={onCancel} />
        <ActionButton label="Go on in the background" autoFocus onClick={onClose} />
      </>,
    );
  }
  if (job.status !== 'succeeded') {
    return frame(
      job.status === 'canceled' ? 'The import was canceled' : 'The import failed',
      <div className={classes.pad}>
        <JobLine job={job} />
        {row?.note ? <p className={classes.note}>{row.note}</p> : null}
      </div>,
      <>
        <ActionButton label="Choose the file again" onClick={onAgain} />
        <ActionButton label="Close" autoFocus onClick={onClose} />
      </>,
    );
  }
  const undone = undo.job?.status === 'succeeded';
  const show = (importId: number) => {
    navigate(pathTo.deployments(`import=${importId}`));
    onClose();
  };
  return frame(
    undone ? 'The import was undone' : `Imported ${fileName}`,
    <div className={classes.pad}>
      {undone ? null : (
        <JobLine job={job}>{row ? <p className={classes.line}>{broughtIn(row)}</p> : null}</JobLine>
      )}
      {reason !== null && !undone ? <UndoReason value={reason} onChange={setReason} /> : null}
      {undo.job ? (
        <JobLine job={undo.job} onCancel={undo.cancel}>
          <p className={classes.line}>
            What it brought is gone, and what it changed is as it was before. The log keeps both entries.
          </p>
        </JobLine>
      ) : null}
      <ErrorText error={undo.error} />
    </div>,
    <>
      {row && !undone ? (
        reason === null ? (
          <ActionButton label="Undo…" onClick={() => setReason('')} />
        ) : (
          <ActionButton
            label="Undo the import"
            tone="bad"
            disabledReason={reason.trim() === '' ? 'Needs a reason' : null}
            busy={undo.busy}
            onClick={() => void undo.start({ id: row.id, reason: reason.trim() })}
          />
        )
      ) : null}
      {row && row.counts.newDeployments > 0 && !undone ? (
        <ActionButton label="Show the deployments" tone="primary" onClick={() => show(row.id)} />
      ) : null}
      <ActionButton label="Close" autoFocus onClick={onClose} />
    </>,
  );
}

function UndoReason({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Textarea
      ref={field}
      label="Why is it undone?"
      description="It stands in the log, for good. What the import brought goes, what it changed is as it was before."
      autosize
      minRows={2}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** What came in, as a sentence; what was left out is said as well. */
function broughtIn({ counts }: Import): string {
  const parts = [
    `${formatCount(counts.newReleases)} releases and ${formatCount(counts.newDeployments)} deployments came in`,
    ...(counts.changed > 0 ? [`${formatCount(counts.changed)} records were changed`] : []),
    ...(counts.unchanged > 0 ? [`${formatCount(counts.unchanged)} were there already`] : []),
    ...(counts.drafts > 0 ? [`${formatCount(counts.drafts)} drafts were skipped`] : []),
    ...(counts.problems > 0 ? [`${formatCount(counts.problems)} records with problems were left out`] : []),
  ];
  return `${parts.join(', ')}.`;
}
