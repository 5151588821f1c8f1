import { client } from '../../../api/client.ts';
import { useJob } from '../../../api/jobs.ts';
import { JobLine } from '../../../ui/JobLine.tsx';

/** The delivery that runs now: how far it says it is, and the way to end it. */
export function DeliveryLine({ jobId }: { readonly jobId: number | null }) {
  const job = useJob(jobId);
  if (!job) return null;
  return <JobLine job={job} onCancel={() => void client.job.cancel({ id: job.id }).catch(() => {})} />;
}
