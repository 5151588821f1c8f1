import type { DataGridColumn } from '../../../ui/DataGrid/columns.ts';
import { formatCount } from '../../../ui/numbers.ts';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { MandatoryMark, ProvenanceMark, RolloutMeter, StandingBadge } from '../Standing.tsx';
import { failedCount, type Provenance } from '../words.ts';
import type { CountedRelease } from './useHistory.ts';

/** A release with what its row says of where it comes from. */
export interface ReleaseLine extends CountedRelease {
  readonly provenance: Provenance;
}

const number = (value: number) => (value === 0 ? '0' : formatCount(value));

/** The history's columns. When room is short the tag goes first, then counters from the least telling one. */
export const releaseColumns: readonly DataGridColumn<ReleaseLine>[] = [
  {
    id: 'label',
    header: 'Release',
    width: 44,
    hideable: false,
    render: (row) => <Version value={row.label} strong />,
  },
  {
    id: 'range',
    header: 'For',
    width: 68,
    render: (row) => <Version value={row.targetBinaryRange} max={12} />,
  },
  { id: 'standing', header: 'Status', width: 94, render: (row) => <StandingBadge release={row} /> },
  {
    id: 'rollout',
    header: 'Rollout',
    minWidth: 96,
    grow: 1,
    render: (row) => <RolloutMeter release={row} />,
  },
  {
    id: 'method',
    header: 'Comes from',
    minWidth: 128,
    grow: 2,
    priority: 6,
    render: (row) => <ProvenanceMark provenance={row.provenance} />,
  },
  {
    id: 'mandatory',
    header: 'Install',
    width: 92,
    priority: 5,
    render: (row) => (row.isMandatory ? <MandatoryMark /> : null),
  },
  {
    id: 'tag',
    header: 'Tag',
    minWidth: 122,
    grow: 1,
    tone: 'dim',
    priority: 10,
    render: (row) => <Version value={row.tag} max={17} />,
  },
  {
    id: 'active',
    header: 'Active',
    width: 54,
    align: 'right',
    render: (row) => number(row.counters.active),
  },
  {
    id: 'installed',
    header: 'Installed',
    width: 58,
    align: 'right',
    tone: 'dim',
    priority: 8,
    render: (row) => number(row.counters.installed),
  },
  {
    id: 'downloaded',
    header: 'Downloaded',
    width: 70,
    align: 'right',
    tone: 'dim',
    priority: 9,
    render: (row) => number(row.counters.downloaded),
  },
  {
    id: 'failed',
    header: 'Failed',
    width: 46,
    align: 'right',
    priority: 3,
    render: (row) => <span title={failedCount(row.counters)}>{number(row.counters.failed)}</span>,
  },
  {
    id: 'age',
    header: 'Released',
    width: 80,
    align: 'right',
    tone: 'dim',
    priority: 4,
    render: (row) => <Instant at={row.releasedAt} />,
  },
];
