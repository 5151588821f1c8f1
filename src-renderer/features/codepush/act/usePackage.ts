import { useRef, useState } from 'react';
import { type PackageFacts, packageFactsSchema } from '#shared/features/codepush/channel-model.ts';
import type { Job } from '#shared/features/job/model.ts';
import { uploadFile } from '../../../api/files.ts';
import { useJobRun } from '../../../api/jobs.ts';
import type { SaidError } from '../../../ui/ErrorText.tsx';

/** Where a package stands on its way in. A refusal leads back to choosing, with its words. */
export type PackageStep =
  | { readonly at: 'choose'; readonly error: SaidError | null }
  | { readonly at: 'upload'; readonly name: string; readonly sent: number; readonly total: number }
  | { readonly at: 'inspect'; readonly name: string; readonly job: Job | undefined }
  | { readonly at: 'ready'; readonly facts: PackageFacts };

/** Brings a file in as a package: its bytes first, then what is inside. Nothing is released by it. */
export function usePackage() {
  const [upload, setUpload] = useState<{ name: string; sent: number; total: number } | null>(null);
  const [name, setName] = useState('');
  const [error, setError] = useState<SaidError | null>(null);
  const inspect = useJobRun('codepush.inspect');
  const abort = useRef<AbortController | null>(null);

  const take = async (file: File, channelId: number | null) => {
    setError(null);
    inspect.forget();
    setName(file.name);
    setUpload({ name: file.name, sent: 0, total: file.size });
    const own = new AbortController();
    abort.current = own;
    try {
      const fileId = await uploadFile(file, {
        signal: own.signal,
        onProgress: (sent, total) => setUpload({ name: file.name, sent, total }),
      });
      await inspect.start({ fileId, fileName: file.name, channelId });
    } catch (thrown) {
      setError(thrown as SaidError);
    } finally {
      setUpload(null);
    }
  };

  const step = ((): PackageStep => {
    if (upload) return { at: 'upload', ...upload };
    if (error ?? inspect.error) return { at: 'choose', error: error ?? inspect.error };
    const { job } = inspect;
    if (job?.status === 'succeeded') {
      const facts = packageFactsSchema.safeParse(job.result);
      return facts.success
        ? { at: 'ready', facts: facts.data }
        : { at: 'choose', error: { message: 'What was found in the package could not be read.' } };
    }
    if (job && job.status !== 'running') {
      const canceled = job.status === 'canceled' ? 'The reading was canceled. Nothing was kept of it.' : null;
      return { at: 'choose', error: { message: job.error ?? canceled ?? 'The package could not be read.' } };
    }
    return inspect.busy ? { at: 'inspect', name, job } : { at: 'choose', error: null };
  })();

  return {
    step,
    take: (file: File, channelId: number | null) => void take(file, channelId),
    /** Stops what is under way; a package that is in stays in. */
    stop: () => {
      abort.current?.abort();
      if (inspect.busy) inspect.cancel();
    },
    again: () => {
      setError(null);
      inspect.forget();
    },
  };
}
