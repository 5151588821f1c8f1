import { activityJobs } from '../features/activity/jobs.ts';
import { buildJobs } from '../features/build/jobs.ts';
import { candidateJobs } from '../features/candidate/jobs.ts';
import { changelogJobs } from '../features/changelog/jobs.ts';
import { codepushJobs } from '../features/codepush/jobs.ts';
import { distributionJobs } from '../features/distribution/jobs.ts';
import { exportJobs } from '../features/export/jobs.ts';
import { importJobs } from '../features/import/jobs.ts';
import { storageJobs } from '../features/storage/jobs.ts';
import { workflowJobs } from '../features/workflow/execute.ts';
import { workspaceJobs } from '../features/workspace/jobs.ts';
import type { JobDefinition } from './definition.ts';

/** The jobs by the procedure that starts them. */
export const jobs: ReadonlyMap<string, JobDefinition<unknown>> = new Map(
  Object.entries({
    ...activityJobs,
    ...buildJobs,
    ...candidateJobs,
    ...changelogJobs,
    ...codepushJobs,
    ...distributionJobs,
    ...exportJobs,
    ...importJobs,
    ...storageJobs,
    ...workflowJobs,
    ...workspaceJobs,
  } as Record<string, JobDefinition<unknown>>),
);
