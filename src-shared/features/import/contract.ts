import { job, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { operatingSystems } from '../build/model.ts';
import { jobSchema } from '../job/model.ts';
import {
  channelTargetSchema,
  historyTargetSchema,
  importCountsSchema,
  importFormats,
  importOptionsSchema,
  importProblemSchema,
  importSchema,
} from './model.ts';

const fileId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** What would become of one deployment of a CodePush history; `place` is where it would go. */
const inspectedDeploymentSchema = historyTargetSchema.extend({
  app: z.string(),
  /** What the file says; null when it does not. */
  os: z.enum(operatingSystems).nullable(),
  name: z.string(),
  outcome: z.enum(['new', 'changed', 'unchanged', 'refused', 'left_out']),
  /** Why it is refused and what to do, in sentences. */
  why: z.string().nullable(),
  /** A channel here has its key, so it goes nowhere else. */
  isHere: z.boolean(),
  isNewProject: z.boolean(),
  /** The lowest and the highest label; null without a release. */
  labels: z.object({ first: z.string(), last: z.string() }).nullable(),
  releases: z.object({
    total: z.number().int(),
    new: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    /** Labels that have other contents here, which stay. */
    conflicts: z.array(z.string()),
  }),
  /** Clients that the server before had counted as active; null when the file does not say. */
  active: z.number().int().nullable(),
});
export type InspectedDeployment = z.infer<typeof inspectedDeploymentSchema>;

/** The result of an inspection job. */
export const importInspectionSchema = z.object({
  fileId,
  fileName: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  format: z.enum(importFormats),
  /** What the file is, as a sentence. */
  description: z.string(),
  counts: importCountsSchema,
  projects: z.array(z.object({ repository: z.string(), name: z.string(), exists: z.boolean() })),
  channels: z.array(
    channelTargetSchema.extend({ count: z.number().int(), first: z.number(), last: z.number() }),
  ),
  deployments: z.array(inspectedDeploymentSchema),
  firstRows: z.array(
    z.object({
      record: z.number().int(),
      version: z.string(),
      channel: z.string(),
      publishedAt: z.number().int(),
      artifacts: z.number().int(),
      repository: z.string(),
    }),
  ),
  problems: z.array(importProblemSchema),
  /** The earlier import of the very same bytes, when there is one. */
  sameAs: z.number().int().nullable(),
});
export type ImportInspection = z.infer<typeof importInspectionSchema>;

export const importContract = {
  list: query({
    summary: 'The imports of this workspace, newest first, with what became of each.',
    reads: ['import'],
    input: z.void(),
    output: z.array(importSchema),
  }),
  inspect: job({
    summary:
      'Reads an uploaded file and says, as the result of the job, what it is, what would come in, and what is wrong with it.',
    input: z.object({ fileId, fileName: z.string().max(500), options: importOptionsSchema.optional() }),
    output: jobSchema,
  }),
  start: job({
    summary: 'Imports an inspected file: releases and the deployments of the channels that were mapped.',
    input: z.object({ fileId, fileName: z.string().max(500), options: importOptionsSchema }),
    output: jobSchema,
  }),
  undo: job({
    summary: 'Removes what an import brought and restores what it changed, exactly.',
    input: z.object({ id: z.number().int(), reason: z.string().trim().min(1).max(2000) }),
    output: jobSchema,
  }),
};
