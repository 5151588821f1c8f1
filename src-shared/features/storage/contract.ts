import { command, job, scan } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';
import { jobSchema } from '../job/model.ts';

/** Room for packages and artifacts beside the workspace, unless its owner says otherwise, in bytes. */
export const DEFAULT_QUOTA = 20 * 1000 ** 3;

const bytes = z.number().int().min(0);

export const storageContract = {
  usage: scan({
    summary: 'The stored packages and artifacts: how many, how large, and how much of it nobody refers to.',
    reads: ['codepush', 'build', 'storage'],
    input: z.void(),
    output: z.object({
      quota: bytes.nullable(),
      files: z.number().int(),
      used: bytes,
      /** Packages that came in and were never released, and what is left of deleted records. */
      unreferenced: bytes,
    }),
  }),
  setQuota: command({
    summary: 'Sets how much room stored files may take together; null leaves that to the disk.',
    input: z.object({ quota: bytes.nullable() }),
    output: z.object({ quota: bytes.nullable() }),
  }),
  cleanUp: job({
    summary: 'Removes stored files that nobody refers to. A file that came in within the last day stays.',
    input: z.void(),
    output: jobSchema,
  }),
  verify: job({
    summary: 'Hashes every stored file again and names those that are damaged or missing.',
    input: z.void(),
    output: jobSchema,
  }),
};
