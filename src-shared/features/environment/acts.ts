import { command, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { deploymentStatuses } from '../deployment/machine.ts';
import { deploymentFlags, deploymentRowSchema } from '../deployment/model.ts';
import { occurrenceSchema } from '../freeze/model.ts';
import { arrivalSchema } from './arrival.ts';
import { deployChecks } from './deploy.ts';
import { phasesSchema } from './progression.ts';
import { reportStatuses } from './report.ts';
import {
  force,
  frozenBy,
  place,
  policy,
  reason,
  rollbackInput,
  rollbackItemSchema,
} from './rollback-wire.ts';

const id = z.number().int();
const instant = z.number().int();
const deployInput = place.extend({
  /** The candidate, or a release that stands for itself. */
  releaseId: id,
  force,
  isHotfix: z.boolean().default(false),
  scheduledFor: instant.nullable().default(null),
  reason,
  policy,
});
export type DeployInput = z.output<typeof deployInput>;

/** What a deployment would do, and all that stands in its way. */
export const deployPreviewSchema = z.object({
  checkedAt: instant,
  project: z.string(),
  environment: z.string(),
  version: z.string(),
  fromVersion: z.string().nullable(),
  obstacles: z.array(
    z.object({
      check: z.enum(deployChecks),
      message: z.string(),
      hint: z.string(),
      canBeForced: z.boolean(),
      isForced: z.boolean(),
    }),
  ),
  frozenBy: z.array(frozenBy),
  flags: z.array(z.enum(deploymentFlags)),
  /** What comes there with it. */
  arrives: arrivalSchema.nullable(),
  warnings: z.array(z.string()),
  hasWorkflow: z.boolean(),
  /** Null when it can be done as it was asked for. */
  refusal: z.string().nullable(),
});

/** A stretch of time in which a version ran. */
export const intervalSchema = z.object({
  deploymentId: id,
  version: z.string(),
  from: instant,
  /** Null while it runs. */
  to: instant.nullable(),
});

/** What is done to an environment of a project: deploy, roll back, report, hold, phases. */
export const environmentActs = {
  previewDeploy: query({
    summary: 'What a deployment would do, and all that stands in its way.',
    reads: ['release', 'deployment', 'freeze', 'workflow', 'environment'],
    input: deployInput,
    output: deployPreviewSchema,
  }),
  deploy: command({
    summary: 'Deploys a candidate and runs the environment’s workflow, now or at a time.',
    input: deployInput,
    output: deploymentRowSchema,
  }),
  previewRollback: query({
    summary: 'What rolling back one or several environments would do, by the rules that then do it.',
    reads: ['deployment', 'freeze', 'workflow', 'environment'],
    input: rollbackInput,
    output: z.object({ checkedAt: instant, items: z.array(rollbackItemSchema) }),
  }),
  rollback: command({
    summary: 'Rolls back one or several environments in one transaction: all of them or none.',
    input: rollbackInput,
    output: z.array(deploymentRowSchema),
  }),
  report: command({
    summary: 'Takes what a pipeline says of a candidate in an environment. It never starts a workflow.',
    input: place.extend({
      releaseId: id,
      status: z.enum(reportStatuses),
      errorMessage: z.string().max(20_000).nullable().default(null),
      policy,
      raw: z.object({ system: z.string().max(60), body: z.unknown() }).optional(),
    }),
    output: z.object({ kind: z.string(), deploymentId: id }),
  }),
  steering: query({
    summary:
      'The phases of a project, which of its environments take candidates by themselves or are held, and how far the candidate came that would be taken.',
    reads: ['environment', 'project', 'release', 'deployment', 'workflow'],
    input: z.object({ projectId: id }),
    output: z.object({
      phases: phasesSchema,
      places: z.array(
        z.object({
          environmentId: id,
          promotes: z.boolean(),
          hold: z.object({ since: instant, reason: z.string() }).nullable(),
        }),
      ),
      /** Ready and superseded by none; null while there is no such candidate. */
      current: z
        .object({
          releaseId: id,
          version: z.string(),
          succeededIn: z.array(id),
          /** Where any candidate of its release has succeeded. */
          releaseSucceededIn: z.array(id),
          blockedReason: z.string().nullable(),
        })
        .nullable(),
    }),
  }),
  timeline: query({
    summary: 'Which version ran when in an environment of a project, what was tried there, and its freezes.',
    reads: ['deployment', 'freeze', 'environment', 'project'],
    input: place.extend({ limit: z.number().int().min(1).max(200).default(100) }),
    output: z.object({
      /** Oldest first. Nothing is said of the time before `from`. */
      intervals: z.array(intervalSchema),
      attempts: z.array(
        z.object({
          deploymentId: id,
          number: z.number().int(),
          version: z.string(),
          status: z.enum(deploymentStatuses),
          triggeredAt: instant,
          finishedAt: instant.nullable(),
          isRollback: z.boolean(),
        }),
      ),
      freezes: z.array(occurrenceSchema.extend({ name: z.string() })),
      /** Newest first, the same that the attempts are of; each with its version, to be deployed again. */
      entries: z.array(deploymentRowSchema.extend({ releaseId: id.nullable() })),
      from: instant.nullable(),
    }),
  }),
  setPhases: command({
    summary: 'Sets the phases that candidates of a project pass through; none opens every environment.',
    input: z.object({ projectId: id, phases: phasesSchema, reason }),
    output: z.object({ phases: phasesSchema }),
  }),
  setPromotes: command({
    summary: 'Sets whether an environment takes the current candidate by itself once it is open for it.',
    input: place.extend({ promotes: z.boolean(), reason }),
    output: z.object({ promotes: z.boolean() }),
  }),
};
