import { desk, job, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { jobSchema } from '../job/model.ts';
import { commitSchema } from '../release/model.ts';
import { changesSchema } from './model.ts';

const id = z.number().int();

/** A version that the workspace has, or a bare commit. */
const endSchema = z.union([z.object({ releaseId: id }), z.object({ commit: commitSchema })]);
export type ChangelogEnd = z.output<typeof endSchema>;

const rangeSchema = z.object({
  projectId: id,
  /** Null: from the first commit on. */
  from: endSchema.nullable(),
  to: endSchema,
});
export type ChangelogRange = z.output<typeof rangeSchema>;

const readEndSchema = z.object({
  releaseId: id.nullable(),
  version: z.string().nullable(),
  commitSha: z.string().nullable(),
});

/** What a release's own notes say, where somebody wrote or imported them. */
const noteSchema = z.object({
  releaseId: id,
  version: z.string(),
  name: z.string().nullable(),
  notes: z.string(),
  url: z.string().nullable(),
  publishedAt: z.number().int(),
});

const changelogSchema = z.object({
  from: readEndSchema.nullable(),
  to: readEndSchema,
  /** Why there are no commits here: an end has none, or nobody has read them from a clone yet. */
  state: z.enum(['read', 'no_commit', 'not_read']),
  changes: changesSchema.nullable(),
  /** How many entries there are in all on the pages of `changes.entries`. */
  listed: z.number().int(),
  readAt: z.number().int().nullable(),
  /** Of the releases after `from` up to `to`, the highest version first. */
  notes: z.array(noteSchema),
});
export type Changelog = z.infer<typeof changelogSchema>;

const page = {
  skip: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(300).default(200),
};

const branchSchema = z.object({ name: z.string(), sha: z.string(), isCurrent: z.boolean() });

const cloneSchema = z.object({
  /** Null when none is attached on this machine. */
  path: z.string().nullable(),
  /** What keeps it from being read, as a sentence. */
  problem: z.string().nullable(),
  hint: z.string().nullable(),
  isBare: z.boolean(),
  isShallow: z.boolean(),
  warnings: z.array(z.string()),
  branches: z.array(branchSchema),
});

const commitRowSchema = z.object({
  sha: z.string(),
  subject: z.string(),
  author: z.string(),
  authoredAt: z.number().int(),
  isMerge: z.boolean(),
  /** The project's versions of this commit. */
  versions: z.array(z.string()),
});

export const changelogContract = {
  between: query({
    summary: 'What changed from one version to another, as it was read from a clone, with the release notes.',
    reads: ['release', 'project'],
    input: rangeSchema.extend(page),
    output: changelogSchema,
  }),
  ofRelease: query({
    summary: 'What changed in a release since the one before it of which a commit is known.',
    reads: ['release', 'project'],
    input: z.object({ releaseId: id, ...page }),
    output: changelogSchema,
  }),
  pending: query({
    summary: 'What runs in one environment and not yet in another: in staging and not in production.',
    reads: ['release', 'project', 'deployment', 'environment'],
    input: z.object({ projectId: id, lowerId: id, upperId: id, ...page }),
    /** Null when nothing runs in the lower one. */
    output: changelogSchema.nullable(),
  }),
  digest: query({
    summary:
      'What the authors of the changes in a deployment are told of it, as text: where it stands, and what each of them is to verify there.',
    reads: ['release', 'project', 'deployment', 'environment'],
    input: z.object({ deploymentId: id, zone: z.enum(['utc', 'local']).default('utc') }),
    output: z.object({
      text: z.string(),
      /** Why no changes are told: an end has no commit, or nobody has read them from a clone yet. */
      state: z.enum(['read', 'no_commit', 'not_read']),
      /** What is to be read for them; null where nothing leads there. */
      range: rangeSchema.nullable(),
    }),
  }),
  read: job({
    summary: 'Reads what changed from one version to another from the clone on this machine, and keeps it.',
    input: rangeSchema,
    output: jobSchema,
  }),
  clone: desk({
    summary: 'The clone of a project on this machine, its branches, and what is to be known of it.',
    reads: ['settings', 'project'],
    input: z.object({ projectId: id }),
    output: cloneSchema,
  }),
  attach: desk({
    summary:
      'Attaches a clone to a project on this machine. It is only read; the workspace does not name it.',
    input: z.object({ projectId: id, path: z.string().trim().min(1).max(4000) }),
    output: cloneSchema,
  }),
  detach: desk({
    summary: 'Forgets the clone of a project on this machine. What was read from it stays.',
    input: z.object({ projectId: id }),
    output: cloneSchema,
  }),
  commits: desk({
    summary:
      'The commits of a branch in the clone, newest first, all or those with a text, author left alone.',
    reads: ['settings', 'release'],
    input: z.object({
      projectId: id,
      /** Null: the one that is checked out. */
      branch: z.string().max(300).nullable().default(null),
      text: z.string().trim().max(200).default(''),
      skip: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(commitRowSchema), more: z.boolean() }),
  }),
  unreleased: desk({
    summary: 'What is on a branch of the clone and in no release yet: the commits since the newest version.',
    reads: ['settings', 'release', 'project'],
    input: z.object({ projectId: id, branch: z.string().max(300).nullable().default(null) }),
    output: z.object({
      branch: z.string(),
      head: z.string(),
      /** The newest version of which the clone has the commit; null when it has none. */
      since: readEndSchema.nullable(),
      changes: changesSchema,
      /** What the changes make of the next version. */
      size: z.enum(['breaking', 'feature', 'fix']).nullable(),
      /** There are more than were looked at. */
      more: z.boolean(),
    }),
  }),
};
