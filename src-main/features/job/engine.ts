import { notFound } from '#shared/errors.ts';
import type { jobContract } from '#shared/features/job/contract.ts';
import type { Handlers } from '../../handlers.ts';

export const jobEngine: Handlers<typeof jobContract> = {
  list: ({ stores }, { limit }) => stores.job.list(limit),
  get({ stores }, { id }) {
    const job = stores.job.get(id);
    if (!job) throw notFound('job', id);
    return job;
  },
};
