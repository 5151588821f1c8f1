import { command, query, scan } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { channelSchema, placeCountersSchema, releaseRowSchema } from '../codepush/channel-model.ts';
import { rolloutPlanSchema, rolloutStepSchema } from '../codepush/plan.ts';
import { decisionSchema, judgementSchema, planSchema } from './model.ts';

const deploymentId = z.number().int();
const instant = z.number().int();
const reason = z.string().trim().max(2000).nullable().default(null);
const ofRelease = z.object({ deploymentId, reason });

const toldDecision = decisionSchema.extend({ sentence: z.string() });

/** A plan with how it would be judged this instant, by the rule that will judge it. */
const judgedPlan = planSchema.extend({
  judgement: judgementSchema,
  sentence: z.string(),
  /** When it is judged next; null while it does not run. */
  dueAt: instant.nullable(),
  /** The decision that halted it; null unless it stands halted. */
  haltedBy: toldDecision.nullable(),
});

const onRelease = { channel: channelSchema, release: releaseRowSchema, counters: placeCountersSchema };
const rolloutRow = z.object({ ...onRelease, plan: judgedPlan });
export type RolloutRow = z.infer<typeof rolloutRow>;

export const rolloutContract = {
  list: query({
    summary: 'The plans that run, are paused or were halted, newest release first.',
    reads: ['rollout', 'codepush', 'report'],
    input: z.object({ projectId: z.number().int().nullable().default(null) }).prefault({}),
    output: z.array(rolloutRow),
  }),
  get: query({
    summary: 'The plan of a release, how it stands, and its decisions with their numbers, newest first.',
    reads: ['rollout', 'codepush', 'report'],
    input: z.object({
      deploymentId,
      /** Decisions older than this one. */
      before: z.number().int().nullable().default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      ...onRelease,
      plan: judgedPlan.nullable(),
      decisions: z.array(toldDecision),
      nextBefore: z.number().int().nullable(),
    }),
  }),
  preview: scan({
    summary:
      'What a plan would do: the devices that each step reaches, and when it can open at the earliest.',
    reads: ['rollout', 'codepush', 'report'],
    input: rolloutPlanSchema.extend({ deploymentId }),
    output: z.object({
      checkedAt: instant,
      refusal: z
        .object({ message: z.string(), hint: z.string().nullable(), field: z.string().nullable() })
        .nullable(),
      /** The percentage that the release goes to at once; null when it stays where it is. */
      startsAt: z.number().nullable(),
      /** Devices known in the channel. */
      devices: z.number().int(),
      steps: z.array(
        rolloutStepSchema.extend({
          /** Known devices that it reaches, those of the steps before among them. */
          devices: z.number().int(),
          /** The earliest instant at which it can open; null for a step that has been reached. */
          opensAt: instant.nullable(),
        }),
      ),
      endsAt: instant,
    }),
  }),
  whatIf: query({
    summary: 'How a plan would judge other numbers. What is left out is as it is; null is not known.',
    reads: ['rollout', 'codepush', 'report'],
    input: z.object({
      deploymentId,
      /** Other steps than those of the plan; a release without a plan needs them. */
      steps: rolloutPlanSchema.shape.steps.nullable().default(null),
      rollout: z.number().min(0).max(100).optional(),
      /** Since the release came to its percentage. */
      hours: z.number().min(0).nullable().optional(),
      installed: z.number().int().min(0).nullable().optional(),
      failed: z.number().int().min(0).nullable().optional(),
    }),
    output: z.object({ judgement: judgementSchema, sentence: z.string() }),
  }),
  put: command({
    summary: 'Gives a release a plan, or another one. Below the first step, the rollout goes there at once.',
    input: rolloutPlanSchema.extend({ deploymentId, reason }),
    output: rolloutRow,
  }),
  judge: command({
    summary: 'Judges a running plan now and does what follows.',
    input: z.object({ deploymentId }),
    output: rolloutRow.extend({ decision: toldDecision }),
  }),
  pause: command({
    summary: 'Pauses a plan: nothing is judged, and the release stays served at its percentage.',
    input: ofRelease,
    output: rolloutRow,
  }),
  resume: command({
    summary: 'Lets a plan go on; after its own halt the release is served again and counted from now.',
    input: ofRelease,
    output: rolloutRow,
  }),
  stop: command({
    summary: 'Ends a plan; the release stays served at its percentage.',
    input: ofRelease,
    output: rolloutRow,
  }),
};
