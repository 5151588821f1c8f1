import { useEffect } from 'react';
import { create } from 'zustand';
import type { AppError } from '#shared/errors.ts';
import type { ChangelogRange } from '#shared/features/changelog/contract.ts';
import { client, useCall } from '../../../api/client.ts';
import { useJob } from '../../../api/jobs.ts';

/** A reading of a range that was begun in this window. */
interface Read {
  /** Null until the job is known. */
  readonly jobId: number | null;
  readonly error: AppError | null;
}

/** By range. Kept as long as the window is open, so that nothing that was canceled or failed begins by itself once more. */
const useReads = create<Readonly<Record<string, Read>>>(() => ({}));

async function begin(key: string, range: ChangelogRange): Promise<void> {
  const put = (read: Read) => useReads.setState({ [key]: read });
  put({ jobId: null, error: null });
  try {
    put({ jobId: (await client.changelog.read(range)).id, error: null });
  } catch (error) {
    put({ jobId: null, error: error as AppError });
  }
}

export interface ToRead {
  /** Null where nothing can be read: an end has no commit. */
  readonly range: ChangelogRange | null;
  /** The commits of its ends, where they are known: a version whose commit has moved is to be read anew. */
  readonly commits: readonly (string | null)[];
  /** Whether what is shown waits for it. */
  readonly isMissing: boolean;
}

/**
 * Reads a range from the clone on this machine: by itself, once, where it is missing and the clone can be read; again when
 * it is asked for.
 */
export function useRangeRead({ range, commits, isMissing }: ToRead) {
  const found = useCall(
    'changelog.clone',
    { projectId: range?.projectId ?? 0 },
    { enabled: range !== null, keepPrevious: false },
  );
  const clone = found.data;
  const key = JSON.stringify([range, commits]);
  const read = useReads((reads) => reads[key]);
  const job = useJob(read?.jobId ?? null);
  const canRead = clone !== undefined && clone.path !== null && clone.problem === null;
  const begins = range !== null && isMissing && canRead && read === undefined;
  useEffect(() => {
    // Asked once more here: two places may show one range.
    if (begins && range !== null && useReads.getState()[key] === undefined) void begin(key, range);
  }, [begins, key, range]);
  const busy = read !== undefined && read.error === null && (job === undefined || job.status === 'running');
  return {
    clone,
    job,
    busy,
    /** It is being read, or will be at once, as far as is known yet. */
    isUnderWay: busy || begins || found.isLoading,
    error: read?.error ?? null,
    start: () => {
      if (range !== null && !busy) void begin(key, range);
    },
    cancel: () => {
      if (job) void client.job.cancel({ id: job.id }).catch(() => {});
    },
  };
}
