import { command, query, scan } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { commitSchema, versionSchema } from '../release/model.ts';
import { factsQueries } from './facts.ts';
import { deploymentFilterSchema, sortSchema } from './filter.ts';
import { deploymentEvents, deploymentPolicyNames, deploymentStatuses } from './machine.ts';
import { deploymentDetailSchema, deploymentFlags, deploymentKinds, deploymentRowSchema } from './model.ts';
import { artifactInputSchema, issueInputSchema, stepInputSchema } from './parts.ts';

const id = z.number().int();
const instant = z.number().int().min(0);
const reason = z.string().trim().max(2000).nullable().default(null);
const status = z.enum(deploymentStatuses);

export const recordDeploymentSchema = z.object({
  projectId: id,
  environmentId: id,
  version: versionSchema,
  kind: z.enum(deploymentKinds).default('environment'),
  status: status.default('pending'),
  policy: z.enum(deploymentPolicyNames).default('canonical'),
  commitSha: commitSchema.nullable().default(null),
  description: z.string().max(20_000).nullable().default(null),
  /** Who did it, when that is not the caller: a person's or a pipeline's name. */
  actor: z.string().trim().min(1).max(300).nullable().default(null),
  reason,
  errorMessage: z.string().max(20_000).nullable().default(null),
  metadata: z.record(z.string(), z.unknown()).default({}),
  flags: z.array(z.enum(deploymentFlags)).default([]),
  /** When it was triggered; now when left out. History may be recorded late. */
  occurredAt: instant.optional(),
  startedAt: instant.nullable().default(null),
  finishedAt: instant.nullable().default(null),
  /** For status `scheduled`: when it becomes pending. */
  scheduledFor: instant.nullable().default(null),
  steps: z.array(stepInputSchema).max(500).default([]),
  artifacts: z.array(artifactInputSchema).max(500).default([]),
  issues: z.array(issueInputSchema).max(500).default([]),
  /** The report as another system worded it, kept beside the record. */
  raw: z.object({ system: z.string().max(60), body: z.unknown() }).optional(),
});
export type RecordDeployment = z.output<typeof recordDeploymentSchema>;

const cellEffectSchema = z.object({
  /** What runs in the environment now, and what would run after the move. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  because: z.string(),
});

export const movePreviewSchema = z.object({
  checkedAt: instant,
  needsReason: z.boolean(),
  items: z.array(
    z.object({
      deployment: deploymentRowSchema,
      event: z.enum(deploymentEvents).nullable(),
      to: status,
      /** Null when the move is allowed, else the sentence that says why it is not. */
      refusal: z.string().nullable(),
      nextAttempt: z.number().int(),
      effect: cellEffectSchema,
    }),
  ),
});
export type MovePreview = z.infer<typeof movePreviewSchema>;

export const recordPreviewSchema = z.object({
  checkedAt: instant,
  project: z.string(),
  environment: z.string(),
  fromVersion: z.string().nullable(),
  version: z.string(),
  effect: cellEffectSchema,
  newRelease: z.boolean(),
  /** Active deployments in the same environment that go on beside this one. */
  active: z.array(deploymentRowSchema),
  warnings: z.array(z.string()),
});
export type RecordPreview = z.infer<typeof recordPreviewSchema>;

export const deploymentContract = {
  ...factsQueries,
  list: query({
    summary: 'A page of deployments by an indexed order; the cursor says where the next page begins.',
    reads: ['deployment', 'project', 'environment'],
    input: z.object({
      filter: deploymentFilterSchema.default({ is: {}, not: {} }),
      sort: sortSchema.default({ by: 'time', direction: 'descending' }),
      cursor: z.string().max(500).nullable().default(null),
      /** `before` pages backwards from the cursor; the rows still come in the list's order. */
      side: z.enum(['after', 'before']).default('after'),
      limit: z.number().int().min(1).max(150).default(100),
    }),
    output: z.object({
      rows: z.array(deploymentRowSchema),
      /** Where the page before and after this one begin; null at the ends. */
      previousCursor: z.string().nullable(),
      nextCursor: z.string().nullable(),
      /** True when the page ended because enough rows were looked at, not because it is full. */
      searchedPart: z.boolean(),
    }),
  }),
  count: query({
    summary: 'How many deployments match: exact from maintained totals, else capped at 1,000 ("1,000+").',
    reads: ['deployment'],
    input: z.object({ filter: deploymentFilterSchema.default({ is: {}, not: {} }) }),
    output: z.object({ count: z.number().int(), exact: z.boolean() }),
  }),
  countExactly: scan({
    summary: 'The exact number of matching deployments and of each status among them.',
    reads: ['deployment'],
    input: z.object({ filter: deploymentFilterSchema.default({ is: {}, not: {} }) }),
    output: z.object({ count: z.number().int(), statuses: z.partialRecord(status, z.number().int()) }),
  }),
  days: scan({
    summary:
      'How many matching deployments were triggered on each UTC day, newest day first; null when no rollup serves the filter.',
    reads: ['deployment'],
    input: z.object({ filter: deploymentFilterSchema.default({ is: {}, not: {} }) }),
    output: z.array(z.object({ day: z.number().int(), count: z.number().int() })).nullable(),
  }),
  locate: scan({
    summary: 'The cursor of the n-th matching deployment of a UTC day, newest first.',
    reads: ['deployment'],
    input: z.object({
      filter: deploymentFilterSchema.default({ is: {}, not: {} }),
      day: z.number().int(),
      offset: z.number().int().min(0),
    }),
    output: z.object({ cursor: z.string().nullable() }),
  }),
  get: query({
    summary: 'One deployment with everything known about it, by id, public uid or number.',
    reads: ['deployment', 'release', 'project', 'environment', 'workflow', 'freeze'],
    input: z.union([z.object({ id }), z.object({ uid: z.uuid() }), z.object({ number: z.number().int() })]),
    output: deploymentDetailSchema,
  }),
  history: query({
    summary: 'The deployments of one project in one environment, newest first.',
    reads: ['deployment'],
    input: z.object({
      projectId: id,
      environmentId: id,
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.array(deploymentRowSchema),
  }),
  record: command({
    summary: 'Records a deployment, with steps, issues and artifact links when they are known.',
    input: recordDeploymentSchema,
    output: deploymentRowSchema,
  }),
  previewRecord: query({
    summary: 'What recording a deployment would do: from, to, what runs afterwards, what else is active.',
    reads: ['deployment', 'release', 'project', 'environment'],
    input: recordDeploymentSchema,
    output: recordPreviewSchema,
  }),
  move: command({
    summary:
      'Moves deployments to another status by the rules of their own machine: start, finish, retry, mark rolled back.',
    input: z.object({
      ids: z.array(id).min(1).max(200),
      to: status,
      reason,
      errorMessage: z.string().max(20_000).nullable().default(null),
      occurredAt: instant.optional(),
    }),
    output: z.array(deploymentRowSchema),
  }),
  previewMove: query({
    summary: 'What a move would do to each deployment and its environment, from the same rules.',
    reads: ['deployment', 'project', 'environment'],
    input: z.object({ ids: z.array(id).min(1).max(200), to: status }),
    output: movePreviewSchema,
  }),
  edit: command({
    summary:
      'Changes the notes or the free metadata of a deployment; the record of what happened stays as it is.',
    input: z.object({
      id,
      notes: z.string().max(20_000).nullable().optional(),
      metadata: z.record(z.string(), z.unknown()).optional(),
    }),
    output: deploymentDetailSchema,
  }),
  report: command({
    summary:
      'Adds what a pipeline knows about a running deployment: steps (by name), issues, artifact links.',
    input: z.object({
      id,
      steps: z.array(stepInputSchema).max(500).default([]),
      issues: z.array(issueInputSchema).max(500).default([]),
      artifacts: z.array(artifactInputSchema).max(500).default([]),
    }),
    output: deploymentDetailSchema,
  }),
};
