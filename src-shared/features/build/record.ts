import * as z from '../../contract/schema.ts';
import { deploymentStatuses } from '../deployment/machine.ts';
import { tierSchema } from '../environment/model.ts';
import { buildFactsSchema, storeStates } from './model.ts';

const id = z.number().int();
const instant = z.number().int();

/** A build as a list shows it: its deployment and its facts, without the long lists among them. */
export const buildRowSchema = buildFactsSchema.omit({ plugins: true, extensions: true }).extend({
  id,
  uid: z.string(),
  number: z.number().int(),
  kind: z.literal('build'),
  status: z.enum(deploymentStatuses),
  projectId: id,
  project: z.string(),
  environmentId: id,
  environment: z.string(),
  tier: tierSchema,
  commitSha: z.string().nullable(),
  actor: z.string().nullable(),
  triggeredAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  errorMessage: z.string().nullable(),
  /** The stored artifact by its SHA-256; null when there is a link at most. */
  blob: z.string().nullable(),
  /** What the build service calls it. */
  remoteId: z.string().nullable(),
  /** The package that its binary starts with; null when none is known. */
  baseline: z.string().nullable(),
  /** The build whose inputs it tries again. */
  retryOf: id.nullable(),
  /** The store's users get this one: it became Live and nothing has ended that. */
  live: z.boolean(),
});
export type BuildRow = z.infer<typeof buildRowSchema>;

/** A build with all its facts. */
export const buildSchema = buildRowSchema.extend(
  buildFactsSchema.pick({ plugins: true, extensions: true }).shape,
);
export type Build = z.infer<typeof buildSchema>;

/**
 * What can happen to a build around its store: `state` is its answer in the usual course, `correction` any other change
 * of it; `live` and `live_ended` begin and end its time as the Live build; `force_update` sends its users to the store.
 */
export const storeEventKinds = ['state', 'correction', 'live', 'live_ended', 'force_update'] as const;
export type StoreEventKind = (typeof storeEventKinds)[number];

/** One change in a build's life in the store. Its state, Live interval and Force Update derive from these. */
export const storeEventSchema = z.object({
  id,
  kind: z.enum(storeEventKinds),
  /** What the store says from then on; null where the kind says it all. */
  state: z.enum(storeStates).nullable(),
  occurredAt: instant,
  recordedAt: instant,
  actor: z.string().nullable(),
  note: z.string().nullable(),
});
export type StoreEvent = z.infer<typeof storeEventSchema>;
