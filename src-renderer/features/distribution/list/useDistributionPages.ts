import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AppError } from '#shared/errors.ts';
import { client, type OutputFor } from '../../../api/client.ts';
import type { ListPlace } from '../places.ts';

const PAGE = 100;

type Page = OutputFor<'distribution.list'>;

/**
 * The distributions as pages from the newest backwards. The key begins with the procedure's name, so a change event
 * fetches the loaded pages anew.
 */
export function useDistributionPages({ projectId, store, statuses }: Omit<ListPlace, 'peek'>) {
  const filter = { projectId, store, statuses: statuses.length === 0 ? null : [...statuses] };
  const query = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], number | null>({
    queryKey: ['distribution.list', 'pages', filter],
    initialPageParam: null,
    queryFn: ({ pageParam }) => client.distribution.list({ ...filter, before: pageParam, limit: PAGE }),
    getNextPageParam: (page) => page.nextBefore,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  return {
    rows,
    ready: pages !== undefined,
    error: query.error,
    more: query.hasNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    again: () => void query.refetch(),
  };
}
