import * as z from '../../contract/schema.ts';
import { tierSchema } from '../environment/model.ts';
import { frozenSpanSchema } from '../freeze/model.ts';
import { deploymentEvents, deploymentPolicyNames, deploymentStatuses } from './machine.ts';
import { artifactSchema, issueSchema, stepSchema } from './parts.ts';

export const deploymentKinds = ['environment', 'build', 'code-push', 'fleet'] as const;
export const sources = ['desk', 'gateway', 'import', 'connection', 'system'] as const;

/** Overlay flags are not statuses (spec/releases 2.3). The order is the bit in the stored mask: append only. */
export const deploymentFlags = [
  'rollback',
  'hotfix',
  'forced',
  'during_freeze',
  'marked_bad',
  'out_of_order',
  'stale',
  'paused',
  'live',
  'synthetic',
] as const;
export type DeploymentFlag = (typeof deploymentFlags)[number];

export function flagMask(flags: readonly DeploymentFlag[]): number {
  return flags.reduce((mask, flag) => mask | (1 << deploymentFlags.indexOf(flag)), 0);
}

export function flagsOf(mask: number): DeploymentFlag[] {
  return deploymentFlags.filter((_, bit) => mask & (1 << bit));
}

const instant = z.number().int();

/** A row of a list: everything the grid and the peek's head show, nothing else. */
export const deploymentRowSchema = z.object({
  id: z.number().int(),
  uid: z.string(),
  number: z.number().int(),
  kind: z.enum(deploymentKinds),
  status: z.enum(deploymentStatuses),
  policy: z.enum(deploymentPolicyNames),
  projectId: z.number().int(),
  project: z.string(),
  environmentId: z.number().int(),
  environment: z.string(),
  tier: tierSchema,
  version: z.string(),
  fromVersion: z.string().nullable(),
  commitSha: z.string().nullable(),
  actor: z.string().nullable(),
  source: z.enum(sources),
  attempt: z.number().int(),
  triggeredAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  errorMessage: z.string().nullable(),
  flags: z.array(z.enum(deploymentFlags)),
  /** The import that brought the row, while it can be undone. */
  importId: z.number().int().nullable(),
});
export type DeploymentRow = z.infer<typeof deploymentRowSchema>;

/** One change of a deployment. Current state, attempts and every past instant derive from these. */
export const deploymentEventSchema = z.object({
  id: z.number().int(),
  attempt: z.number().int(),
  status: z.enum(deploymentStatuses),
  cause: z.enum(['record', 'reschedule', ...deploymentEvents]),
  occurredAt: instant,
  recordedAt: instant,
  actor: z.string().nullable(),
  note: z.string().nullable(),
});
export type DeploymentEventRow = z.infer<typeof deploymentEventSchema>;

export const attemptSchema = z.object({
  attempt: z.number().int(),
  status: z.enum(deploymentStatuses),
  triggeredAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  succeededAt: instant.nullable(),
  rolledBackAt: instant.nullable(),
  errorMessage: z.string().nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** A move that the record's own machine allows now. */
export const allowedMoveSchema = z.object({
  event: z.enum(deploymentEvents),
  to: z.enum(deploymentStatuses),
  needsReason: z.boolean(),
});
export type AllowedMove = z.infer<typeof allowedMoveSchema>;

/** How long successes of the same project in the same environment took, from the newest of them. */
export const usualTimeSchema = z.object({
  count: z.number().int(),
  medianMs: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type UsualTime = z.infer<typeof usualTimeSchema>;

export const deploymentDetailSchema = deploymentRowSchema.extend({
  releaseId: z.number().int().nullable(),
  occurredAt: instant,
  recordedAt: instant,
  succeededAt: instant.nullable(),
  scheduledFor: instant.nullable(),
  description: z.string().nullable(),
  notes: z.string().nullable(),
  reason: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  raw: z.object({ system: z.string(), body: z.unknown() }).nullable(),
  aliases: z.array(z.object({ system: z.string(), externalId: z.string() })),
  attempts: z.array(attemptSchema),
  events: z.array(deploymentEventSchema),
  steps: z.array(stepSchema),
  issues: z.array(issueSchema),
  artifacts: z.array(artifactSchema),
  releaseArtifacts: z.array(artifactSchema),
  moves: z.array(allowedMoveSchema),
  usual: usualTimeSchema,
  /** Whether a workflow of ours carries out deployments there. */
  hasWorkflow: z.boolean(),
  /** The run of a workflow that carries it out at this time. */
  openRunId: z.number().int().nullable(),
  /** True when this record is what runs in its environment now. */
  running: z.boolean(),
  /** What keeps other versions away from there now; null unless this record is what runs there. */
  there: z
    .object({
      freezes: z.array(frozenSpanSchema.pick({ freezeId: true, name: true, endsAt: true })),
      /** What holds auto-promotion back. */
      hold: z.object({ since: instant, reason: z.string() }).nullable(),
    })
    .nullable(),
  /** The success that ran when this one was triggered. */
  replaces: deploymentRowSchema.nullable(),
  /** The success that took its place, when there is one. */
  replacedBy: deploymentRowSchema.nullable(),
  sameRelease: z.array(deploymentRowSchema),
});
export type DeploymentDetail = z.infer<typeof deploymentDetailSchema>;
