import * as z from '../../contract/schema.ts';

const instant = z.number().int().min(0);

export const stepStatuses = ['waiting', 'running', 'succeeded', 'failed', 'skipped', 'canceled'] as const;
export type StepStatus = (typeof stepStatuses)[number];

/** One step of one attempt, as the timeline draws it. `waiting` steps are approvals, locks and bakes. */
export const stepSchema = z.object({
  attempt: z.number().int(),
  position: z.number().int(),
  name: z.string(),
  kind: z.enum(['active', 'waiting']),
  status: z.enum(stepStatuses),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  note: z.string().nullable(),
});
export type Step = z.infer<typeof stepSchema>;

export const stepInputSchema = z.object({
  name: z.string().trim().min(1).max(300),
  kind: z.enum(['active', 'waiting']).default('active'),
  status: z.enum(stepStatuses),
  startedAt: instant.nullable().default(null),
  finishedAt: instant.nullable().default(null),
  note: z.string().max(10_000).nullable().default(null),
});
export type StepInput = z.infer<typeof stepInputSchema>;

/** A link to something that was built: where it is, how big, and how to know it is the same. */
export const artifactInputSchema = z.object({
  name: z.string().trim().min(1).max(500),
  url: z.string().max(4000),
  size: z.number().int().min(0).nullable().default(null),
  checksum: z.string().max(300).nullable().default(null),
  contentType: z.string().max(200).nullable().default(null),
});
export type ArtifactInput = z.infer<typeof artifactInputSchema>;

export const artifactSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  url: z.string(),
  size: z.number().int().nullable(),
  checksum: z.string().nullable(),
  contentType: z.string().nullable(),
});
export type Artifact = z.infer<typeof artifactSchema>;

/** Something that went wrong or needs a look, reported with a deployment. */
export const issueInputSchema = z.object({
  severity: z.enum(['info', 'warning', 'error']).default('error'),
  title: z.string().trim().min(1).max(500),
  detail: z.string().max(20_000).nullable().default(null),
  url: z.string().max(4000).nullable().default(null),
});
export type IssueInput = z.infer<typeof issueInputSchema>;

export const issueSchema = z.object({
  severity: z.enum(['info', 'warning', 'error']),
  title: z.string(),
  detail: z.string().nullable(),
  url: z.string().nullable(),
  at: z.number().int(),
});
export type Issue = z.infer<typeof issueSchema>;
