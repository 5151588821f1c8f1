import type { Job } from '#shared/features/job/model.ts';
import { useCall } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { JobStatus, jobProgress } from '../../ui/JobLine.tsx';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import { Duration, Instant } from '../../ui/time.tsx';
import { SectionHead } from './SettingRow.tsx';
import classes from './Settings.module.css';

/** The long work of this workspace, running ones first, with what became of each. */
export function JobsTable({ onCancel }: { readonly onCancel: (id: number) => void }) {
  const { data } = useCall('job.list', {});
  if (!data || data.length === 0) return null;
  return (
    <div className={classes.block}>
      <SectionHead
        title="Jobs"
        note="Work that takes longer. What dies with the application is resumed or undone whole at the next start."
      />
      <PlainTable
        label="Jobs"
        columns={['Status', 'Job', 'Progress', 'Started', { label: 'Took', end: true }, ACTIONS]}
      >
        {data.map((job) => (
          <JobRow key={job.id} job={job} onCancel={onCancel} />
        ))}
      </PlainTable>
    </div>
  );
}

function JobRow({ job, onCancel }: { readonly job: Job; readonly onCancel: (id: number) => void }) {
  const running = job.status === 'running';
  return (
    <tr>
      <td>
        <JobStatus status={job.status} />
      </td>
      <td data-wrap>
        {job.title}
        {job.error ? <span className={classes.rowNote}>{job.error}</span> : null}
        {job.resumed > 0 ? (
          <span className={classes.rowNote}>taken up again after an end of Slipway</span>
        ) : null}
      </td>
      <td className={classes.dim}>{running || job.done > 0 ? jobProgress(job) : ''}</td>
      <td className={classes.dim}>
        <Instant at={job.createdAt} />
      </td>
      <td data-end>
        <Duration
          ms={job.finishedAt === null ? null : job.finishedAt - job.createdAt}
          running={running}
          since={job.createdAt}
        />
      </td>
      <td data-end>
        {running ? <ActionButton label="Cancel" size="xs" onClick={() => onCancel(job.id)} /> : null}
      </td>
    </tr>
  );
}
