import * as z from '../../contract/schema.ts';
import { deploymentPolicyNames, deploymentStatuses } from '../deployment/machine.ts';
import { rollbackBranches, unfits } from './rollback-target.ts';

const id = z.number().int();
const instant = z.number().int();

/** What every act on an environment of a project is told. */
export const place = z.object({ projectId: id, environmentId: id });
export const reason = z.string().trim().min(1).max(2000).nullable().default(null);
export const policy = z.enum(deploymentPolicyNames).default('canonical');

/** Goes through what stands in the way: the freezes by name, the rest by the reason. */
export const force = z
  .object({ freezeIds: z.union([z.literal('all'), z.array(id)]), reason: z.string().nullable() })
  .nullable()
  .default(null);

export const frozenBy = z.object({
  freezeId: id,
  name: z.string(),
  reason: z.string(),
  /** Null until somebody lifts it. */
  endsAt: instant.nullable(),
});

export const rollbackInput = z.object({
  items: z
    .array(
      place.extend({
        /** A deployment to go back to instead of the rule's own target. */
        targetId: id.nullable().default(null),
        force,
        /** Scheduled deployments that are canceled with it. */
        cancelScheduled: z.array(id).default([]),
      }),
    )
    .min(1)
    .max(100),
  reason,
  policy,
});
export type RollbackInput = z.output<typeof rollbackInput>;

const otherTarget = z.object({ deploymentId: id, version: z.string() });

const rollbackPlanSchema = z.object({
  targetId: id,
  version: z.string(),
  branch: z.enum(rollbackBranches),
  because: z.string(),
  fromVersion: z.string().nullable(),
  /** Of the target: its version's own record, its commit, and how it fared there before. */
  target: z.object({
    releaseId: id.nullable(),
    commitSha: z.string().nullable(),
    /** How long it ran there in all, in ms. */
    ranMs: z.number().int(),
    /** How many of its attempts there failed. */
    failures: z.number().int(),
  }),
  /** What runs now; null when nothing does. */
  running: z.object({ commitSha: z.string().nullable(), since: instant }).nullable(),
  replaced: z.object({ number: z.number().int(), version: z.string(), isAbandoned: z.boolean() }),
  cancels: z.array(
    z.object({
      deploymentId: id,
      number: z.number().int(),
      version: z.string(),
      from: z.enum(deploymentStatuses),
      triggeredAt: instant,
      to: z.enum(deploymentStatuses),
    }),
  ),
  /** How many must end before it is dispatched. */
  waitsFor: z.number().int(),
  scheduled: z.array(otherTarget.extend({ scheduledFor: instant.nullable() })),
  walkBack: otherTarget.nullable(),
  undo: otherTarget.nullable(),
  warnings: z.array(z.string()),
  /** What the rule passed over on its way to the target. */
  skipped: z.array(otherTarget.extend({ why: z.enum(unfits) })),
  /** The versions that go away with it, the newest first, each with its own record where there is one. */
  goesAway: z.array(z.object({ version: z.string(), releaseId: id.nullable() })),
  hasWorkflow: z.boolean(),
});

/** What a rollback would do in one place; a refusal stands in the words of the act. */
export const rollbackItemSchema = z.object({
  projectId: id,
  project: z.string(),
  environmentId: id,
  environment: z.string(),
  /** Null when it can be done. */
  refusal: z.string().nullable(),
  frozenBy: z.array(frozenBy),
  /** What would be done, also where a freeze stands against it; null when there is nothing to do. */
  plan: rollbackPlanSchema.nullable(),
});
export type RollbackItem = z.infer<typeof rollbackItemSchema>;
