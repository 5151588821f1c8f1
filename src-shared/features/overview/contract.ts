import { query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { activityRowSchema } from '../activity/model.ts';
import { expiringSchema } from '../credential/contract.ts';
import { deploymentRowSchema, usualTimeSchema } from '../deployment/model.ts';
import { environmentSchema } from '../environment/model.ts';
import { nextFreezeSchema } from '../freeze/contract.ts';

export const attentionSchema = z.object({
  /** Why it stands here: how it came out, that a person is asked, that it holds promotion back or passed a freeze. */
  why: z.enum(['failed', 'stuck', 'partial', 'asked', 'held', 'forced']),
  deployment: deploymentRowSchema,
  sentence: z.string(),
});

export const overviewContract = {
  read: query({
    summary: 'What needs attention, what runs now, every environment, the newest activity: one screen.',
    reads: ['deployment', 'environment', 'project', 'activity', 'credential', 'freeze', 'workflow'],
    input: z.object({ projectId: z.number().int().nullable().default(null) }).prefault({}),
    output: z.object({
      attention: z.array(attentionSchema),
      /** Credentials that have ended or will within 30 days: attention of another shape. */
      expiring: z.array(expiringSchema),
      running: z.array(
        z.object({
          deployment: deploymentRowSchema,
          step: z.object({ name: z.string(), position: z.number().int(), of: z.number().int() }).nullable(),
          usual: usualTimeSchema,
        }),
      ),
      runningCount: z.number().int(),
      environments: z.array(
        environmentSchema.pick({ id: true, name: true, tier: true }).extend({
          /** Projects of which something runs there. */
          projects: z.number().int(),
          /** Projects that were ever deployed there, and those whose newest record succeeded. */
          cells: z.number().int(),
          succeeded: z.number().int(),
          failed: z.number().int(),
          running: z.number().int(),
          latest: deploymentRowSchema.nullable(),
          /** The freeze that stands there, else the next to begin. */
          freeze: nextFreezeSchema.nullable(),
          /** Deployments of the last 14 UTC days, oldest first. */
          days: z.array(z.object({ count: z.number().int(), failed: z.number().int() })),
        }),
      ),
      activity: z.array(activityRowSchema),
    }),
  }),
};
