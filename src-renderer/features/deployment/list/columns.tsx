import { IconFileImport } from '@tabler/icons-react';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import type { DataGridColumn } from '../../../ui/DataGrid/columns.ts';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { FlagIcons } from '../../../ui/FlagIcons.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { Duration, Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { kindLabels, sourceLabels } from '../words.ts';
import classes from './List.module.css';

/** How long it took, or how long it has run; empty while it has not begun. */
export function Took({ row }: { readonly row: Pick<DeploymentRow, 'status' | 'startedAt' | 'finishedAt'> }) {
  const { startedAt, finishedAt } = row;
  if (startedAt === null) return null;
  if (finishedAt === null) return <Duration ms={null} running since={startedAt} />;
  return <Duration ms={Math.max(0, finishedAt - startedAt)} />;
}

function Marks({ row }: { readonly row: DeploymentRow }) {
  return (
    <span className={classes.marks}>
      {row.attempt > 1 ? (
        <span className={classes.attempt} title={`attempt ${row.attempt}`}>
          ×{row.attempt}
        </span>
      ) : null}
      {row.importId !== null ? (
        <IconFileImport size={14} stroke={1.75} role="img" aria-label="from an import that can be undone">
          <title>from an import that can be undone</title>
        </IconFileImport>
      ) : null}
      <FlagIcons flags={row.flags} />
    </span>
  );
}

/** The list's columns. When room is short the highest priority goes first; status, version and environment never go. */
export const deploymentColumns: readonly DataGridColumn<DeploymentRow>[] = [
  {
    id: 'status',
    header: 'Status',
    width: 100,
    sortable: true,
    hideable: false,
    render: (row) => <StatusBadge status={row.status} />,
  },
  {
    id: 'project',
    header: 'Project',
    minWidth: 102,
    grow: 2,
    tone: 'strong',
    sortable: true,
    render: (row) => row.project,
  },
  {
    id: 'version',
    header: 'Version',
    minWidth: 118,
    grow: 2,
    hideable: false,
    render: (row) => <Version value={row.version} />,
  },
  {
    id: 'fromVersion',
    header: 'From',
    minWidth: 104,
    grow: 1,
    tone: 'dim',
    priority: 9,
    render: (row) => (row.fromVersion === null ? null : <Version value={row.fromVersion} max={18} />),
  },
  {
    id: 'environment',
    header: 'Environment',
    minWidth: 80,
    grow: 1,
    hideable: false,
    sortable: true,
    render: (row) => <EnvironmentLabel name={row.environment} tier={row.tier} />,
  },
  {
    id: 'actor',
    header: 'Actor',
    minWidth: 96,
    grow: 1,
    tone: 'dim',
    priority: 6,
    sortable: true,
    render: (row) => row.actor,
  },
  {
    id: 'source',
    header: 'Source',
    width: 64,
    tone: 'dim',
    priority: 8,
    render: (row) => sourceLabels[row.source],
  },
  {
    id: 'kind',
    header: 'Kind',
    width: 88,
    tone: 'dim',
    priority: 10,
    render: (row) => kindLabels[row.kind],
  },
  {
    id: 'time',
    header: 'Started',
    width: 90,
    align: 'right',
    tone: 'dim',
    sortable: true,
    priority: 2,
    render: (row) => <Instant at={row.triggeredAt} />,
  },
  {
    id: 'took',
    header: 'Took',
    width: 64,
    align: 'right',
    priority: 3,
    render: (row) => <Took row={row} />,
  },
  {
    id: 'flags',
    header: 'Flags',
    width: 28,
    headerHidden: true,
    priority: 4,
    render: (row) => <Marks row={row} />,
  },
];
