import * as z from '../../contract/schema.ts';

/** What a change is to those who read of it; one that breaks something is that, whatever else it is. */
export const changeGroups = ['breaking', 'features', 'fixes', 'performance', 'reverts', 'others'] as const;
export type ChangeGroup = (typeof changeGroups)[number];

const count = z.number().int();

export const changeSchema = z.object({
  sha: z.string(),
  group: z.enum(changeGroups),
  /** `feat`, `fix` and so on, as the author wrote it; null where nobody did. */
  type: z.string().nullable(),
  scope: z.string().nullable(),
  /** The first line, without type and scope. */
  subject: z.string(),
  author: z.string(),
  authoredAt: z.number().int(),
  pullRequest: count.nullable(),
  /** What breaks, in the author's words; empty when there are none, null when nothing breaks. */
  breaking: z.string().nullable(),
  /** The commit that it takes back. */
  reverts: z.string().nullable(),
});
/** A commit as a line of a changelog. */
export type Change = Readonly<z.infer<typeof changeSchema>>;

export const authorSchema = z.object({ name: z.string(), email: z.string(), commits: count });
export type ChangeAuthor = Readonly<z.infer<typeof authorSchema>>;

export const changesSchema = z.object({
  /** Of every commit, also of those that are not listed. */
  counts: z.object({
    breaking: count,
    features: count,
    fixes: count,
    performance: count,
    reverts: count,
    others: count,
  }),
  total: count,
  /** Those with the most commits first. */
  authors: z.array(authorSchema),
  authorCount: count,
  /** The newest ones first. */
  entries: z.array(changeSchema),
  /** How many commits the version before has that this one has not: going there leaves them behind. */
  leftBehind: count,
  /** The clone lacked part of the history, so more may have changed. */
  isShallow: z.boolean(),
});
/** What changed from one version to another. */
export type Changes = z.infer<typeof changesSchema>;

/** So many are listed by line; all are counted. */
export const MOST_LISTED = 1000;
export const MOST_AUTHORS = 200;
