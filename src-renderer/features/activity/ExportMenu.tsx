import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { ActivityFilter } from '#shared/features/activity/contract.ts';
import { saveFile } from '../../api/files.ts';
import { useJobRun } from '../../api/jobs.ts';
import { ErrorText, type SaidError } from '../../ui/ErrorText.tsx';
import { formatCount } from '../../ui/numbers.ts';
import classes from './Activity.module.css';

/** Writes exactly the filtered log, with its hashes, to a file and hands it over. */
export function ExportMenu({ filter }: { readonly filter: ActivityFilter }) {
  const job = useJobRun('export.activity');
  const [error, setError] = useState<SaidError | null>(null);
  const done = job.job;
  const save = useEffectEvent((fileId: unknown) => {
    saveFile(String(fileId)).catch((thrown: SaidError) => setError(thrown));
  });
  const fileId = done?.status === 'succeeded' ? done.result?.fileId : undefined;
  useEffect(() => {
    if (fileId !== undefined) save(fileId);
  }, [fileId]);
  const start = (format: 'csv' | 'jsonl') => {
    setError(null);
    void job.start({ format, filter });
  };
  const failed = done?.status === 'failed' ? { message: done.error ?? 'The export failed.' } : null;
  return (
    <>
      <span aria-live="polite" className={classes.dim}>
        {done?.status === 'running' ? `Writing, ${formatCount(done.done)} entries` : ''}
        {fileId === undefined ? '' : `${formatCount(Number(done?.result?.count ?? 0))} entries written`}
      </span>
      <ErrorText error={error ?? job.error ?? failed} />
      {done?.status === 'running' ? <Button onClick={job.cancel}>Cancel</Button> : null}
      <Menu>
        <Menu.Target>
          <Button leftSection={<IconDownload size={15} stroke={1.75} aria-hidden />} disabled={job.busy}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => start('jsonl')}>JSONL, with hashes to verify</Menu.Item>
          <Menu.Item onClick={() => start('csv')}>CSV, for a spreadsheet</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
