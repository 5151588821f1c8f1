import { command, query, scan } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { distributionRowSchema } from '../distribution/record.ts';
import { planStatuses } from '../rollout/machine.ts';
import { channelSchema, placeCountersSchema, releaseRowSchema } from './channel-model.ts';
import { committedSchema, planPreviewSchema } from './preview.ts';

const id = z.number().int();
const reason = z.string().trim().max(2000).nullable().default(null);
const ofRelease = z.object({ deploymentId: id });
const ofProject = z.object({ projectId: id.nullable().default(null) });

/** What is so now, and what would be. */
const change = <Value extends z.ZodType>(value: Value) => z.object({ before: value, after: value });

const changePreviewSchema = planPreviewSchema.extend({
  /** What the change comes to; null when it is refused. */
  effect: z
    .object({
      /** Known devices whose bucket is let in while it is served; nobody's while it is disabled. */
      reach: change(z.number().int()),
      /** Whether it holds up the next release for some of the same binaries. */
      holdsUp: change(z.boolean()),
      /** The plan that leads it, and how it is judged then. */
      plan: change(z.enum(planStatuses)).extend({ sentence: z.string() }).nullable(),
    })
    .nullable(),
});

const preview = (summary: string) =>
  scan({
    summary,
    reads: ['codepush', 'report', 'rollout'],
    input: ofRelease,
    output: changePreviewSchema,
  });

const rolloutSummary = z.object({
  channel: channelSchema,
  release: releaseRowSchema,
  counters: placeCountersSchema,
});

/** What is done about rollouts that are under way. */
export const rolloutProcedures = {
  previewHalt: preview('What halting a rollout would do: for devices, for the next release, for its plan.'),
  halt: command({
    summary: 'Halts a rollout: the release is disabled and keeps its percentage.',
    input: ofRelease.extend({ reason }),
    output: committedSchema,
  }),
  previewResume: preview('What resuming a rollout would do.'),
  resume: command({
    summary: 'Resumes a halted rollout at its percentage.',
    input: ofRelease.extend({ reason }),
    output: committedSchema,
  }),
  previewEnd: preview('What ending a rollout early would do.'),
  end: command({
    summary: 'Ends a rollout early: disabled for good, and the next release may come.',
    input: ofRelease.extend({ reason }),
    output: committedSchema,
  }),
  rollouts: query({
    summary: 'Every rollout that is under way, and those that were halted.',
    reads: ['codepush', 'report'],
    input: ofProject.prefault({}),
    output: z.array(rolloutSummary),
  }),
  previewHaltAll: scan({
    summary: 'What halting everything would halt, and what goes on all the same because a store has it.',
    reads: ['codepush', 'report', 'rollout', 'distribution'],
    input: ofProject.prefault({}),
    output: z.object({
      checkedAt: z.number().int(),
      /** Why it would do nothing. */
      refusal: z.string().nullable(),
      halts: z.array(
        rolloutSummary.extend({ reach: z.number().int(), plan: z.enum(planStatuses).nullable() }),
      ),
      /** Halted already; they stay as they are. */
      halted: z.number().int(),
      /** Staged rollouts that are under way in a store: only the store can halt them. */
      goesOn: z.array(
        z.object({ distribution: distributionRowSchema, storeLabel: z.string(), share: z.number() }),
      ),
    }),
  }),
  haltAll: command({
    summary: 'Halts every rollout that is under way, in a project or everywhere.',
    input: ofProject.extend({ reason }),
    output: z.object({ halted: z.array(releaseRowSchema) }),
  }),
};
