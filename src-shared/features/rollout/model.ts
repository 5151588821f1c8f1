import * as z from '../../contract/schema.ts';
import type { RolloutAction, RolloutJudgement, RolloutReason } from '../codepush/plan.ts';
import { rolloutPlanSchema, rolloutStepSchema } from '../codepush/plan.ts';
import { planStatuses } from './machine.ts';

export const rolloutActions = ['advance', 'hold', 'halt', 'done'] as const satisfies readonly RolloutAction[];
const rolloutReasons = [
  'complete',
  'superseded',
  'last_step_passed',
  'halted',
  'not_begun',
  'no_data',
  'too_many_failures',
  'failures_unclear',
  'too_few_reports',
  'too_early',
  'step_passed',
] as const satisfies readonly RolloutReason[];

/** A judgement as the rules make it, with everything that it was made from. */
export const judgementSchema: z.ZodType<RolloutJudgement> = z.object({
  action: z.enum(rolloutActions),
  reasons: z.array(z.enum(rolloutReasons)),
  rollout: z.number(),
  nextPercent: z.number().nullable(),
  step: rolloutStepSchema.nullable(),
  hours: z.number().nullable(),
  reports: z.number().int().nullable(),
  failed: z.number().int().nullable(),
  failureRate: z.number().nullable(),
  lowerBound: z.number().nullable(),
});

/** Devices that reported an installation and a failure of a release: its row of the metrics. */
export const reportedSchema = z.object({ installed: z.number().int(), failed: z.number().int() });
export type Reported = z.infer<typeof reportedSchema>;

/** The plan of a release. */
export const planSchema = rolloutPlanSchema.extend({
  deploymentId: z.number().int(),
  channelId: z.number().int(),
  status: z.enum(planStatuses),
  /** Since when the release has been served at its percentage, as far as the plan knows, in ms. */
  enteredAt: z.number().int(),
  /** What was reported when a person resumed the plan after a halt: they answer for it, and later reports are judged. */
  countedFrom: reportedSchema,
  /** When it began, the last time that it did. */
  begunAt: z.number().int(),
});
export type Plan = z.infer<typeof planSchema>;

/** A judgement that was acted on, or that held for a new reason. */
export const decisionSchema = z.object({
  id: z.number().int(),
  at: z.number().int(),
  /** What came of the judgement: `hold` also when the channel refused to advance. */
  verdict: z.enum(rolloutActions),
  /** Who asked for it; null when Slipway judged by itself. */
  actor: z.string().nullable(),
  judgement: judgementSchema,
  /** The release's metrics at that instant. */
  reported: reportedSchema,
  /** Why the channel did not do what was judged. */
  refusal: z.string().nullable(),
});
export type Decision = z.infer<typeof decisionSchema>;
