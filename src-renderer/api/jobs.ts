import { useState } from 'react';
import type { Job } from '#shared/features/job/model.ts';
import { type ActName, client, type InputFor, useAct, useCall } from './client.ts';

/** A job by its id, with its progress as it moves; undefined until it is known. */
export function useJob(id: number | null): Job | undefined {
  const { data } = useCall('job.get', { id: id ?? 0 }, { enabled: id !== null, keepPrevious: false });
  return id === null ? undefined : data;
}

/** Starts a job and follows it: the newest one that was started here, until `forget`. */
export function useJobRun<N extends ActName>(name: N) {
  const act = useAct(name);
  const [id, setId] = useState<number | null>(null);
  const job = useJob(id);
  const start = async (input: InputFor<N>): Promise<number | null> => {
    setId(null);
    try {
      const started = (await act.run(input)) as Job;
      setId(started.id);
      return started.id;
    } catch {
      // `error` keeps what was refused, for the place that asked.
      return null;
    }
  };
  return {
    start,
    job,
    /** From the click until the job is over. */
    busy: act.busy || (id !== null && (job === undefined || job.status === 'running')),
    error: act.error,
    cancel: () => {
      if (id !== null) void client.job.cancel({ id }).catch(() => {});
    },
    forget: () => {
      setId(null);
      act.reset();
    },
  };
}
