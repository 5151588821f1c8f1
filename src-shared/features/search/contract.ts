import { query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { deploymentRowSchema } from '../deployment/model.ts';
import { environmentSchema, tierSchema } from '../environment/model.ts';
import { freezeSchema } from '../freeze/model.ts';
import { projectSchema } from '../project/model.ts';
import { releaseSchema } from '../release/model.ts';

export const searchContract = {
  find: query({
    summary:
      'Records by a part of a name, the beginning of a version or commit, or a number, for the palette.',
    reads: ['deployment', 'release', 'project', 'environment', 'freeze'],
    input: z.object({ text: z.string().max(300), limit: z.number().int().min(1).max(50).default(8) }),
    output: z.object({
      projects: z.array(projectSchema.pick({ id: true, name: true })),
      environments: z.array(environmentSchema.pick({ id: true, name: true, tier: true })),
      /** Projects in environments, when the text names both. */
      places: z.array(
        z.object({
          projectId: z.number().int(),
          project: z.string(),
          environmentId: z.number().int(),
          environment: z.string(),
          tier: tierSchema,
        }),
      ),
      freezes: z.array(freezeSchema.pick({ id: true, name: true }).extend({ isOver: z.boolean() })),
      releases: z.array(
        releaseSchema.pick({ id: true, version: true, projectId: true }).extend({
          project: z.string(),
          isCandidate: z.boolean(),
          /** Its commit, when that is what was found. */
          commitSha: z.string().nullable(),
        }),
      ),
      deployments: z.array(deploymentRowSchema),
    }),
  }),
};
