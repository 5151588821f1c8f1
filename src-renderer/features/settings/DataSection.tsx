import { formatSize } from '#shared/time.ts';
import { useAct, useCall } from '../../api/client.ts';
import { useJobRun } from '../../api/jobs.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { JobLine } from '../../ui/JobLine.tsx';
import { FactList } from '../../ui/Page.tsx';
import { Instant } from '../../ui/time.tsx';
import { BackupsTable } from './BackupsTable.tsx';
import { CheckResult } from './CheckResult.tsx';
import { JobsTable } from './JobsTable.tsx';
import { SectionHead, SettingRow } from './SettingRow.tsx';
import classes from './Settings.module.css';
import { StoredFiles } from './StoredFiles.tsx';
import { WorkspaceFiles } from './WorkspaceFiles.tsx';

/** The workspace file: where it is, whether it is sound, its copies, and the other files of this machine. */
export function DataSection() {
  const { data } = useCall('workspace.state', undefined);
  const cancel = useAct('job.cancel');
  const backup = useJobRun('workspace.backup');
  const check = useJobRun('workspace.check');
  const workspace = data?.workspace;
  if (!data || !workspace) return null;
  const stop = (id: number) => void cancel.run({ id }).catch(() => {});
  return (
    <>
      <SectionHead
        title="Data"
        note="The whole record stands in one file: copy it, back it up, open another. Packages lie in a folder beside it."
      />
      <SettingRow label="This workspace">
        <FactList
          labelWidth={110}
          facts={[
            {
              label: 'File',
              value: (
                <span className={classes.pair}>
                  <span className={classes.mono}>{workspace.file}</span>
                  <CopyButton value={workspace.file} label="Copy the path" />
                </span>
              ),
            },
            { label: 'Name', value: workspace.name },
            { label: 'Size', value: formatSize(workspace.size) },
            { label: 'Schema version', value: workspace.version },
            { label: 'Created', value: <Instant at={workspace.createdAt} /> },
            { label: 'Slipway', value: data.version },
            { label: 'Data folder', value: <span className={classes.mono}>{data.dataFolder}</span> },
          ]}
        />
      </SettingRow>
      <SettingRow
        label="Integrity"
        note="Reads the whole file, follows every reference and recomputes the audit chain."
      >
        <ActionButton label="Check now" busy={check.busy} onClick={() => void check.start(undefined)} />
        <ErrorText error={check.error} />
        {check.job ? (
          <div className={classes.wide}>
            <JobLine job={check.job} onCancel={check.cancel}>
              <CheckResult result={check.job.result} />
            </JobLine>
          </div>
        ) : null}
      </SettingRow>
      <SettingRow
        label="Backups"
        note="A whole copy beside the workspace, made while work goes on. Slipway makes one by itself before an upgrade and before a restore. Stored files are not in it: copy their folder too."
      >
        <ActionButton
          label="Back up now"
          busy={backup.busy}
          onClick={() => void backup.start({ file: null })}
        />
        <ErrorText error={backup.error} />
        {backup.job ? (
          <div className={classes.wide}>
            <JobLine job={backup.job}>
              <p className={classes.note}>
                Kept as <span className={classes.mono}>{String(backup.job.result?.file ?? '')}</span>,{' '}
                {formatSize(Number(backup.job.result?.size ?? 0))}.
              </p>
            </JobLine>
          </div>
        ) : null}
      </SettingRow>
      <BackupsTable
        state={data}
        onRestored={() => {
          // Their job numbers belong to the workspace that was replaced.
          backup.forget();
          check.forget();
        }}
      />
      <StoredFiles />
      <WorkspaceFiles state={data} />
      <JobsTable onCancel={stop} />
    </>
  );
}
