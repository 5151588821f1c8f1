import * as z from '../../contract/schema.ts';
import type { Tone } from '../../machine.ts';
import { outputStreams } from '../action/model.ts';
import { buildTargets, operatingSystems } from '../build/model.ts';
import { deliverySteps } from './delivery.ts';
import { distributionSchema } from './model.ts';
import { stagedFactsSchema } from './rollout.ts';
import { stagedMoveKinds } from './staged-machines.ts';
import { appStoreVersionStates } from './store-state.ts';
import { tracks } from './stores.ts';

const id = z.number().int();
const instant = z.number().int();
const share = z.number().min(0).max(1);
const tones = ['ok', 'bad', 'err', 'warn', 'rb', 'accent', 'dim', 'ice'] as const satisfies readonly Tone[];

/** A distribution as a list shows it: with the build that it delivers. */
export const distributionRowSchema = distributionSchema.extend({
  project: z.string(),
  deploymentUid: z.string(),
  deploymentNumber: z.number().int(),
  os: z.enum(operatingSystems),
  target: z.enum(buildTargets),
  tag: z.string(),
  envVersion: z.string(),
  storeVersion: z.string().nullable(),
  versionCode: z.number().int().nullable(),
  /** What is known of its staged rollout beside the store's word. */
  staged: stagedFactsSchema.nullable(),
  /** The job that delivers it, or the last one that did. */
  jobId: id.nullable(),
});
export type DistributionRow = z.infer<typeof distributionRowSchema>;

/**
 * What happens to a distribution: its own moves, what its store says of it, and what a delivery did. Output has kinds
 * and a query of its own.
 */
/** The kinds of entries that are what a delivery wrote. */
export const outputKinds = outputStreams;

export const distributionEventKinds = [
  'created',
  'uploading',
  'succeeded',
  'failed',
  'canceled',
  'remote_id',
  'store_state',
  'staged',
  'step',
  'step_end',
  'note',
] as const;
export type DistributionEventKind = (typeof distributionEventKinds)[number];

export const distributionEventSchema = z.object({
  id,
  at: instant,
  kind: z.enum(distributionEventKinds),
  text: z.string(),
  /** Of the end of a step: what ended it. */
  facts: z
    .object({
      step: z.enum(deliverySteps),
      exitCode: z.number().int().nullable(),
      httpStatus: z.number().int().nullable(),
      durationMs: z.number(),
    })
    .nullable(),
  actor: z.string().nullable(),
});
export type DistributionEventRow = z.infer<typeof distributionEventSchema>;

export const outputRowSchema = z.object({
  id,
  at: instant,
  stream: z.enum(outputStreams),
  text: z.string(),
});
export type OutputRow = z.infer<typeof outputRowSchema>;

/** One rule that an input breaks, or a thing to know of it, beside its field. */
export const findingSchema = z.object({ field: z.string(), message: z.string() });

/** A store's state in plain words beside its own. */
export const storeWordsSchema = z.object({
  state: z.string(),
  label: z.string(),
  tone: z.enum(tones),
});

export const stagedViewSchema = z.object({
  status: z.string(),
  label: z.string(),
  tone: z.enum(tones),
  /** How many of its users it reaches, 0 to 1. */
  share,
  /** The App Store's day, 1 to 7, and the days of pause that are used up. */
  day: z.number().int().nullable(),
  pausedDays: z.number().int().nullable(),
});

export const stagedMoveSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['start', 'widen']), userFraction: z.number() }),
  /** Null goes on at the share where it was halted. */
  z.object({ kind: z.literal('resume'), userFraction: z.number().nullable().default(null) }),
  z.object({ kind: z.enum(['halt', 'complete', 'roll_back']) }),
]);

export const stagedChoiceSchema = z.object({
  kind: z.enum(stagedMoveKinds),
  /** Why it is not possible now; null when it is. */
  reason: z.string().nullable(),
});

type VersionState = keyof typeof appStoreVersionStates;

/** What is known of the store itself, told by a person or seen in a delivery. */
export const storeSeenSchema = z.object({
  /** Tracks that carry a release which no distribution here delivered. */
  released: z.array(z.enum(tracks)),
  /** The state of the version that App Store Connect works on, from the distributions to Production. */
  appStoreVersion: z.enum(Object.keys(appStoreVersionStates) as [VersionState, ...VersionState[]]).nullable(),
  /** Google Play waits for a person in its console; nothing more is delivered until then. */
  waitsForConsole: z.boolean(),
});
