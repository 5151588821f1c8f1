import { contentsJobs } from './contents.ts';
import { pickJobs } from './pick-jobs.ts';

export const candidateJobs = { ...contentsJobs, ...pickJobs };
