import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { type ImportInspection, importInspectionSchema } from '#shared/features/import/contract.ts';
import type { Job } from '#shared/features/job/model.ts';
import { useCall } from '../../api/client.ts';
import { uploadFile } from '../../api/files.ts';
import { useJobRun } from '../../api/jobs.ts';
import type { SaidError } from '../../ui/ErrorText.tsx';
import { choiceFault, countsKey, type ImportChoice, optionsOf, proposedChoice } from './mapping.ts';

/** Where an import stands: each step has what the next one needs. */
export type ImportStep =
  | { readonly at: 'choose'; readonly error: SaidError | null }
  | { readonly at: 'upload'; readonly name: string; readonly sent: number; readonly total: number }
  | { readonly at: 'inspect'; readonly name: string; readonly job: Job | undefined }
  | { readonly at: 'preview'; readonly inspection: ImportInspection; readonly choice: ImportChoice }
  | { readonly at: 'run'; readonly inspection: ImportInspection; readonly job: Job | undefined };

interface Uploading {
  readonly name: string;
  readonly sent: number;
  readonly total: number;
}

const COUNT_AGAIN_MS = 250;

/** The way of one file: uploaded, inspected, mapped, imported. Every refusal leads back to choosing, with its words. */
export function useImport(first: File | null) {
  const environments = useCall('environment.list', undefined);
  const [uploading, setUploading] = useState<Uploading | null>(null);
  const [uploaded, setUploaded] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const [error, setError] = useState<SaidError | null>(null);
  const [inspection, setInspection] = useState<ImportInspection | null>(null);
  const [choice, setChoice] = useState<ImportChoice | null>(null);
  const inspect = useJobRun('import.inspect');
  const run = useJobRun('import.start');
  const abort = useRef<AbortController | null>(null);

  const take = async (file: File) => {
    setError(null);
    setInspection(null);
    setChoice(null);
    run.forget();
    setUploading({ name: file.name, sent: 0, total: file.size });
    abort.current = new AbortController();
    try {
      const id = await uploadFile(file, {
        signal: abort.current.signal,
        onProgress: (sent, total) => setUploading({ name: file.name, sent, total }),
      });
      setUploaded({ id, name: file.name });
      await inspect.start({ fileId: id, fileName: file.name });
    } catch (thrown) {
      setError(thrown as SaidError);
    } finally {
      setUploading(null);
    }
  };

  const takeFirst = useEffectEvent(() => {
    // An upload that is under way is not begun again when React mounts twice in development.
    if (first && !abort.current) void take(first);
  });
  useEffect(() => takeFirst(), []);

  const known = environments.data;
  const inspected = inspect.job;
  const onInspected = useEffectEvent((job: Job) => {
    if (job.status === 'succeeded') {
      const parsed = importInspectionSchema.safeParse(job.result);
      if (!parsed.success) {
        setError({ message: 'The preview could not be read. Nothing was imported.' });
        return;
      }
      setInspection(parsed.data);
      setChoice((old) => old ?? proposedChoice(parsed.data, known ?? []));
    } else if (job.status !== 'running') {
      inspect.forget();
      setUploaded(null);
      setError({ message: job.error ?? 'The file could not be read. Nothing was imported.' });
    }
  });
  useEffect(() => {
    if (inspected && known) onInspected(inspected);
  }, [inspected, known]);

  // Counts follow from what is mapped: they are counted again by the rules that import, not guessed here.
  const key = choice ? countsKey(choice) : null;
  const counted = useRef<string | null>(null);
  const countAgain = useEffectEvent(() => {
    if (!choice || !uploaded || choiceFault(choice)) return;
    void inspect.start({ fileId: uploaded.id, fileName: uploaded.name, options: optionsOf(choice) });
  });
  useEffect(() => {
    const before = counted.current;
    counted.current = key;
    if (key === null || before === null || before === key) return;
    const timer = setTimeout(() => countAgain(), COUNT_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [key]);

  const step = ((): ImportStep => {
    if (uploading) return { at: 'upload', ...uploading };
    if (error || inspect.error) return { at: 'choose', error: error ?? inspect.error };
    if (inspection && (run.busy || run.job)) return { at: 'run', inspection, job: run.job };
    if (inspection && choice) return { at: 'preview', inspection, choice };
    if (uploaded) return { at: 'inspect', name: uploaded.name, job: inspect.job };
    return { at: 'choose', error: null };
  })();

  return {
    step,
    take: (file: File) => void take(file),
    setChoice,
    counting: inspect.busy,
    startError: run.error,
    start: () => {
      if (uploaded && choice) {
        void run.start({ fileId: uploaded.id, fileName: uploaded.name, options: optionsOf(choice) });
      }
    },
    cancelRun: run.cancel,
    /** Stops what only prepares an import; an import that runs goes on by itself. */
    leave: () => {
      abort.current?.abort();
      if (inspect.busy) inspect.cancel();
    },
    again: () => {
      setUploaded(null);
      setInspection(null);
      setChoice(null);
      setError(null);
      inspect.forget();
      run.forget();
    },
  };
}
