import { z } from 'zod';
import { job, query } from '../../contract/define.ts';
import { jobSchema } from '../job/model.ts';
import {
  channelTargetSchema,
  importCountsSchema,
  importFormats,
  importOptionsSchema,
  importProblemSchema,
  importSchema,
} from './model.ts';

const fileId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

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
