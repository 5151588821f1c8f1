import { query, scan } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { changeKeySchema, changeRowSchema } from './changes.ts';
import { matrixSchema } from './model.ts';

const instant = z.number().int().min(0);

const asOfSchema = z.object({
  /** As it was at this instant. */
  at: instant,
  /** As far as was known at this instant; null takes everything recorded since. */
  knownAt: instant.nullable().default(null),
});

/** One side of a comparison: the whole matrix at an instant, or one environment's column. */
const sideSchema = z.object({
  at: instant.nullable().default(null),
  knownAt: instant.nullable().default(null),
  environmentId: z.number().int().nullable().default(null),
});

const diffEntrySchema = z.object({
  projectId: z.number().int(),
  project: z.string(),
  environmentId: z.number().int().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  beforeId: z.number().int().nullable(),
  afterId: z.number().int().nullable(),
  kind: z.enum(['unchanged', 'changed', 'new', 'removed']),
});

export const matrixContract = {
  read: query({
    summary:
      'What runs where now: the latest success of every project in every environment, with drift and overlays.',
    reads: ['deployment', 'project', 'environment', 'release', 'freeze'],
    input: z.void(),
    output: matrixSchema,
  }),
  asOf: scan({
    summary: 'The matrix at a past instant, on both clocks.',
    reads: ['deployment', 'project', 'environment', 'release', 'freeze'],
    input: asOfSchema,
    output: matrixSchema,
  }),
  changes: query({
    summary:
      'What moved deployments, and when freezes and holds began and ended, newest first; each is an instant the matrix can be set to.',
    reads: ['deployment', 'freeze', 'environment'],
    input: z.object({
      /** The last change of the page before. */
      cursor: changeKeySchema.nullable().default(null),
      /** Begins the page a few changes after this instant, when no cursor says where. */
      around: instant.nullable().default(null),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.object({ rows: z.array(changeRowSchema), nextCursor: changeKeySchema.nullable() }),
  }),
  clock: query({
    summary: 'Where an instant stands among the changes: the ends of history, the steps to both sides.',
    reads: ['deployment', 'freeze', 'environment'],
    input: z.object({
      /** Null is now. */
      at: instant.nullable().default(null),
    }),
    output: z.object({
      first: instant.nullable(),
      last: instant.nullable(),
      earlier: instant.nullable(),
      later: instant.nullable(),
      /** Changes after the instant, counted to 1,000. */
      laterCount: z.number().int(),
    }),
  }),
  ticks: scan({
    summary: 'How dense the changes of a span are and where they failed; by the day when the span is long.',
    reads: ['deployment'],
    input: z.object({ from: instant, to: instant, slots: z.number().int().min(1).max(1000).default(300) }),
    output: z.array(z.object({ at: instant, count: z.number().int(), failed: z.number().int() })),
  }),
  diff: scan({
    summary: 'Compares two instants, or two environments at given instants, cell by cell.',
    reads: ['deployment', 'project', 'environment'],
    input: z.object({ left: sideSchema, right: sideSchema }),
    output: z.object({
      entries: z.array(diffEntrySchema),
      counts: z.object({
        unchanged: z.number().int(),
        changed: z.number().int(),
        new: z.number().int(),
        removed: z.number().int(),
      }),
    }),
  }),
};
