import * as z from '../../contract/schema.ts';

export const doors = ['desk', 'gateway', 'import', 'connection', 'system'] as const;
export type Door = (typeof doors)[number];

/**
 * One entry of the audit chain, exactly as it is hashed: canonical JSON (RFC 8785) of this object, behind the hash of
 * the entry before it. Absent facts are null, so that every entry has the same keys.
 */
export const activityEntrySchema = z.object({
  seq: z.number().int(),
  at: z.number().int(),
  actor: z.object({ name: z.string(), email: z.string().nullable() }),
  door: z.enum(doors),
  /** `<noun>.<action>`, the procedure that did it. */
  verb: z.string(),
  object: z.object({ noun: z.string(), id: z.string(), label: z.string() }),
  project: z.string().nullable(),
  environment: z.string().nullable(),
  reason: z.string().nullable(),
  /** Entries of one action over several records carry the same batch. */
  batch: z.string().nullable(),
  /** The error code, when the domain refused: nothing was changed then. */
  refused: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type ActivityEntry = z.infer<typeof activityEntrySchema>;

export const activityRowSchema = activityEntrySchema.extend({
  hash: z.string(),
  /** The key of the deployment an entry is about, for the way there. */
  deploymentId: z.number().int().nullable(),
});
export type ActivityRow = z.infer<typeof activityRowSchema>;

/** What a verification found. `firstBroken` names the first entry whose hash or number does not fit. */
export const chainReportSchema = z.object({
  entries: z.number().int(),
  headSeq: z.number().int(),
  headHash: z.string(),
  firstBroken: z.object({ seq: z.number().int(), why: z.string() }).nullable(),
  checkedAt: z.number().int(),
});
export type ChainReport = z.infer<typeof chainReportSchema>;
