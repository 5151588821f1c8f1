import * as z from '../../contract/schema.ts';
import { tierSchema } from '../environment/model.ts';

const id = z.number().int();
const instant = z.number().int().min(0).max(8_640_000_000_000);

const bounds = {
  /** From when it counts. */
  startsAt: instant,
  /** Up to when it counts; null until somebody lifts it. */
  endsAt: instant.nullable(),
};

/** The shortest and the longest occurrence of a recurring window, in minutes: 5 minutes to 60 days. */
export const MINUTES = { least: 5, most: 60 * 24 * 60 } as const;

/**
 * When a freeze freezes: once, or again and again between its bounds. A recurring window begins by a cron pattern of five
 * fields in the freeze's zone and lasts so many minutes of elapsed time, whatever the clocks on the wall do meanwhile.
 */
export const freezeWindowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once'), ...bounds }),
  z.object({
    kind: z.literal('recurring'),
    ...bounds,
    cron: z.string().trim().min(1).max(100),
    minutes: z.number().int().min(MINUTES.least).max(MINUTES.most),
  }),
]);
export type FreezeWindow = z.infer<typeof freezeWindowSchema>;

/** What a freeze covers: every project, environment and tier, or those that are named; a place must fit all three. */
export const freezeScopeSchema = z.object({
  projects: z.array(id).min(1).max(500).nullable(),
  environments: z.array(id).min(1).max(500).nullable(),
  tiers: z.array(tierSchema).min(1).nullable(),
});
export type FreezeScope = z.infer<typeof freezeScopeSchema>;

export const freezeSchema = z.object({
  id,
  uid: z.string(),
  name: z.string(),
  reason: z.string(),
  /** IANA name of the zone that it is meant in. */
  zone: z.string(),
  window: freezeWindowSchema,
  scope: freezeScopeSchema,
  createdBy: z.string().nullable(),
  createdAt: instant,
  removedAt: instant.nullable(),
});
export type Freeze = z.infer<typeof freezeSchema>;

/** A span in which a freeze freezes, `[startsAt, endsAt)`; without an end until it is lifted. */
export const occurrenceSchema = z.object({ startsAt: instant, endsAt: instant.nullable() });
export type Occurrence = z.infer<typeof occurrenceSchema>;

/** An occurrence with the freeze that it is of, as it stood then. */
export const frozenSpanSchema = occurrenceSchema.extend({
  freezeId: id,
  name: z.string(),
  reason: z.string(),
  scope: freezeScopeSchema,
});
export type FrozenSpan = z.infer<typeof frozenSpanSchema>;

/** An act that goes through freezes names each of them and says why. */
export const freezeOverrideSchema = z.object({
  freezeIds: z.array(id).min(1).max(500),
  reason: z.string().trim().min(1, 'Say why it goes through the freeze.').max(2000),
});
export type FreezeOverride = z.infer<typeof freezeOverrideSchema>;
