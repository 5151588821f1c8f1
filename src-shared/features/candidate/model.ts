import * as z from '../../contract/schema.ts';

/** How far a candidate's build got; `ready` also when no build was asked for (spec/releases 2.1). */
export const buildStates = ['ready', 'pending', 'in_progress', 'failed', 'canceled'] as const;
export type BuildState = (typeof buildStates)[number];

export const candidateSchema = z.object({
  /** Also the id of its row among the project's versions. */
  id: z.number().int(),
  uid: z.string(),
  releaseId: z.number().int(),
  projectId: z.number().int(),
  /** With its suffix: `2024.08.27-2-rc1`. */
  version: z.string(),
  number: z.number().int(),
  commitSha: z.string().nullable(),
  build: z.enum(buildStates),
  /** The candidate that it was picked onto. */
  baseId: z.number().int().nullable(),
  /** When a newer candidate of the same release took its place; it can still be deployed. */
  supersededAt: z.number().int().nullable(),
  author: z.string().nullable(),
  createdAt: z.number().int(),
});

/** One immutable attempt at a release: a commit that never moves, and its build. */
export type Candidate = Readonly<z.infer<typeof candidateSchema>>;
