import * as z from '../../contract/schema.ts';

/** What became of a commit in one release that it was to be picked onto. */
export const pickStates = ['in_progress', 'success', 'failure', 'contained', 'left_out'] as const;
export type PickState = (typeof pickStates)[number];

export const pickFailureSchema = z.object({
  /** What happened, as a sentence. */
  message: z.string(),
  /** The files that could not be merged, with the headers of the places in them. */
  files: z.array(z.object({ path: z.string(), hunks: z.array(z.string()) })),
});
export type PickFailure = z.infer<typeof pickFailureSchema>;

const id = z.number().int();

const pickTargetSchema = z.object({
  releaseId: id,
  release: z.string(),
  /** The candidate that it was picked onto. */
  fromId: id,
  from: z.string(),
  candidateId: id.nullable(),
  candidate: z.string().nullable(),
  state: z.enum(pickStates),
  /** The commit that was made. */
  commitSha: z.string().nullable(),
  failure: pickFailureSchema.nullable(),
});
export type PickTargetRecord = Readonly<z.infer<typeof pickTargetSchema>>;

export const pickSchema = z.object({
  id,
  uid: z.string(),
  projectId: id,
  commitSha: z.string(),
  subject: z.string(),
  reason: z.string().nullable(),
  person: z.string().nullable(),
  jobId: id.nullable(),
  createdAt: z.number().int(),
  /** The oldest release first. */
  targets: z.array(pickTargetSchema),
});
/** A commit that was picked onto releases, each as a new candidate. */
export type CherryPick = Readonly<z.infer<typeof pickSchema>>;
