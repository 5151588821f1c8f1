import { query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { deploymentRowSchema } from '../deployment/model.ts';
import { environmentSchema } from '../environment/model.ts';
import { projectSchema } from '../project/model.ts';
import { releaseSchema } from '../release/model.ts';

export const searchContract = {
  find: query({
    summary: 'Records by the beginning of a name, version, commit or number, for the palette.',
    reads: ['deployment', 'release', 'project', 'environment'],
    input: z.object({ text: z.string().max(300), limit: z.number().int().min(1).max(50).default(8) }),
    output: z.object({
      projects: z.array(projectSchema.pick({ id: true, name: true })),
      environments: z.array(environmentSchema.pick({ id: true, name: true, tier: true })),
      releases: z.array(
        releaseSchema.pick({ id: true, version: true, projectId: true }).extend({ project: z.string() }),
      ),
      deployments: z.array(deploymentRowSchema),
    }),
  }),
};
