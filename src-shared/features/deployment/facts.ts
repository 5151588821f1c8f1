import { query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { deploymentStatuses } from './machine.ts';
import { deploymentRowSchema } from './model.ts';

const id = z.number().int();
const instant = z.number().int();
const uid = z.string().max(64);

/** A deployment as other programs ask for it: by public ids, with what they reported themselves. */
export const deploymentFactsSchema = deploymentRowSchema.extend({
  projectUid: z.string(),
  environmentUid: z.string(),
  actorEmail: z.string().nullable(),
  /** When the record was created, as it was; its place in lists of newest created first. */
  occurredAt: instant,
  /** When it last changed, as this workspace knew it. */
  updatedAt: instant,
  succeededAt: instant.nullable(),
  description: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
});
export type DeploymentFacts = z.infer<typeof deploymentFactsSchema>;

export const runningVersionSchema = z.object({
  projectUid: z.string(),
  project: z.string(),
  /** In promotion order; only environments that have a success. */
  environments: z.array(z.object({ name: z.string(), version: z.string(), deployedAt: instant })),
});
export type RunningVersions = z.infer<typeof runningVersionSchema>;

/** What programs read that know records by public id and page by number. */
export const factsQueries = {
  page: query({
    summary: 'Deployments by number of rows to pass over, newest created first, with the exact total.',
    reads: ['deployment', 'project', 'environment'],
    input: z.object({
      /** A public id that nobody has matches nothing. */
      projectUid: uid.nullable().default(null),
      environmentUid: uid.nullable().default(null),
      statuses: z.array(z.enum(deploymentStatuses)).min(1).nullable().default(null),
      skip: z.number().int().min(0).default(0),
      take: z.number().int().min(1).max(1000).default(100),
    }),
    output: z.object({ rows: z.array(deploymentFactsSchema), total: z.number().int() }),
  }),
  recent: query({
    summary:
      'Deployments of a project in an environment by number of rows to pass over, newest triggered first.',
    reads: ['deployment', 'project', 'environment'],
    input: z.object({
      projectId: id,
      environmentId: id,
      skip: z.number().int().min(0).default(0),
      take: z.number().int().min(1).max(1000).default(100),
    }),
    output: z.array(deploymentFactsSchema),
  }),
  facts: query({
    summary: 'One deployment by its public id, as other programs ask for it.',
    reads: ['deployment', 'project', 'environment'],
    input: z.object({ uid }),
    output: deploymentFactsSchema,
  }),
  place: query({
    summary: 'The keys of a project and an environment by their public ids; null for one that nobody has.',
    reads: ['project', 'environment'],
    input: z.object({
      projectUid: uid.nullable().default(null),
      environmentUid: uid.nullable().default(null),
    }),
    output: z.object({ projectId: id.nullable(), environmentId: id.nullable() }),
  }),
  latest: query({
    summary: 'What runs of one project: the latest success of each environment, in promotion order.',
    reads: ['deployment', 'project', 'environment'],
    input: z.object({ projectId: id }),
    output: z.array(deploymentFactsSchema),
  }),
  running: query({
    summary: 'What runs where, every project by name, for programs that know projects by public id.',
    reads: ['deployment', 'project', 'environment'],
    input: z.void(),
    output: z.array(runningVersionSchema),
  }),
};
