import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AppError } from '#shared/errors.ts';
import { client, type OutputFor } from '../../../api/client.ts';

const PAGE = 30;

export type Board = OutputFor<'release.board'>;

/**
 * The board of a project with its releases as pages, the highest version first. The key begins with the procedure's
 * name, so a change event fetches the loaded pages anew.
 */
export function useBoard(projectId: number | null, text: string) {
  const query = useInfiniteQuery<Board, AppError, { pages: Board[] }, readonly unknown[], string | null>({
    queryKey: ['release.board', 'pages', projectId, text],
    enabled: projectId !== null,
    initialPageParam: null,
    queryFn: ({ pageParam }) =>
      client.release.board({ projectId: projectId ?? 0, text, cursor: pageParam, limit: PAGE }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const releases = useMemo(() => pages?.flatMap((page) => page.releases) ?? [], [pages]);
  return {
    board: pages?.[0],
    releases,
    error: query.error,
    more: query.hasNextPage,
    loading: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
  };
}
