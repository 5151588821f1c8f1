import { IconAlertCircle, IconCircleCheck, IconCircleMinus, IconProgress } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Job } from '#shared/features/job/model.ts';
import { ActionButton } from './ActionButton.tsx';
import classes from './JobLine.module.css';
import { formatCount } from './numbers.ts';
import { ProgressLine } from './ProgressLine.tsx';

const looks = {
  running: { icon: IconProgress, tone: 'accent', word: 'running' },
  succeeded: { icon: IconCircleCheck, tone: 'ok', word: 'done' },
  failed: { icon: IconAlertCircle, tone: 'bad', word: 'failed' },
  canceled: { icon: IconCircleMinus, tone: 'dim', word: 'canceled' },
} as const;

/** A job's status in icon, word and colour. */
export function JobStatus({ status }: { readonly status: Job['status'] }) {
  const { icon: Icon, tone, word } = looks[status];
  return (
    <span className={classes.status} style={{ color: `var(--sl-${tone})` }}>
      <Icon size={15} stroke={1.75} aria-hidden />
      {word}
    </span>
  );
}

/** `1,200 of 3,400 entries`, or what is known of it. */
export function jobProgress({ done, total, unit }: Pick<Job, 'done' | 'total' | 'unit'>): string {
  return total === null
    ? `${formatCount(done)} ${unit}`
    : `${formatCount(done)} of ${formatCount(total)} ${unit}`;
}

/** Work under way: what it is, how far it got, and the way to stop it; after its end, how it ended. */
export function JobLine({
  job,
  onCancel,
  children,
}: {
  readonly job: Job;
  readonly onCancel?: () => void;
  /** What came of it, shown once it has succeeded. */
  readonly children?: ReactNode;
}) {
  const running = job.status === 'running';
  const share = job.total === null || job.total === 0 ? 0 : job.done / job.total;
  return (
    <div className={classes.line} aria-live="polite">
      <div className={classes.head}>
        <JobStatus status={job.status} />
        <span className={classes.title}>{job.title}</span>
        {running ? <span className={classes.count}>{jobProgress(job)}</span> : null}
        {running && onCancel ? <ActionButton label="Cancel" size="xs" onClick={onCancel} /> : null}
      </div>
      {running ? <ProgressLine value={share} label={`Progress of: ${job.title}`} /> : null}
      {!running && job.error ? <p className={classes.error}>{job.error}</p> : null}
      {job.status === 'succeeded' ? children : null}
    </div>
  );
}
