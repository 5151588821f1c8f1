import { useRef, useState } from 'react';
import { uploadFile } from '../../../api/files.ts';
import { useJobRun } from '../../../api/jobs.ts';
import type { SaidError } from '../../../ui/ErrorText.tsx';

/** Where a chosen file stands on its way into the store of files. */
export type KeptFile<Kept> =
  | { readonly at: 'none' }
  | { readonly at: 'upload'; readonly name: string; readonly sent: number; readonly total: number }
  | { readonly at: 'read'; readonly name: string; readonly done: number; readonly total: number | null }
  | { readonly at: 'kept'; readonly name: string; readonly kept: Kept };

/**
 * The way of one file: uploaded with progress, then taken in by a job. `read` understands what the job found; null is
 * an answer that it does not know.
 */
export function useKeptFile<Kept>(
  procedure: 'build.keepArtifact' | 'codepush.inspect',
  read: (result: unknown) => Kept | null,
) {
  const job = useJobRun(procedure);
  const [file, setFile] = useState<{ readonly name: string; readonly size: number } | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [error, setError] = useState<SaidError | null>(null);
  const abort = useRef<AbortController | null>(null);

  const forget = () => {
    abort.current?.abort();
    abort.current = null;
    if (job.busy) job.cancel();
    job.forget();
    setFile(null);
    setSent(null);
  };
  const take = async (chosen: File) => {
    forget();
    setError(null);
    setFile({ name: chosen.name, size: chosen.size });
    setSent(0);
    const own = new AbortController();
    abort.current = own;
    try {
      const fileId = await uploadFile(chosen, { signal: own.signal, onProgress: setSent });
      if (own.signal.aborted) return;
      setSent(null);
      await job.start({ fileId, fileName: chosen.name });
    } catch (thrown) {
      if (own.signal.aborted) return;
      setError(thrown as SaidError);
      setFile(null);
    }
  };

  const kept = job.job?.status === 'succeeded' ? read(job.job.result) : null;
  const failed =
    job.job?.status === 'failed' || (job.job?.status === 'succeeded' && kept === null)
      ? { message: job.job.error ?? 'The file could not be read. Nothing was changed.' }
      : null;
  const step = ((): KeptFile<Kept> => {
    if (!file) return { at: 'none' };
    if (sent !== null) return { at: 'upload', name: file.name, sent, total: file.size };
    if (kept !== null) return { at: 'kept', name: file.name, kept };
    if (job.busy) {
      return { at: 'read', name: file.name, done: job.job?.done ?? 0, total: job.job?.total ?? null };
    }
    return { at: 'none' };
  })();
  return { step, error: error ?? job.error ?? failed, take: (chosen: File) => void take(chosen), forget };
}
