import { command, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { removalSchema, removeSchema } from '../project/removal.ts';
import { environmentActs } from './acts.ts';
import { environmentNameSchema, environmentSchema, tierSchema } from './model.ts';
import { scheduledActs } from './scheduled.ts';

export const environmentSummarySchema = environmentSchema.extend({
  deployments: z.number().int(),
  projects: z.number().int(),
});

export const environmentContract = {
  ...environmentActs,
  ...scheduledActs,
  named: query({
    summary: 'The keys of a project, one of its environments and one of its versions by their exact names.',
    reads: ['project', 'environment', 'release'],
    input: z.object({
      project: z.string(),
      environment: z.string().nullish(),
      version: z.string().nullish(),
    }),
    /** Null for what is not there or was not asked for. */
    output: z.object({
      projectId: z.number().int().nullable(),
      environmentId: z.number().int().nullable(),
      releaseId: z.number().int().nullable(),
    }),
  }),
  list: query({
    summary: 'Every environment in promotion order, with its counts.',
    reads: ['environment', 'project', 'deployment'],
    input: z.void(),
    output: z.array(environmentSummarySchema),
  }),
  create: command({
    summary: 'Creates an environment, last in its tier unless a position is given.',
    input: z.object({ name: environmentNameSchema, tier: tierSchema }),
    output: environmentSchema,
  }),
  update: command({
    summary: 'Renames an environment or moves it to another tier; past deployments follow the name.',
    input: z.object({
      id: z.number().int(),
      name: environmentNameSchema.optional(),
      tier: tierSchema.optional(),
    }),
    output: environmentSchema,
  }),
  removal: query({
    summary: 'What deleting an environment would take away, and what keeps it from being deleted.',
    reads: ['project', 'environment', 'deployment', 'freeze', 'workflow'],
    input: z.object({ id: z.number().int() }),
    output: removalSchema,
  }),
  remove: command({
    summary: 'Deletes an environment that no record names, with what sets it up. One with history stays.',
    input: removeSchema,
    output: removalSchema,
  }),
  reorder: command({
    summary: 'Sets the promotion order of all environments.',
    input: z.object({ ids: z.array(z.number().int()).min(1) }),
    output: z.array(environmentSchema),
  }),
};
