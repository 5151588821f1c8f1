import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AppError } from '#shared/errors.ts';

interface PageBackwards<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; null after the last. */
  readonly nextBefore: number | null;
}

/**
 * A list in pages from the newest row backwards; another `asked` keeps the old rows until the new ones are there. The key
 * begins with the procedure's name, so a change event fetches the loaded pages anew.
 */
export function usePagesBackwards<Row>(
  procedure: string,
  asked: unknown,
  fetchPage: (before: number | null) => Promise<PageBackwards<Row>>,
) {
  type Page = PageBackwards<Row>;
  const query = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], number | null>({
    queryKey: [procedure, 'pages', asked],
    initialPageParam: null,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
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
