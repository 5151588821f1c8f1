import type { DeploymentFilter } from '#shared/features/deployment/filter.ts';
import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import { useCall } from '../../../api/client.ts';
import type { StatusCount } from '../../../ui/FilterChip.tsx';

/** The statuses that are offered as quick filters, what needs a look first. */
const quick: readonly DeploymentStatus[] = [
  'in_progress',
  'failed',
  'errored',
  'partial',
  'rolled_back',
  'succeeded',
];

export interface ListCounts {
  /** How many match; capped at 1,000 while `exact` is false. */
  readonly matching: number;
  readonly exact: boolean;
  readonly known: boolean;
  readonly total: number;
  readonly statuses: Partial<Record<DeploymentStatus, number>> | undefined;
  readonly quick: readonly StatusCount[];
}

/**
 * What the list counts: at once what the totals know, the exact number when it has been counted. The statuses are
 * counted without the filter's own condition on them, so that a quick filter can be changed for another.
 */
export function useListCounts(filter: DeploymentFilter): ListCounts {
  const { status: is, ...isRest } = filter.is;
  const { status: not, ...notRest } = filter.not;
  const summary = useCall('workspace.summary', undefined);
  const count = useCall('deployment.count', { filter });
  const scan = useCall('deployment.countExactly', { filter: { ...filter, is: isRest, not: notRest } });
  const statuses = scan.data && !scan.isPlaceholderData ? scan.data.statuses : undefined;
  const among = Object.entries(statuses ?? {}).filter(
    ([status]) =>
      (!is?.length || is.includes(status as DeploymentStatus)) && !not?.includes(status as DeploymentStatus),
  );
  const counted = statuses === undefined ? null : among.reduce((sum, [, n]) => sum + n, 0);
  const exact = count.data?.exact === true && !count.isPlaceholderData;
  return {
    matching: exact ? (count.data?.count ?? 0) : (counted ?? count.data?.count ?? 0),
    exact: exact || counted !== null,
    known: count.data !== undefined,
    total: summary.data?.deployments ?? 0,
    statuses,
    quick: quick.flatMap((status) => {
      const n = (statuses ?? scan.data?.statuses)?.[status] ?? 0;
      return n === 0 ? [] : [{ status, count: n, ...(status === 'in_progress' ? { label: 'running' } : {}) }];
    }),
  };
}
