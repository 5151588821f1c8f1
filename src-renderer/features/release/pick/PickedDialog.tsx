import { Modal } from '@mantine/core';
import type { CherryPick } from '#shared/features/candidate/pick.ts';
import { client, useCall } from '../../../api/client.ts';
import { useJob } from '../../../api/jobs.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { JobLine } from '../../../ui/JobLine.tsx';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { useFocusBack } from '../../../ui/useFocusBack.ts';
import type { ReleaseAction } from '../act/action.ts';
import classes from './Pick.module.css';
import { PickResult } from './PickResult.tsx';

type Start = ReleaseAction & { readonly act: 'picked' };

/** The pick that is meant: by its own id, or the one that a job made a record of, which it does once it runs. */
function usePick(start: Start): CherryPick | undefined {
  const pickId = 'pickId' in start ? start.pickId : null;
  const jobId = 'jobId' in start ? start.jobId : null;
  const own = useCall('candidate.getPick', { id: pickId ?? 0 }, { enabled: pickId !== null }).data;
  const ofProject = useCall(
    'candidate.picks',
    { projectId: start.projectId, limit: 10 },
    { enabled: jobId !== null },
  ).data;
  return own ?? ofProject?.find((pick) => pick.jobId === jobId);
}

/** How a pick goes, release by release, while it goes; what failed can be resolved from here. */
export function PickedDialog({ start, onClose }: { readonly start: Start; readonly onClose: () => void }) {
  useFocusBack();
  const pick = usePick(start);
  const jobId = 'jobId' in start ? start.jobId : (pick?.jobId ?? null);
  const job = useJob(jobId);
  return (
    <Modal
      opened
      onClose={onClose}
      title={pick ? `Pick of ${pick.commitSha.slice(0, 7)}` : 'Cherry-pick'}
      size={740}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.dialog}>
        {job && (job.status === 'running' || job.status === 'failed') ? (
          <JobLine job={job} onCancel={() => void client.job.cancel({ id: job.id }).catch(() => {})} />
        ) : null}
        {pick ? (
          <PickResult pick={pick} />
        ) : job && job.status !== 'running' && job.status !== 'failed' ? (
          <ErrorText
            error={{
              message: 'The pick ended before it began. Nothing was changed.',
              details: { hint: 'Ask for it again.' },
            }}
          />
        ) : job?.status === 'failed' ? null : (
          <RowSkeleton rows={3} />
        )}
        <div className={classes.foot}>
          <ActionButton label="Close" autoFocus onClick={onClose} />
        </div>
      </div>
    </Modal>
  );
}
