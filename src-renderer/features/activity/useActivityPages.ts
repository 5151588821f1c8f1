import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AppError } from '#shared/errors.ts';
import type { ActivityFilter } from '#shared/features/activity/contract.ts';
import type { ActivityRow } from '#shared/features/activity/model.ts';
import { client, type OutputFor } from '../../api/client.ts';

const PAGE = 100;

export interface ActivityPages {
  readonly rows: readonly ActivityRow[];
  readonly loading: boolean;
  readonly error: AppError | null;
  /** More entries may match further back. */
  readonly more: boolean;
  /** How many pages in a row found nothing, at the end of what is loaded. */
  readonly fruitless: number;
  /** Where the search back has come to; null when it has looked at everything. */
  readonly lookedTo: number | null;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

/**
 * The log as pages from a cursor backwards. Entries never change, so pages are not fetched again when one is added:
 * the page says how many are new. The key is no procedure's name for that reason.
 */
export function useActivityPages(filter: ActivityFilter, start: number | null): ActivityPages {
  const query = useInfiniteQuery<
    OutputFor<'activity.list'>,
    AppError,
    { pages: OutputFor<'activity.list'>[] },
    readonly unknown[],
    number | null
  >({
    queryKey: ['activity pages', filter, start],
    initialPageParam: start,
    queryFn: ({ pageParam }) => client.activity.list({ filter, cursor: pageParam, limit: PAGE }),
    getNextPageParam: (page) => page.nextCursor,
    gcTime: 0,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  const last = pages?.at(-1);
  const withRows = pages?.findLastIndex((page) => page.rows.length > 0) ?? -1;
  return {
    rows,
    loading: query.isPending || query.isFetchingNextPage,
    error: query.error,
    more: query.hasNextPage,
    fruitless: (pages?.length ?? 0) - 1 - withRows,
    lookedTo: last?.nextCursor ?? null,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    reload: () => void query.refetch(),
  };
}
