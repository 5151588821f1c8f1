import { Textarea } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { ImportInspection } from '#shared/features/import/contract.ts';
import type { Import } from '#shared/features/import/model.ts';
import type { Job } from '#shared/features/job/model.ts';
import { systems } from '#shared/systems.ts';
import { useCall } from '../../api/client.ts';
import { useJobRun } from '../../api/jobs.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { JobLine } from '../../ui/JobLine.tsx';
import { formatCount } from '../../ui/numbers.ts';
import classes from './Import.module.css';
import { counted } from './mapping.ts';

/** The run of an import and its end: how far it is, what came in, and the way back. */
export function ImportOutcome({
  job,
  inspection,
  onCancel,
  onAgain,
  onClose,
  frame,
}: {
  readonly job: Job | undefined;
  readonly inspection: ImportInspection;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
  readonly onClose: () => void;
  readonly frame: (title: string, children: ReactNode, footer: ReactNode) => ReactNode;
}) {
  const { fileName, deployments } = inspection;
  const isHistory = deployments.length > 0;
  const imports = useCall('import.list', undefined);
  const channels = useCall('codepush.channels', {}, { enabled: isHistory && job?.status === 'succeeded' });
  const undo = useJobRun('import.undo');
  const [reason, setReason] = useState<string | null>(null);
  // Its undoing takes the import over to another job; what it was is told by its id then.
  const importId = job?.result?.importId;
  const row = imports.data?.find(({ id, jobId }) =>
    importId === undefined ? jobId === job?.id : id === importId,
  );
  // The job may be heard of before what it wrote last: counts that still move are not its outcome.
  const isAhead = job?.status === 'succeeded' && (row === undefined || row.status === 'running');

  if (!job || job.status === 'running' || isAhead) {
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
  const show = (path: string) => {
    navigate(path);
    onClose();
  };
  const brought = row !== undefined && !undone;
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
      {brought && row.counts.newDeployments > 0 ? (
        <ActionButton
          label="Show the deployments"
          tone={isHistory ? 'default' : 'primary'}
          autoFocus={!isHistory}
          onClick={() => show(pathTo.deployments(`import=${row.id}`))}
        />
      ) : null}
      {brought && isHistory ? (
        <ActionButton
          label="Show the channels"
          tone="primary"
          autoFocus
          onClick={() => show(boardOf(channels.data ?? [], deployments))}
        />
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

/** The board of what came in: of its project when it went into one, else of all. */
function boardOf(
  channels: readonly Pick<Channel, 'key' | 'projectId'>[],
  deployments: ImportInspection['deployments'],
): string {
  const keys = new Set(deployments.flatMap(({ key, outcome }) => (outcome === 'left_out' ? [] : [key])));
  const [only, ...others] = new Set(
    channels.filter(({ key }) => keys.has(key)).map(({ projectId }) => projectId),
  );
  return pathTo.rollouts(only !== undefined && others.length === 0 ? `project=${only}` : '');
}

/** What came in, as a sentence; what was left out is said as well. */
function broughtIn({ format, counts }: Import): string {
  const parts = [
    format === systems.codepush.format
      ? `${counted(counts.newChannels, 'channel')} and ${counted(counts.newReleases, 'release')} came in`
      : `${counted(counts.newReleases, 'release')} and ${counted(counts.newDeployments, 'deployment')} came in`,
    ...(counts.changed > 0 ? [`${counted(counts.changed, 'change')} made`] : []),
    ...(counts.unchanged > 0 ? [`${formatCount(counts.unchanged)} there already`] : []),
    ...(counts.drafts > 0 ? [`${counted(counts.drafts, 'draft')} skipped`] : []),
    ...(counts.leftOut > 0 ? [`${counted(counts.leftOut, 'release')} left out with their deployments`] : []),
    ...(counts.problems > 0 ? [`${counted(counts.problems, 'record')} left out for problems`] : []),
  ];
  return `${parts.join(', ')}.`;
}
