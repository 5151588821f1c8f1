import * as z from '../../contract/schema.ts';
import { buildTargets, operatingSystems } from '../build/model.ts';
import { deploymentKeySchema } from '../codepush/channel-model.ts';
import { tierSchema } from '../environment/model.ts';
import { nameSchema } from '../project/model.ts';

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

/** Where a deployment of a CodePush history becomes a channel. */
export const historyPlaceSchema = z.object({
  /** The project's name; one that is not there is made. */
  project: nameSchema,
  /** Null while nobody has said it; then only a channel that is here can take the deployment. */
  os: z.enum(operatingSystems).nullable(),
  target: z.enum(buildTargets),
});
export type HistoryPlace = z.infer<typeof historyPlaceSchema>;

/** What was chosen for one deployment of a history, which its key tells from the others. */
export const historyTargetSchema = z.object({
  key: deploymentKeySchema,
  /** Null leaves it out with all of its releases. */
  place: historyPlaceSchema.nullable(),
});
export type HistoryTarget = z.infer<typeof historyTargetSchema>;

export const importOptionsSchema = z.object({
  /** Name for a project that the repository does not have yet, by repository; its own name when left out. */
  projectNames: z.record(z.string(), z.string()).default({}),
  channels: z.array(channelTargetSchema),
  /** One environment for each major line of a channel (`stable-21`). */
  byMajorLine: z.boolean().default(false),
  /** Of a CodePush history; a deployment that is not named goes where its app and its key say. */
  deployments: z.array(historyTargetSchema).default([]),
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
  /** Channels of a CodePush history that were not there. */
  newChannels: z.number().int().default(0),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Releases of channels that were left out, or could not be taken. */
  leftOut: z.number().int().default(0),
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
