import type { JobStatus } from '#shared/features/job/model.ts';
import type { Ctx } from '../../context.ts';
import type { KeptAnswer } from '../token/store.ts';

/** What the job queue writes about a job's course. */
export const jobChunks = {
  'job.progress'(
    { stores, changed }: Ctx,
    { id, done, total }: { id: number; done: number; total: number | null },
  ): void {
    stores.job.progress(id, done, total);
    changed('job', id, null);
  },
  'job.finish'(
    { stores, changed, now }: Ctx,
    {
      id,
      status,
      result,
      error,
    }: { id: number; status: JobStatus; result: Record<string, unknown> | null; error: string | null },
  ): void {
    stores.job.finish(id, status, result, error, now());
    changed('job', id, null);
  },
  'job.resume'({ stores, changed }: Ctx, { id }: { id: number }): void {
    stores.job.resume(id);
    changed('job', id, null);
  },
  'token.used'({ stores, changed, now }: Ctx, { id }: { id: number }): void {
    stores.token.touch(id, now());
    changed('token', id, null);
  },
  'token.answered'(
    { stores, now }: Ctx,
    { tokenId, key, ...answer }: { tokenId: number; key: string } & KeptAnswer,
  ): void {
    stores.token.forgetAnswers(now() - 24 * 60 * 60 * 1000);
    stores.token.keepAnswer(tokenId, key, answer, now());
  },
};
