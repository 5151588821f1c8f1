import { z } from 'zod';
import { command, query } from '../../contract/define.ts';
import { deploymentRowSchema } from '../deployment/model.ts';
import { artifactSchema } from '../deployment/parts.ts';
import { commitSchema, releaseSchema, versionSchema } from './model.ts';

const optionalText = (length: number) => z.string().max(length).nullable().default(null);

export const releaseContract = {
  list: query({
    summary: 'The releases of a project, highest version first.',
    reads: ['release'],
    input: z.object({
      projectId: z.number().int(),
      cursor: z.string().nullable().default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(releaseSchema), nextCursor: z.string().nullable() }),
  }),
  get: query({
    summary: 'A release with its artifact links and the deployments of it.',
    reads: ['release', 'deployment'],
    input: z.object({ id: z.number().int() }),
    output: releaseSchema.extend({
      projectName: z.string(),
      artifacts: z.array(artifactSchema),
      deployments: z.array(deploymentRowSchema),
    }),
  }),
  create: command({
    summary: 'Records a release of a project.',
    input: z.object({
      projectId: z.number().int(),
      version: versionSchema,
      name: optionalText(300),
      notes: optionalText(200_000),
      commitSha: commitSchema.nullable().default(null),
      branch: optionalText(300),
      channel: optionalText(60),
      url: z.url().nullable().default(null),
      publishedAt: z.number().int().min(0).optional(),
    }),
    output: releaseSchema,
  }),
};
