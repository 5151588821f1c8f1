import type { ListedRun, Run } from '#shared/features/workflow/model.ts';
import type { OutputFor } from '../../../api/client.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import type { DataGridColumn } from '../../../ui/DataGrid/columns.ts';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Duration, Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { progressOf, runLooks } from '../words.ts';

export type FoundLine = OutputFor<'workflow.search'>[number];

/** So many letters stand in the column whole; a longer version loses its middle, never its end. */
const VERSION = { width: 124, letters: 17 };

function Where({ run }: { readonly run: Pick<Run, 'environment' | 'tier'> }) {
  if (run.environment === null || run.tier === null) return <span className={text.dim}>build</span>;
  return <EnvironmentLabel name={run.environment} tier={run.tier} />;
}

const took = ({ startedAt, finishedAt }: Run) =>
  startedAt === null || finishedAt === null ? null : finishedAt - startedAt;

export const runColumns: readonly DataGridColumn<ListedRun>[] = [
  {
    id: 'status',
    header: 'Status',
    width: 178,
    hideable: false,
    render: (run) => {
      const progress = progressOf(run);
      return <StatusBadge {...runLooks[run.status]} {...(progress === '' ? {} : { note: progress })} />;
    },
  },
  { id: 'project', header: 'Project', width: 100, grow: 1, tone: 'strong', render: (run) => run.project },
  {
    id: 'version',
    header: 'Version',
    width: VERSION.width,
    hideable: false,
    render: (run) => <Version value={run.version} max={VERSION.letters} />,
  },
  { id: 'where', header: 'Environment', width: 120, hideable: false, render: (run) => <Where run={run} /> },
  {
    id: 'attempt',
    header: 'Attempt',
    width: 58,
    align: 'right',
    priority: 4,
    render: (run) => (run.attempt > 1 ? run.attempt : ''),
  },
  {
    id: 'error',
    header: 'Because',
    width: 140,
    grow: 3,
    tone: 'dim',
    priority: 2,
    render: (run) => run.errorMessage ?? run.asks,
  },
  {
    id: 'decide',
    header: 'Decision',
    headerHidden: true,
    width: 62,
    align: 'right',
    hideable: false,
    render: (run) =>
      run.asks === null ? null : (
        <ActionButton
          label="Decide"
          size="xs"
          onClick={() => openDialog({ kind: 'run', act: 'decide', runId: run.id })}
        />
      ),
  },
  {
    id: 'took',
    header: 'Took',
    width: 66,
    align: 'right',
    priority: 3,
    render: (run) => (
      <Duration
        ms={took(run)}
        running={run.startedAt !== null && run.finishedAt === null}
        since={run.startedAt}
      />
    ),
  },
  {
    id: 'begun',
    header: 'Begun',
    width: 78,
    align: 'right',
    tone: 'dim',
    priority: 1,
    render: (run) => <Instant at={run.startedAt ?? run.createdAt} />,
  },
];

export const lineColumns: readonly DataGridColumn<FoundLine>[] = [
  {
    id: 'project',
    header: 'Project',
    width: 90,
    tone: 'strong',
    priority: 3,
    render: (found) => found.project,
  },
  {
    id: 'version',
    header: 'Version',
    width: VERSION.width,
    hideable: false,
    render: (found) => <Version value={found.version} max={VERSION.letters} />,
  },
  { id: 'where', header: 'Environment', width: 110, priority: 2, render: (found) => <Where run={found} /> },
  { id: 'step', header: 'Step', width: 110, tone: 'dim', priority: 1, render: (found) => found.step },
  {
    id: 'line',
    header: 'Line',
    width: 200,
    grow: 1,
    hideable: false,
    render: (found) => <span className={text.mono}>{found.line}</span>,
  },
  {
    id: 'at',
    header: 'Written',
    width: 78,
    align: 'right',
    tone: 'dim',
    priority: 4,
    render: (found) => <Instant at={found.at} />,
  },
];
