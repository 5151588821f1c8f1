import { command, desk, job, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { jobSchema } from '../job/model.ts';
import { commitSchema } from '../release/model.ts';
import { candidateSchema } from './model.ts';
import { pickSchema, pickStates } from './pick.ts';

const id = z.number().int();

const asked = {
  projectId: id,
  /** The release that it is picked onto first; every newer one follows. */
  releaseId: id,
  /** Of the clone; it may be abbreviated. */
  commit: commitSchema,
  /** Releases that are unticked. */
  leftOut: z.array(id).max(500).default([]),
};

const pickInput = z.object({
  ...asked,
  /** Brings the new commits into the clone too, under refs/slipway. Otherwise nothing of it is written. */
  keepInClone: z.boolean().default(false),
  build: z.boolean().default(false),
  reason: z.string().trim().min(1).max(2000).nullable().default(null),
});
export type PickInput = z.output<typeof pickInput>;

export const pickContract = {
  previewPick: desk({
    summary: 'Where a commit of the clone would be picked onto, and which releases contain it already.',
    reads: ['settings', 'release'],
    input: z.object(asked),
    output: z.object({
      commit: z.object({ sha: z.string(), subject: z.string(), author: z.string(), isMerge: z.boolean() }),
      targets: z.array(
        z.object({
          releaseId: id,
          fromId: id,
          from: z.string(),
          to: z.string().nullable(),
          state: z.enum(pickStates),
          isBase: z.boolean(),
          because: z.string().nullable(),
        }),
      ),
      /** Where the new commits will be found. */
      keeps: z.string(),
      warnings: z.array(z.string()),
      /** Why nothing would be picked. */
      refusal: z.string().nullable(),
    }),
  }),
  pick: job({
    summary: 'Picks a commit onto a release and every newer one, each as a new candidate. Nothing is pushed.',
    input: pickInput,
    output: jobSchema,
  }),
  picks: query({
    summary: 'The cherry-picks of a project, newest first, with what became of them in each release.',
    reads: ['release'],
    input: z.object({ projectId: id, limit: z.number().int().min(1).max(100).default(30) }),
    output: z.array(pickSchema),
  }),
  getPick: query({
    summary: 'A cherry-pick with what became of it in each release, and the conflicts it met.',
    reads: ['release'],
    input: z.object({ id }),
    output: pickSchema,
  }),
  resolvePick: command({
    summary:
      'Accepts the commit in which a person resolved a pick that failed, and makes the candidate of it.',
    input: z.object({
      pickId: id,
      releaseId: id,
      commit: commitSchema,
      build: z.boolean().default(false),
      reason: z.string().trim().min(1, 'Say in one sentence how it was resolved.').max(2000),
    }),
    output: candidateSchema,
  }),
  readContents: job({
    summary: 'Finds out in the clone which picked commits a candidate holds. Started by Slipway itself.',
    input: z.object({ candidateId: id }),
    output: jobSchema,
  }),
};
