import { desk, job, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { jobSchema } from '../job/model.ts';

const path = z.string().min(1).max(4096);

export const workspaceSchema = z.object({
  file: z.string(),
  name: z.string(),
  uid: z.string(),
  size: z.number().int(),
  version: z.number().int(),
  createdAt: z.number().int(),
});

export const problemSchema = z.object({
  file: z.string(),
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable(),
});

export const workspaceStateSchema = z.object({
  workspace: workspaceSchema.nullable(),
  /** Why the file that was asked for is not open. */
  problem: problemSchema.nullable(),
  recent: z.array(
    z.object({ file: z.string(), name: z.string(), openedAt: z.number().int(), exists: z.boolean() }),
  ),
  host: z.enum(['electron', 'web']),
  version: z.string(),
  dataFolder: z.string(),
  /** Whether the host can ask for a file with the system's own dialog. */
  canChooseFiles: z.boolean(),
});
export type WorkspaceState = z.infer<typeof workspaceStateSchema>;

export const workspaceContract = {
  state: desk({
    summary: 'Which workspace is open, which were lately, and what kept one from opening.',
    reads: ['workspace'],
    input: z.void(),
    output: workspaceStateSchema,
  }),
  summary: query({
    summary: 'Counts of the whole workspace for the status bar and the first run.',
    reads: ['deployment', 'release', 'project', 'import'],
    input: z.void(),
    output: z.object({
      deployments: z.number().int(),
      active: z.number().int(),
      releases: z.number().int(),
      projects: z.number().int(),
      environments: z.number().int(),
      lastImportAt: z.number().int().nullable(),
      imports: z.number().int(),
    }),
  }),
  open: desk({
    summary: 'Opens a workspace file; the one that was open is closed.',
    input: z.object({ file: path }),
    output: workspaceStateSchema,
  }),
  create: desk({
    summary: 'Creates an empty workspace file and opens it.',
    input: z.object({ file: path.nullable().default(null), name: z.string().trim().min(1).max(120) }),
    output: workspaceStateSchema,
  }),
  openSample: desk({
    summary:
      'Opens the sample workspace, made by real commands and the real import when it is not there yet.',
    input: z.void(),
    output: workspaceStateSchema,
  }),
  chooseFile: desk({
    summary:
      "Asks for a file, or the folder of a clone, with the system's own dialog; null when nothing was chosen or there is no dialog.",
    input: z.object({ purpose: z.enum(['open', 'create', 'backup', 'restore', 'clone']) }),
    output: z.string().nullable(),
  }),
  forget: desk({
    summary: 'Takes a file off the recent list; the file stays.',
    input: z.object({ file: path }),
    output: workspaceStateSchema,
  }),
  backup: job({
    summary: 'Copies the workspace to a file of its own while work goes on.',
    input: z.object({ file: path.nullable().default(null) }),
    output: jobSchema,
  }),
  restore: desk({
    summary: 'Replaces the open workspace by a backup after keeping a copy of what is there now.',
    input: z.object({ file: path }),
    output: workspaceStateSchema,
  }),
  backups: desk({
    summary: 'The backups beside the workspace, newest first.',
    reads: ['job'],
    input: z.void(),
    output: z.array(
      z.object({ file: z.string(), size: z.number().int(), at: z.number().int(), why: z.string() }),
    ),
  }),
  check: job({
    summary: "Runs SQLite's integrity and foreign key checks and verifies the audit chain.",
    input: z.void(),
    output: jobSchema,
  }),
};
