import { contentsJobs } from './contents.ts';
import { pickJobs } from './pick-jobs.ts';
import { scheduleJobs } from './schedule-jobs.ts';

export const candidateJobs = { ...contentsJobs, ...pickJobs, ...scheduleJobs };
