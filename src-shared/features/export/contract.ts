import { job } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { activityFilterSchema } from '../activity/contract.ts';
import { deploymentFilterSchema, sortSchema } from '../deployment/filter.ts';
import { jobSchema } from '../job/model.ts';

const format = z.enum(['csv', 'json']);

export const exportContract = {
  deployments: job({
    summary:
      'Writes exactly the deployments that a list shows to CSV or JSON, in its order; the result names the file.',
    input: z.object({
      format,
      filter: deploymentFilterSchema.default({ is: {}, not: {} }),
      sort: sortSchema.default({ by: 'time', direction: 'descending' }),
      /** Only these, when rows are selected. */
      ids: z.array(z.number().int()).max(100_000).optional(),
    }),
    output: jobSchema,
  }),
  activity: job({
    summary:
      'Writes the filtered audit log with its hashes and the head of the chain; the export is an entry too.',
    input: z.object({ format: z.enum(['csv', 'jsonl']), filter: activityFilterSchema.default({}) }),
    output: jobSchema,
  }),
};
