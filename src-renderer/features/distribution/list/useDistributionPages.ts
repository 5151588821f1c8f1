import { client } from '../../../api/client.ts';
import { usePagesBackwards } from '../../../api/pages.ts';
import type { ListPlace } from '../places.ts';

const PAGE = 100;

/** The distributions that fit the conditions of a place. */
export function useDistributionPages({ projectId, store, statuses }: Omit<ListPlace, 'peek'>) {
  const filter = { projectId, store, statuses: statuses.length === 0 ? null : [...statuses] };
  return usePagesBackwards('distribution.list', filter, (before) =>
    client.distribution.list({ ...filter, before, limit: PAGE }),
  );
}
