import { command, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { deploymentRowSchema } from '../deployment/model.ts';
import { deployPreviewSchema } from './acts.ts';
import { force, reason } from './rollback-wire.ts';

const id = z.number().int();
const instant = z.number().int();

/** What is done with a deployment that waits for its time. */
export const scheduledActs = {
  previewScheduled: query({
    summary:
      'What beginning a scheduled deployment now would do, or at another time. Null where its version is not known.',
    reads: ['release', 'deployment', 'freeze', 'workflow', 'environment'],
    input: z.object({
      deploymentId: id,
      /** Null for now. */
      scheduledFor: instant.nullable().default(null),
      force,
    }),
    output: deployPreviewSchema.nullable(),
  }),
  beginScheduled: command({
    summary:
      'Begins a scheduled deployment now, as its time would have, and runs the environment’s workflow.',
    input: z.object({ deploymentId: id, force, reason }),
    output: deploymentRowSchema,
  }),
  reschedule: command({
    summary: 'Gives a scheduled deployment another time, judged as at that instant.',
    input: z.object({ deploymentId: id, scheduledFor: instant, force, reason }),
    output: deploymentRowSchema,
  }),
};
