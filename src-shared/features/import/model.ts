import { z } from 'zod';
import { tierSchema } from '../environment/model.ts';

export const importFormats = ['github-releases', 'codepush-history'] as const;

export const importStatuses = ['running', 'finished', 'failed', 'canceled', 'undoing', 'undone'] as const;

/** Where the rows of one channel go: an existing environment, a new one, or nowhere. */
export const channelTargetSchema = z.object({
  channel: z.string(),
  /** The environment's name; null imports the releases of the channel without deployments. */
  environment: z.string().nullable(),
  tier: tierSchema,
});
export type ChannelTarget = z.infer<typeof channelTargetSchema>;

export const importOptionsSchema = z.object({
  /** Name for a project that the repository does not have yet, by repository; its own name when left out. */
  projectNames: z.record(z.string(), z.string()).default({}),
  channels: z.array(channelTargetSchema),
  /** One environment for each major line of a channel (`stable-21`). */
  byMajorLine: z.boolean().default(false),
});
export type ImportOptions = z.output<typeof importOptionsSchema>;

/** Something in the file that could not be taken; the rest is imported all the same. */
export const importProblemSchema = z.object({
  /** 1-based number of the record in the file. */
  record: z.number().int(),
  line: z.number().int().nullable(),
  message: z.string(),
});
export type ImportProblem = z.infer<typeof importProblemSchema>;

export const importCountsSchema = z.object({
  records: z.number().int(),
  drafts: z.number().int(),
  newReleases: z.number().int(),
  newDeployments: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  problems: z.number().int(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

export const importSchema = z.object({
  id: z.number().int(),
  uid: z.string(),
  format: z.enum(importFormats),
  fileName: z.string(),
  sha256: z.string(),
  size: z.number().int(),
  status: z.enum(importStatuses),
  options: importOptionsSchema,
  counts: importCountsSchema,
  startedAt: z.number().int(),
  finishedAt: z.number().int().nullable(),
  jobId: z.number().int().nullable(),
  /** What happened to it when the application had died in the middle. */
  note: z.string().nullable(),
});
export type Import = z.infer<typeof importSchema>;
