import { command, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { environmentSchema } from '../environment/model.ts';
import {
  freezeOverrideSchema,
  freezeSchema,
  freezeScopeSchema,
  freezeWindowSchema,
  frozenSpanSchema,
  occurrenceSchema,
} from './model.ts';

const id = z.number().int();
const instant = z.number().int();
const reason = z.string().trim().min(1, 'Needs a reason.').max(2000);
const ofFreeze = z.object({ id, reason });

/** The widest span that lanes are drawn for, in ms: two weeks and the hour that a clock change adds. */
const WIDEST = 15 * 86_400_000;

const everywhere = { projects: null, environments: null, tiers: null };

const fields = {
  name: z.string().trim().min(1, 'Needs a name.').max(100),
  zone: z.string().trim().min(1).max(64),
  window: freezeWindowSchema,
  scope: freezeScopeSchema,
};

export const freezeRowSchema = freezeSchema.extend({
  /** The occurrence that stands now. */
  stands: occurrenceSchema.nullable(),
  /** The next occurrences that have not begun. */
  next: z.array(occurrenceSchema),
});
export type FreezeRow = z.infer<typeof freezeRowSchema>;

const barSchema = occurrenceSchema.extend({
  freezeId: id,
  name: z.string(),
  /** Whether only some of the projects are covered. */
  partial: z.boolean(),
});

/** What stands in an environment or begins there next, over some of its projects at least. */
export const nextFreezeSchema = barSchema.extend({ stands: z.boolean() });

const placeSchema = z.object({
  projectId: id,
  project: z.string(),
  environmentId: id,
  environment: z.string(),
});

export const judgementSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open') }),
  z.object({
    state: z.literal('frozen'),
    by: z.array(frozenSpanSchema).readonly(),
    unnamed: z.array(frozenSpanSchema).readonly(),
    until: instant.nullable(),
  }),
  z.object({ state: z.literal('overridden'), by: z.array(frozenSpanSchema).readonly(), reason: z.string() }),
]);

export const freezeContract = {
  list: query({
    summary:
      'The freezes that stand or will, the next to begin first, and those that are over, newest first.',
    reads: ['freeze'],
    input: z
      .object({
        /** Of those that are over, only ones made before this one. */
        before: id.nullable().default(null),
        limit: z.number().int().min(1).max(200).default(20),
      })
      .prefault({}),
    output: z.object({
      freezes: z.array(freezeRowSchema),
      over: z.array(freezeSchema),
      nextBefore: id.nullable(),
    }),
  }),
  lanes: query({
    summary:
      'When each environment is frozen within a span: as it stood in the past, as it will by the windows.',
    reads: ['freeze', 'environment', 'project'],
    input: z
      .object({ from: instant, to: instant, projectId: id.nullable().default(null) })
      .refine(({ from, to }) => to > from && to - from <= WIDEST, 'Lanes are drawn for up to two weeks.'),
    output: z.array(
      environmentSchema.pick({ id: true, name: true, tier: true }).extend({ bars: z.array(barSchema) }),
    ),
  }),
  at: query({
    summary: 'Whether a project is frozen in an environment at an instant, by which freezes and until when.',
    reads: ['freeze', 'environment'],
    input: z.object({
      projectId: id,
      environmentId: id,
      /** Null is now. A scheduled deployment is judged at its scheduled time. */
      at: instant.nullable().default(null),
      override: freezeOverrideSchema.nullable().default(null),
    }),
    output: judgementSchema,
  }),
  preview: query({
    summary: 'What a freeze would freeze: its next occurrences, places, scheduled deployments, workflows.',
    reads: ['freeze', 'environment', 'project', 'deployment', 'workflow'],
    input: z.object({
      /** The freeze that would be changed; null for a new one. */
      id: id.nullable().default(null),
      zone: fields.zone,
      window: fields.window,
      scope: fields.scope,
    }),
    output: z.object({
      fault: z.object({ field: z.string(), message: z.string() }).nullable(),
      /** The occurrence that would stand now. */
      stands: occurrenceSchema.nullable(),
      next: z.array(occurrenceSchema),
      /** What clock changes do to it within a year. */
      notes: z.array(z.object({ at: instant, sentence: z.string() })),
      placeCount: z.number().int(),
      places: z.array(placeSchema),
      scheduled: z.array(
        placeSchema.extend({ deploymentId: id, version: z.string(), scheduledFor: instant }),
      ),
      /** Workflows of covered places, with how many runs of each are under way; those finish. */
      workflows: z.array(placeSchema.extend({ running: z.number().int() })),
      checkedAt: instant,
    }),
  }),
  create: command({
    summary:
      'Makes a freeze: once or recurring, over projects, environments and tiers. It never reaches into the past.',
    input: z.object({ ...fields, scope: fields.scope.default(everywhere), reason }),
    output: freezeRowSchema,
  }),
  update: command({
    summary: 'Changes a freeze from now on; fields left out stay. What it froze before stays as it was.',
    input: z.object({
      id,
      name: fields.name.optional(),
      zone: fields.zone.optional(),
      window: fields.window.optional(),
      scope: fields.scope.optional(),
      /** Why the freeze is there, when that has changed. */
      reason: reason.optional(),
    }),
    output: freezeRowSchema,
  }),
  lift: command({
    summary: 'Ends the occurrence that stands now. A recurring freeze comes again with its next one.',
    input: ofFreeze,
    output: freezeRowSchema,
  }),
  remove: command({
    summary: 'Ends a freeze for good. What it froze stays in the lanes and in the log.',
    input: ofFreeze,
    output: freezeRowSchema,
  }),
};
