import { desk, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { jobSchema } from './model.ts';

export const jobContract = {
  list: query({
    summary: 'The newest jobs, running ones first.',
    reads: ['job'],
    input: z.object({ limit: z.number().int().min(1).max(200).default(50) }).prefault({}),
    output: z.array(jobSchema),
  }),
  get: query({
    summary: 'One job with its progress and result.',
    reads: ['job'],
    input: z.object({ id: z.number().int() }),
    output: jobSchema,
  }),
  cancel: desk({
    summary: 'Asks a running job to stop; what it wrote is undone or kept as its kind says.',
    input: z.object({ id: z.number().int() }),
    output: z.void(),
  }),
};
