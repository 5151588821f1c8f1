import { command, desk, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { commitSchema } from '../release/model.ts';
import { candidateSchema } from './model.ts';
import { pickContract } from './pick-contract.ts';
import { scheduleContract } from './schedule-contract.ts';

const id = z.number().int();

const cutInput = z.object({
  projectId: id,
  /** With its suffix, `2024.08.27-2-rc1`. */
  version: z.string().max(200),
  commit: z.string().max(200),
  /** What a client says the repository is; null at the desk, which cuts inside a project. */
  claimed: z.object({ repository: z.string().nullable() }).nullable().default(null),
  /** Starts the project's build workflow; without one the candidate is ready at once. */
  build: z.boolean().default(false),
  notes: z.string().max(200_000).nullable().default(null),
  reason: z.string().trim().min(1).max(2000).nullable().default(null),
});
export type CutInput = z.output<typeof cutInput>;

export const candidateContract = {
  get: query({
    summary: 'A candidate.',
    reads: ['release'],
    input: z.object({ id }),
    output: candidateSchema,
  }),
  ofRelease: query({
    summary: 'The candidates of a release, newest first.',
    reads: ['release'],
    input: z.object({ releaseId: id }),
    output: z.array(candidateSchema),
  }),
  propose: desk({
    summary:
      'The next version to cut, by the scheme of the project and what landed in its clone, or the next candidate of a release.',
    reads: ['release', 'project', 'settings'],
    input: z.object({
      projectId: id,
      releaseId: id.nullable().default(null),
      /** What is to be cut, where it is known; null for the newest commit of the clone. */
      commit: commitSchema.nullable().default(null),
      zone: z.string().default('UTC'),
    }),
    output: z.object({
      version: z.string(),
      /** Why it is called so, as a sentence; null for a candidate of a given release. */
      because: z.string().nullable(),
    }),
  }),
  previewCut: query({
    summary: 'What a cut would make, and what it takes the place of.',
    reads: ['release', 'workflow'],
    input: cutInput,
    output: z.object({
      kind: z.enum(['cut', 'replay']),
      release: z.string(),
      number: z.number().int(),
      isNewRelease: z.boolean(),
      build: z.enum(['ready', 'pending']).nullable(),
      supersedes: z.array(z.string()),
      warnings: z.array(z.string()),
    }),
  }),
  missed: desk({
    summary:
      'What a cut would lack of the commits that were picked onto its release or an earlier one, as far as the clone tells.',
    reads: ['release', 'project', 'settings'],
    input: cutInput.pick({ projectId: true, version: true, commit: true }),
    output: z.object({ warnings: z.array(z.string()) }),
  }),
  cut: command({
    summary:
      'Makes a candidate of a commit, with its release when it is the first. The same one again makes nothing.',
    input: cutInput,
    output: candidateSchema,
  }),
  ...pickContract,
  ...scheduleContract,
};
