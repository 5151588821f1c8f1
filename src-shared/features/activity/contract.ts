import { job, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { jobSchema } from '../job/model.ts';
import { activityRowSchema, chainReportSchema, doors } from './model.ts';

export const activityFilterSchema = z.object({
  text: z.string().max(300).optional(),
  actor: z.string().optional(),
  verb: z.string().optional(),
  noun: z.string().optional(),
  door: z.enum(doors).optional(),
  refused: z.boolean().optional(),
  from: z.number().int().optional(),
  to: z.number().int().optional(),
  objectId: z.string().optional(),
});
export type ActivityFilter = z.infer<typeof activityFilterSchema>;

export const activityContract = {
  list: query({
    summary: 'The audit log, newest first: who did what, when, why, and what was refused.',
    reads: ['activity'],
    input: z.object({
      filter: activityFilterSchema.default({}),
      cursor: z.number().int().nullable().default(null),
      limit: z.number().int().min(1).max(200).default(100),
    }),
    output: z.object({
      rows: z.array(activityRowSchema),
      nextCursor: z.number().int().nullable(),
      /** True when the page ended because enough entries were looked at. */
      searchedPart: z.boolean(),
    }),
  }),
  status: query({
    summary: 'The head of the chain and the newest verification of it.',
    reads: ['activity', 'job'],
    input: z.void(),
    output: z.object({
      headSeq: z.number().int(),
      headHash: z.string(),
      verified: chainReportSchema.nullable(),
      verbs: z.array(z.string()),
      actors: z.array(z.string()),
    }),
  }),
  verify: job({
    summary: 'Recomputes every hash of the chain and names the first broken entry.',
    input: z.void(),
    output: jobSchema,
  }),
};
