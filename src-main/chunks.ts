import type { Ctx } from './context.ts';
import { buildChunks } from './features/build/jobs.ts';
import { pickChunks } from './features/candidate/pick-chunks.ts';
import { scheduleChunks } from './features/candidate/schedule.ts';
import { changelogChunks } from './features/changelog/chunks.ts';
import { historyImportChunks } from './features/codepush/import-rows.ts';
import { packageChunks } from './features/codepush/jobs.ts';
import { reportChunks } from './features/codepush/reports.ts';
import { deliveryChunks } from './features/distribution/chunks.ts';
import { environmentChunks } from './features/environment/promote.ts';
import { exportChunks } from './features/export/jobs.ts';
import { importChunks } from './features/import/chunks.ts';
import { jobChunks } from './features/job/chunks.ts';
import { storageChunks } from './features/storage/jobs.ts';
import { workflowChunks } from './features/workflow/chunks.ts';

/** The pieces that jobs and doors write, beside the contract's commands: machine traffic without audit entries. */
export const chunks: ReadonlyMap<string, (ctx: Ctx, input: unknown) => unknown> = new Map(
  Object.entries({
    ...buildChunks,
    ...changelogChunks,
    ...deliveryChunks,
    ...environmentChunks,
    ...exportChunks,
    ...historyImportChunks,
    ...importChunks,
    ...jobChunks,
    ...packageChunks,
    ...pickChunks,
    ...reportChunks,
    ...scheduleChunks,
    ...storageChunks,
    ...workflowChunks,
  } as Record<string, (ctx: Ctx, input: unknown) => unknown>),
);
