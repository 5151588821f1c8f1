import { osLabels } from '#shared/features/build/model.ts';
import { readStoreState } from '#shared/features/distribution/store-state.ts';
import { storeRules } from '#shared/features/distribution/stores.ts';
import type { DataGridColumn } from '../../../ui/DataGrid/columns.ts';
import { DeliveryBadge } from '../../../ui/DeliveryBadge.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import {
  type ListedDistribution,
  methodLabels,
  numberLabel,
  shareText,
  trackLabel,
  versionOf,
} from '../words.ts';

/** What the store says of it, in its own badge; nothing while it has not said anything. */
export function StoreSays({
  row,
}: {
  readonly row: Pick<ListedDistribution, 'store' | 'track' | 'storeState'>;
}) {
  if (row.storeState === null) return null;
  const { tone, label } = readStoreState(row.store, row.track, row.storeState);
  return <StateBadge tone={tone} label={label} />;
}

export const distributionColumns: readonly DataGridColumn<ListedDistribution>[] = [
  {
    id: 'status',
    header: 'Delivery',
    width: 100,
    hideable: false,
    render: (row) => <DeliveryBadge status={row.status} />,
  },
  { id: 'project', header: 'Project', width: 100, grow: 1, tone: 'strong', render: (row) => row.project },
  {
    id: 'version',
    header: 'Version',
    width: 72,
    grow: 1,
    hideable: false,
    render: (row) => <Version value={versionOf(row)} max={18} />,
  },
  {
    id: 'target',
    header: 'Build',
    width: 150,
    priority: 5,
    render: (row) => (
      <EnvironmentLabel name={`${osLabels[row.os]} ${numberLabel(row.deploymentNumber)}`} tier={row.target} />
    ),
  },
  {
    id: 'track',
    header: 'Track',
    width: 112,
    grow: 1,
    hideable: false,
    render: (row) => trackLabel(row.store, row.track),
  },
  {
    id: 'store',
    header: 'Store',
    width: 92,
    tone: 'dim',
    priority: 4,
    render: (row) => storeRules[row.store].label,
  },
  {
    id: 'method',
    header: 'Method',
    width: 66,
    tone: 'dim',
    priority: 6,
    render: (row) => methodLabels[row.releaseMethod],
  },
  {
    id: 'storeState',
    header: 'Store says',
    width: 150,
    grow: 3,
    priority: 2,
    render: (row) => <StoreSays row={row} />,
  },
  {
    id: 'share',
    header: 'Reaches',
    width: 58,
    align: 'right',
    priority: 3,
    render: (row) => (row.share === null ? null : shareText(row.share)),
  },
  { id: 'actor', header: 'Actor', width: 96, tone: 'dim', priority: 7, render: (row) => row.actor },
  {
    id: 'made',
    header: 'Made',
    width: 78,
    priority: 1,
    align: 'right',
    tone: 'dim',
    render: (row) => <Instant at={row.createdAt} />,
  },
];
