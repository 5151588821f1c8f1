import * as z from '../../contract/schema.ts';

export const jobKinds = [
  'inspect',
  'import',
  'undo_import',
  'export',
  'verify',
  'backup',
  'check',
  'package',
  'diffs',
  'deliver',
  'workflow',
  'changelog',
  'cut',
  'pick',
  'contents',
  'clean_up',
  'verify_storage',
] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobStatuses = ['running', 'succeeded', 'failed', 'canceled'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** Long work with a result. Progress counts in the job's own unit; total is null while it is not known. */
export const jobSchema = z.object({
  id: z.number().int(),
  kind: z.enum(jobKinds),
  title: z.string(),
  status: z.enum(jobStatuses),
  done: z.number().int(),
  total: z.number().int().nullable(),
  unit: z.string(),
  input: z.record(z.string(), z.unknown()),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.string().nullable(),
  createdAt: z.number().int(),
  finishedAt: z.number().int().nullable(),
  /** How often it was started again after the application had died in the middle. */
  resumed: z.number().int(),
});
export type Job = z.infer<typeof jobSchema>;
