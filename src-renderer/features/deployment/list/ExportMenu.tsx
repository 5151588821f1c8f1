import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { DeploymentFilter, Sort } from '#shared/features/deployment/filter.ts';
import { saveFile } from '../../../api/files.ts';
import { useJobRun } from '../../../api/jobs.ts';
import { ErrorText, type SaidError } from '../../../ui/ErrorText.tsx';
import { jobProgress } from '../../../ui/JobLine.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import classes from './List.module.css';

/** An export under way: started by a choice of format, saved when it is made. Its progress stands on the button. */
export function useExport() {
  const run = useJobRun('export.deployments');
  const [failed, setFailed] = useState<SaidError | null>(null);
  const { job, forget } = run;
  useEffect(() => {
    if (job?.status === 'failed' || job?.status === 'canceled') {
      setFailed(
        job.status === 'failed' ? { message: job.error ?? 'The export failed. Nothing was written.' } : null,
      );
      forget();
    }
    const fileId = job?.status === 'succeeded' ? job.result?.fileId : null;
    if (typeof fileId !== 'string') return;
    forget();
    saveFile(fileId).catch((error: SaidError) => setFailed(error));
  }, [job, forget]);
  return { ...run, error: failed ?? run.error, clear: () => setFailed(null) };
}

/** Exports exactly what is shown, in its order, or the rows that are selected. */
export function ExportMenu({
  count,
  exact,
  filter,
  sort,
  ids,
}: {
  readonly count: number;
  readonly exact: boolean;
  readonly filter: DeploymentFilter;
  readonly sort: Sort;
  /** The selected rows; empty when none are. */
  readonly ids: readonly number[];
}) {
  const run = useExport();
  const [opened, setOpened] = useState(false);
  const { error } = run;
  useEffect(() => {
    if (error) setOpened(true);
  }, [error]);
  const start = (format: 'csv' | 'json') => {
    run.clear();
    void run.start(ids.length > 0 ? { format, filter, sort, ids: [...ids] } : { format, filter, sort });
  };
  const many = ids.length > 0 ? `${formatCount(ids.length)} selected` : exact ? formatCount(count) : '1,000+';
  const label = run.busy ? (run.job ? jobProgress(run.job) : 'Exporting') : `Export ${many}`;
  return (
    <Menu opened={opened} onChange={setOpened} width={230} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          leftSection={<IconDownload size={15} stroke={1.75} aria-hidden />}
          aria-busy={run.busy || undefined}
          className={classes.progress ?? ''}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {run.busy ? (
          <Menu.Item onClick={run.cancel}>Stop the export</Menu.Item>
        ) : (
          <>
            <Menu.Label>
              {ids.length > 0 ? 'The selected rows' : 'All rows of this filter, in this order'}
            </Menu.Label>
            <Menu.Item onClick={() => start('csv')}>CSV, for spreadsheets</Menu.Item>
            <Menu.Item onClick={() => start('json')}>JSON, for programs</Menu.Item>
          </>
        )}
        {error ? (
          <div className={classes.error}>
            <ErrorText error={error} />
          </div>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
