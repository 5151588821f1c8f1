import * as z from '../../contract/schema.ts';

export const versionSchema = z
  .string()
  .trim()
  .min(1, 'A version is needed.')
  .max(200, 'A version has at most 200 characters.')
  .regex(/^[^\p{Cc}]*$/u, 'A version has no control characters.');

/** Shape only: 7 to 64 hex digits, stored in lower case. */
export const commitSchema = z
  .string()
  .trim()
  .regex(/^[0-9a-fA-F]{7,64}$/, 'A commit is 7 to 64 hex digits.')
  .transform((commit) => commit.toLowerCase());

/** How long the notes of a release may be, in characters. */
export const MOST_NOTES = 200_000;

export const notesSchema = z
  .string()
  .max(MOST_NOTES, `Notes have at most ${MOST_NOTES.toLocaleString('en')} characters.`)
  .nullable();

export const releaseSchema = z.object({
  id: z.number().int(),
  uid: z.string(),
  projectId: z.number().int(),
  version: versionSchema,
  name: z.string().nullable(),
  notes: z.string().nullable(),
  commitSha: z.string().nullable(),
  branch: z.string().nullable(),
  channel: z.string().nullable(),
  url: z.string().nullable(),
  author: z.string().nullable(),
  publishedAt: z.number().int(),
  recordedAt: z.number().int(),
});

/** One version of a project. Its place among the others is its `versionKey`, never its text. */
export type Release = z.infer<typeof releaseSchema>;
