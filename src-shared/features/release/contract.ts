import { command, query, scan } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { activityRowSchema } from '../activity/model.ts';
import { candidateSchema } from '../candidate/model.ts';
import { deploymentRowSchema } from '../deployment/model.ts';
import { artifactSchema } from '../deployment/parts.ts';
import { intervalSchema } from '../environment/acts.ts';
import { tierSchema } from '../environment/model.ts';
import { commitSchema, notesSchema, releaseSchema, versionSchema } from './model.ts';

const id = z.number().int();
const instant = z.number().int();

const boardEnvironmentSchema = z.object({
  environmentId: id,
  name: z.string(),
  tier: tierSchema,
  /** What runs there, by success time; null when nothing ever succeeded. */
  running: z
    .object({ deploymentId: id, releaseId: id.nullable(), version: z.string(), since: instant })
    .nullable(),
  /** The newest deployment by its trigger. */
  latest: deploymentRowSchema.nullable(),
  /** The earliest that is scheduled there. */
  next: z.object({ deploymentId: id, version: z.string(), scheduledFor: instant }).nullable(),
  frozenBy: z.array(
    z.object({ freezeId: id, name: z.string(), reason: z.string(), endsAt: instant.nullable() }),
  ),
  hold: z.object({ since: instant, reason: z.string() }).nullable(),
  promotes: z.boolean(),
  hasWorkflow: z.boolean(),
});
export type BoardEnvironment = z.infer<typeof boardEnvironmentSchema>;

const boardReleaseSchema = releaseSchema.omit({ notes: true }).extend({
  /** Why it may go to no new phase; null when it is not blocked. */
  blockedReason: z.string().nullable(),
  /** Newest first; empty for a release that stands for itself. */
  candidates: z.array(
    candidateSchema.extend({
      /** The environments where it runs now, and those where it ever succeeded. */
      runsIn: z.array(id),
      reached: z.array(id),
    }),
  ),
  /** Of the release itself, when it was deployed without a candidate. */
  runsIn: z.array(id),
});
export type BoardRelease = z.infer<typeof boardReleaseSchema>;

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
  board: query({
    summary:
      'A project’s environments with what runs there, and a page of its releases with their candidates.',
    reads: ['release', 'deployment', 'environment', 'freeze', 'workflow', 'project'],
    input: z.object({
      projectId: id,
      /** Only releases with this in their version, or whose commit begins with it. */
      text: z.string().trim().max(200).default(''),
      cursor: z.string().nullable().default(null),
      limit: z.number().int().min(1).max(100).default(30),
    }),
    output: z.object({
      environments: z.array(boardEnvironmentSchema),
      releases: z.array(boardReleaseSchema),
      nextCursor: z.string().nullable(),
      hasBuildWorkflow: z.boolean(),
    }),
  }),
  block: command({
    summary: 'Keeps a release from new phases, and says why.',
    input: z.object({ id, reason: z.string().trim().min(1).max(2000) }),
    output: z.object({ blockedReason: z.string().nullable() }),
  }),
  unblock: command({
    summary: 'Lets a blocked release go on, and says why.',
    input: z.object({ id, reason: z.string().trim().min(1).max(2000) }),
    output: z.object({ blockedReason: z.string().nullable() }),
  }),
  setNotes: command({
    summary: 'Writes the notes of a release anew, unless somebody else did since they were read.',
    input: z.object({
      id,
      notes: notesSchema,
      /** What they were when they were read. */
      before: notesSchema,
    }),
    output: z.object({ notes: z.string().nullable() }),
  }),
  get: query({
    summary: 'A release with its candidates, artifact links and deployments, and what the log says of it.',
    reads: ['release', 'deployment', 'activity'],
    input: z.union([z.object({ id }), z.object({ uid: z.uuid() })]),
    output: releaseSchema.extend({
      projectName: z.string(),
      artifacts: z.array(artifactSchema),
      blockedReason: z.string().nullable(),
      candidates: z.array(candidateSchema),
      /** The release that it is a candidate of. */
      base: releaseSchema.pick({ id: true, version: true }).nullable(),
      deployments: z.array(deploymentRowSchema),
      /** What the log says of it and of its candidates, newest first. */
      activity: z.array(activityRowSchema),
    }),
  }),
  ran: scan({
    summary: 'Where and when each version of a release ran, the newest stretch first.',
    reads: ['release', 'deployment', 'environment'],
    input: z.object({ id }),
    output: z.array(intervalSchema.extend({ environmentId: id, environment: z.string(), tier: tierSchema })),
  }),
  create: command({
    summary: 'Records a release of a project.',
    input: z.object({
      projectId: z.number().int(),
      version: versionSchema,
      name: optionalText(300),
      notes: notesSchema.default(null),
      commitSha: commitSchema.nullable().default(null),
      branch: optionalText(300),
      channel: optionalText(60),
      url: z.url().nullable().default(null),
      publishedAt: z.number().int().min(0).optional(),
    }),
    output: releaseSchema,
  }),
};
