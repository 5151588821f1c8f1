import { command, job, query, scan } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { activityRowSchema } from '../activity/model.ts';
import { buildTargets, operatingSystems } from '../build/model.ts';
import { jobSchema } from '../job/model.ts';
import { appProcedures } from './app-contract.ts';
import { boardChannelSchema, boardRolloutSchema } from './board.ts';
import {
  channelNameSchema,
  channelSchema,
  deploymentKeySchema,
  packageFactsSchema,
  placeCountersSchema,
  releaseRowSchema,
} from './channel-model.ts';
import { selectionPolicies } from './model.ts';
import { committedSchema, planPreviewSchema } from './preview.ts';
import { rolloutProcedures } from './rollout-contract.ts';

const id = z.number().int();
const instant = z.number().int();
const reason = z.string().trim().max(2000).nullable().default(null);
const range = z.string().trim().max(200);

/** What a person or a pipeline says of a new release. The package came in before, by `inspect`. */
export const newReleaseSchema = z.object({
  channelId: id,
  packageHash: z.string(),
  /** The parent build's store version when it is left out. */
  targetBinaryRange: range.nullable().default(null),
  description: z.string().default(''),
  isMandatory: z.boolean().default(false),
  isDisabled: z.boolean().default(false),
  rollout: z.number().default(100),
  /** The source it was made from; the label when it is left out. */
  tag: z.string().trim().min(1).max(200).nullable().default(null),
  /** The build it was made for. */
  parentId: id.nullable().default(null),
  reason,
});
export type NewReleaseInput = z.output<typeof newReleaseSchema>;

const changes = {
  targetBinaryRange: range.nullable().default(null),
  description: z.string().nullable().default(null),
  isMandatory: z.boolean().nullable().default(null),
  isDisabled: z.boolean().nullable().default(null),
  rollout: z.number().nullable().default(null),
};

const editInput = z.object({ deploymentId: id, ...changes, reason });
const promoteInput = z.object({
  deploymentId: id,
  /** The channel that it goes to; the first production channel of its app when left out. */
  destinationId: id.nullable().default(null),
  ...changes,
  tag: z.string().nullable().default(null),
  reason,
});

/** Back to an older release, to its contents for another range, or to the binary of the store (spec/mobile 2.8). */
export const rollbackInput = z.discriminatedUnion('how', [
  z.object({ how: z.literal('rollback'), channelId: id, label: z.string().nullable().default(null), reason }),
  z.object({
    how: z.literal('rerelease'),
    channelId: id,
    label: z.string(),
    targetBinaryRange: range,
    rollout: z.number().default(100),
    reason,
  }),
  z.object({
    how: z.literal('baseline'),
    channelId: id,
    /** The package of this build's binary, for exactly its store version; what else is given goes before it. */
    buildId: id.nullable().default(null),
    packageHash: z.string().nullable().default(null),
    targetBinaryRange: range.nullable().default(null),
    isMandatory: z.boolean().default(true),
    reason,
  }),
]);

export type PlanPreview = z.infer<typeof planPreviewSchema>;

const metricRow = placeCountersSchema.extend({
  place: z.string(),
  pending: z.number().int(),
  activeShare: z.number().nullable(),
});

export const codepushContract = {
  ...appProcedures,
  ...rolloutProcedures,
  board: query({
    summary: 'Every channel with its Live build and the newest release of each range, and every rollout.',
    reads: ['codepush', 'report', 'project', 'build'],
    input: z.void(),
    output: z.object({ channels: z.array(boardChannelSchema), rollouts: z.array(boardRolloutSchema) }),
  }),
  channels: query({
    summary: 'The CodePush channels of a project or of all, with the devices that each reaches.',
    reads: ['codepush', 'report', 'project'],
    input: z.object({ projectId: id.nullable().default(null) }).prefault({}),
    output: z.array(channelSchema.extend({ devices: z.number().int(), newest: releaseRowSchema.nullable() })),
  }),
  createChannel: command({
    summary:
      'Opens a channel: a deployment key and an empty history. A key that installed apps have can be kept.',
    input: z.object({
      projectId: id,
      os: z.enum(operatingSystems),
      target: z.enum(buildTargets),
      name: channelNameSchema.nullable().default(null),
      key: deploymentKeySchema.nullable().default(null),
      selection: z.enum(selectionPolicies).default('codepush'),
      publicKey: z.string().max(10_000).nullable().default(null),
      reason,
    }),
    output: channelSchema,
  }),
  editChannel: command({
    summary: 'Changes a channel; what is left out stays.',
    input: z.object({
      id,
      name: channelNameSchema.optional(),
      key: deploymentKeySchema.optional(),
      selection: z.enum(selectionPolicies).optional(),
      publicKey: z.string().max(10_000).nullable().optional(),
      reason,
    }),
    output: channelSchema,
  }),
  history: query({
    summary: 'The releases of a channel, newest first, each with what its clients reported.',
    reads: ['codepush', 'report'],
    input: z.object({
      channelId: id,
      /** Releases with a lower number. */
      before: z.number().int().nullable().default(null),
      limit: z.number().int().min(1).max(100).default(50),
    }),
    output: z.object({
      channel: channelSchema,
      rows: z.array(releaseRowSchema.extend({ counters: placeCountersSchema })),
      nextBefore: z.number().int().nullable(),
    }),
  }),
  get: query({
    summary: 'One release with its package, its counters, what it was made from and what was made from it.',
    reads: ['codepush', 'report'],
    input: z.object({ deploymentId: id }),
    output: z.object({
      channel: channelSchema,
      release: releaseRowSchema,
      counters: placeCountersSchema,
      devices: z.number().int(),
      package: packageFactsSchema.nullable(),
      diffs: z.array(
        z.object({
          fromHash: z.string(),
          fromLabels: z.array(z.string()),
          size: z.number().int().nullable(),
        }),
      ),
      original: releaseRowSchema.nullable(),
      copies: z.array(releaseRowSchema.extend({ channelName: z.string() })),
      /** What may be done now; a refusal's sentence stands beside what may not. */
      actions: z.array(
        z.object({
          action: z.enum(['edit', 'halt', 'resume', 'end', 'promote', 'rollback']),
          refusal: z.string().nullable(),
        }),
      ),
    }),
  }),
  events: scan({
    summary: 'Everything that was done with a release and its plan, newest first, and the plan’s own holds.',
    reads: ['activity', 'codepush', 'rollout'],
    input: z.object({ deploymentId: id }),
    output: z.object({
      entries: z.array(activityRowSchema),
      /** Slipway’s own decisions to hold, which stand in no audit log. */
      holds: z.array(z.object({ id, at: instant, sentence: z.string() })),
    }),
  }),
  inspect: job({
    summary:
      'Reads an uploaded package: stores it, hashes its contents, checks its signature. Nothing is released.',
    input: z.object({
      fileId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'This is no id of an uploaded file.'),
      fileName: z.string().max(300).nullable().default(null),
      channelId: id.nullable().default(null),
    }),
    output: jobSchema,
  }),
  makeDiffs: job({
    summary:
      'Makes the differences from the last five releases to the newest of a channel, where they are smaller.',
    input: z.object({ channelId: id }),
    output: jobSchema,
  }),
  package: query({
    summary: 'What a package is that came in.',
    reads: ['codepush'],
    input: z.object({ packageHash: z.string() }),
    output: packageFactsSchema.nullable(),
  }),
  previewRelease: query({
    summary: 'What releasing a package would do.',
    reads: ['codepush', 'report'],
    input: newReleaseSchema,
    output: planPreviewSchema,
  }),
  release: command({
    summary: 'Releases a package to a channel. It takes the next label in the same transaction.',
    input: newReleaseSchema,
    output: committedSchema,
  }),
  previewEdit: query({
    summary: 'What an edit of a release would change.',
    reads: ['codepush', 'report'],
    input: editInput,
    output: planPreviewSchema,
  }),
  edit: command({
    summary:
      'Edits a release, as a whole or not at all. Null and absent change nothing; a rollout only grows.',
    input: editInput,
    output: committedSchema,
  }),
  previewPromote: query({
    summary: 'What promoting a staging release would do.',
    reads: ['codepush', 'report'],
    input: promoteInput,
    output: planPreviewSchema.extend({ destination: channelSchema.nullable() }),
  }),
  promote: command({
    summary: 'Promotes a staging release, usually to the production channel of its app.',
    input: promoteInput,
    output: committedSchema,
  }),
  previewRollback: query({
    summary: 'What rolling a channel back would do.',
    reads: ['codepush', 'report'],
    input: rollbackInput,
    output: planPreviewSchema,
  }),
  rollback: command({
    summary: 'Rolls a channel back: older contents become the newest release.',
    input: rollbackInput,
    output: committedSchema,
  }),
  explain: query({
    summary: 'Why a device gets this answer: the walk over the history, line by line.',
    reads: ['codepush'],
    input: z.object({
      channelId: id,
      appVersion: z.string().trim().min(1),
      label: z.string().trim().nullable().default(null),
      packageHash: z.string().trim().nullable().default(null),
      clientId: z.string().trim().nullable().default(null),
      isCompanion: z.boolean().default(false),
    }),
    output: z.object({
      lines: z.array(z.object({ step: z.string(), label: z.string().nullable(), text: z.string() })),
      answer: z.object({
        available: z.boolean(),
        label: z.string().nullable(),
        isMandatory: z.boolean(),
        updateAppVersion: z.boolean(),
        shouldRunBinaryVersion: z.boolean(),
        appVersion: z.string(),
      }),
    }),
  }),
  metrics: query({
    summary: 'What clients reported, by label and by version of the binary.',
    reads: ['codepush', 'report'],
    input: z.object({ channelId: id }),
    output: z.object({
      rows: z.array(metricRow),
      devices: z.number().int(),
      quarantined: z.number().int(),
    }),
  }),
  adoption: query({
    summary: 'Active devices by place at the end of each UTC day.',
    reads: ['report'],
    input: z.object({ channelId: id, days: z.number().int().min(1).max(730).default(30) }),
    output: z.object({
      /** UTC days since 1970. */
      days: z.array(z.number().int()),
      places: z.array(z.object({ place: z.string(), active: z.array(z.number().int()) })),
    }),
  }),
  projection: scan({
    summary: 'How many of the known devices each percentage of the next release would reach.',
    reads: ['codepush', 'report'],
    input: z.object({ channelId: id, label: z.string().nullable().default(null) }),
    output: z.object({
      label: z.string(),
      devices: z.number().int(),
      /** Devices reached at 0, 1, … 100 percent. */
      reached: z.array(z.number().int()),
    }),
  }),
};
