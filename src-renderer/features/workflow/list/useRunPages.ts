import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AppError } from '#shared/errors.ts';
import { client, type OutputFor } from '../../../api/client.ts';

const PAGE = 100;

type Page = OutputFor<'workflow.recent'>;

/** The runs of all projects as pages from the newest backwards, fetched anew when one changes. */
export function useRunPages(isOpen: boolean) {
  const query = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], number | null>({
    queryKey: ['workflow.recent', 'pages', isOpen],
    initialPageParam: null,
    queryFn: ({ pageParam }) => client.workflow.recent({ isOpen, before: pageParam, limit: PAGE }),
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
