import { command, desk, job, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { slotSchema } from '../action/model.ts';
import { jobSchema } from '../job/model.ts';
import { deliverySettingsSchema, deliverySteps } from './delivery.ts';
import { distributionStatuses } from './machine.ts';
import { distributionDraftSchema, releaseMethods, remoteIdSchema } from './model.ts';
import {
  distributionEventSchema,
  distributionRowSchema,
  findingSchema,
  outputRowSchema,
  stagedChoiceSchema,
  stagedMoveSchema,
  stagedViewSchema,
  storeSeenSchema,
  storeWordsSchema,
} from './record.ts';
import { stores, tracks } from './stores.ts';

const id = z.number().int();
const instant = z.number().int();
const store = z.enum(stores);
const track = z.enum(tracks);
const reason = z.string().trim().max(2000).nullable().default(null);
const app = z.object({ projectId: id, store });

/** What a person or a pipeline asks for: a draft for one build. The store follows from the build. */
const newDistributionSchema = distributionDraftSchema.extend({ deploymentId: id, reason });
export type NewDistribution = z.output<typeof newDistributionSchema>;

/** Other choices than the ones that are taken over; what is left out stays. */
const changesSchema = z.object({
  releaseNotes: z.string().optional(),
  userFraction: z.number().optional(),
  updatePriority: z.number().optional(),
  uploadMetadata: z.boolean().optional(),
  uploadScreenshots: z.boolean().optional(),
  shouldSubmitForReview: z.boolean().optional(),
  shouldAutoRelease: z.boolean().optional(),
});
export type DraftChanges = z.output<typeof changesSchema>;

const choice = <Value extends z.ZodType>(value: Value) =>
  z.object({ value, label: z.string(), reason: z.string().nullable() });

const fieldStateSchema = z.discriminatedUnion('legal', [
  z.object({ legal: z.literal(true) }),
  z.object({
    legal: z.literal(false),
    reason: z.string(),
    /** What may be sent all the same, the usual one first. */
    values: z.array(z.union([z.number(), z.boolean()])).readonly(),
  }),
]);

const checkSchema = z.object({
  checkedAt: instant,
  store,
  storeLabel: z.string(),
  /** The longest release notes, in Unicode code points of one language. */
  notesLimit: z.number().int(),
  /** Any of them keeps the distribution from being made. */
  refusals: z.array(findingSchema).readonly(),
  warnings: z.array(findingSchema).readonly(),
  fields: z.record(distributionDraftSchema.keyof(), fieldStateSchema),
  tracks: z.array(choice(track)).readonly(),
  methods: z.array(choice(z.enum(releaseMethods))).readonly(),
  /** The track that a promotion takes the build from. */
  promotesFrom: track.nullable(),
});

const committed = z.object({ distribution: distributionRowSchema, warnings: z.array(findingSchema) });

const stagedInput = z.object({ id, move: stagedMoveSchema });

const trustInput = app.extend({ hash: z.string(), trusted: z.boolean().default(true), reason });
const trustOutput = z.object({ hash: z.string(), trusted: z.boolean() });
const secretOutput = z.object({ slot: z.string(), kept: z.boolean() });

/** What a delivery is asked for: the whole of it, the store's present state, or a move of the staged rollout. */
const deliverInput = z.discriminatedUnion('act', [
  z.object({ act: z.literal('deliver'), id, reason }),
  z.object({ act: z.literal('poll'), id }),
  z.object({ act: z.literal('staged'), id, move: stagedMoveSchema, reason }),
]);

export const distributionContract = {
  list: query({
    summary: 'Distributions to the stores, newest first; a page begins below an id.',
    reads: ['distribution', 'build', 'deployment', 'project'],
    input: z
      .object({
        projectId: id.nullable().default(null),
        deploymentId: id.nullable().default(null),
        store: store.nullable().default(null),
        /** Null is every one; an empty list matches nothing. */
        statuses: z.array(z.enum(distributionStatuses)).nullable().default(null),
        before: id.nullable().default(null),
        limit: z.number().int().min(1).max(500).default(50),
      })
      .prefault({}),
    output: z.object({
      rows: z.array(distributionRowSchema.extend({ share: z.number().nullable() })),
      nextBefore: id.nullable(),
    }),
  }),
  count: query({
    summary: 'How many distributions have each delivery status; capped at 1,000 ("1,000+").',
    reads: ['distribution'],
    input: z
      .object({ projectId: id.nullable().default(null), store: store.nullable().default(null) })
      .prefault({}),
    output: z.array(
      z.object({ status: z.enum(distributionStatuses), count: z.number().int(), exact: z.boolean() }),
    ),
  }),
  get: query({
    summary: 'One distribution with its course, its state in the store and what may be done now.',
    reads: ['distribution', 'build', 'deployment', 'job'],
    input: z.union([z.object({ id }), z.object({ uid: z.string().max(100) })]),
    output: z.object({
      distribution: distributionRowSchema,
      events: z.array(distributionEventSchema),
      /** What its deliveries wrote; `output` reads it. */
      outputRows: z.number().int(),
      storeState: storeWordsSchema.nullable(),
      staged: stagedViewSchema.extend({ choices: z.array(stagedChoiceSchema) }).nullable(),
      /** The moves that its own machine allows now. */
      moves: z.array(z.object({ event: z.string(), to: z.enum(distributionStatuses) })),
      /** Why it cannot be tried anew; null when it can. */
      retryRefusal: z.string().nullable(),
      /** The tracks that its build can be promoted to, each with the reason why not now. */
      promotions: z.array(z.object({ track, label: z.string(), reason: z.string().nullable() })),
      /** What Google Play refused, in plain words, when the failure says it. */
      explained: z
        .object({ reason: z.string(), message: z.string(), hint: z.string(), remedy: z.string() })
        .nullable(),
      tries: z.array(distributionRowSchema),
      delivery: z.object({
        steps: z.array(z.enum(deliverySteps)),
        runningJobId: id.nullable(),
      }),
    }),
  }),
  output: query({
    summary: 'What the deliveries of a distribution wrote, a page after an id; secrets are masked.',
    reads: ['distribution'],
    input: z.object({
      id,
      after: id.nullable().default(null),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    output: z.object({ rows: z.array(outputRowSchema), nextAfter: id.nullable() }),
  }),
  check: query({
    summary:
      'What a draft would meet: legal fields with the reason beside each other one, refusals, warnings.',
    reads: ['distribution', 'build', 'deployment', 'credential'],
    input: newDistributionSchema.omit({ reason: true }),
    output: checkSchema,
  }),
  create: command({
    summary: 'Makes a distribution of a build to a track of its store, by the rules that `check` shows.',
    input: newDistributionSchema,
    output: committed,
  }),
  promote: command({
    summary: 'Brings a build from the track of a distribution to a higher one, without another upload.',
    input: z.object({ id, track: z.string(), changes: changesSchema.default({}), reason }),
    output: committed,
  }),
  retry: command({
    summary: 'Tries a failed or canceled distribution anew, as another one that is linked to it.',
    input: z.object({ id, changes: changesSchema.default({}), reason }),
    output: committed,
  }),
  report: command({
    summary: 'Says how a distribution goes on: its status, forward only, and what the store calls it.',
    input: z.object({
      id,
      status: z.enum(distributionStatuses).nullable().default(null),
      remoteId: remoteIdSchema.nullable().default(null),
      errorMessage: z.string().trim().max(20_000).nullable().default(null),
      reason,
    }),
    output: distributionRowSchema,
  }),
  cancel: command({
    summary: 'Cancels a distribution; a command that delivers it is ended with everything it started.',
    input: z.object({ id, reason }),
    output: distributionRowSchema,
  }),
  setStoreState: command({
    summary:
      'Records what the store says of a distribution; a review’s verdict is written to its build as well.',
    input: z.object({
      id,
      state: z.string().trim().min(1).max(100),
      /** The share beside a state that is staged, 0 to 1. */
      userFraction: z.number().min(0).max(1).nullable().default(null),
      reason,
    }),
    output: distributionRowSchema,
  }),
  previewStaged: query({
    summary: 'What a move of a staged rollout would come to in its store, or why the store would refuse it.',
    reads: ['distribution'],
    input: stagedInput,
    output: z.object({
      checkedAt: instant,
      refusal: z.string().nullable(),
      before: stagedViewSchema.nullable(),
      after: stagedViewSchema.nullable(),
      note: z.string().nullable(),
    }),
  }),
  staged: command({
    summary:
      'Records a move of a staged rollout that was made in the store: halt, resume, widen and the rest.',
    input: stagedInput.extend({ reason }),
    output: distributionRowSchema,
  }),
  seen: query({
    summary: 'What is known of an app in its store beside its distributions.',
    reads: ['distribution'],
    input: app,
    output: storeSeenSchema,
  }),
  setSeen: command({
    summary:
      'Says what a person saw in the store: tracks that carry a release, and whether its console waits.',
    input: app.extend({
      released: z.array(track).max(10).optional(),
      waitsForConsole: z.boolean().optional(),
      reason,
    }),
    output: storeSeenSchema,
  }),
  delivery: query({
    summary: 'How the builds of a project get to a store: a command or a call of its owner’s own.',
    reads: ['distribution'],
    input: app,
    output: z.object({
      settings: deliverySettingsSchema.nullable(),
      /** The names of the secrets that the settings ask for. */
      slots: z.array(z.string()),
      updatedAt: instant.nullable(),
    }),
  }),
  putDelivery: command({
    summary:
      'Sets or, with null, takes away how builds get to a store. Nothing of it runs until it is trusted.',
    input: app.extend({ settings: deliverySettingsSchema.nullable(), reason }),
    output: z.object({ settings: deliverySettingsSchema.nullable() }),
  }),
  deliveryTrust: desk({
    summary:
      'Whether this machine trusts the delivery settings as they are, and which secrets it holds for them.',
    reads: ['distribution', 'settings'],
    input: app,
    output: z.object({
      /** Of the settings that were read; null when there are none. */
      hash: z.string().nullable(),
      trusted: z.boolean(),
      secrets: z.array(z.object({ slot: z.string(), kept: z.boolean() })),
    }),
  }),
  trustDelivery: desk({
    summary:
      'Says that a person has read the delivery settings with this hash and lets this machine run them.',
    input: trustInput,
    output: trustOutput,
  }),
  noteTrust: command({
    summary:
      'Notes that a machine trusts delivery settings or does not; `trustDelivery` is what makes it so.',
    input: trustInput.extend({ known: z.boolean() }),
    output: trustOutput,
  }),
  setDeliverySecret: desk({
    summary: 'Keeps a secret of a delivery on this machine, or takes it away. It is never read back.',
    input: app.extend({ slot: slotSchema, value: z.string().min(4).max(100_000).nullable(), reason }),
    output: secretOutput,
  }),
  noteDeliverySecret: command({
    summary: 'Notes that a machine keeps a secret of a delivery. The value itself never comes here.',
    input: app.extend({ slot: slotSchema, held: z.boolean(), known: z.boolean(), reason }),
    output: secretOutput,
  }),
  deliver: job({
    summary:
      'Delivers a distribution by its project’s own command or call, asks the store, or moves the rollout.',
    input: deliverInput,
    output: jobSchema,
  }),
};
