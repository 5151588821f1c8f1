import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { AppError } from '#shared/errors.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { PlaceCounters } from '#shared/features/codepush/metrics.ts';
import { client, type OutputFor } from '../../../api/client.ts';

const PAGE = 100;

export type CountedRelease = ReleaseRow & { readonly counters: PlaceCounters };

export interface History {
  readonly channel: Channel | undefined;
  /** Newest first, as far as they were read. */
  readonly rows: readonly CountedRelease[];
  readonly error: AppError | null;
  readonly more: boolean;
  readonly loadMore: () => void;
}

/**
 * A channel's releases in pages backwards. The key is the procedure's name: a change event reads every page again
 * that was read, each from the end of the one before, so that no row is lost between them.
 */
export function useHistory(channelId: number): History {
  const query = useInfiniteQuery<
    OutputFor<'codepush.history'>,
    AppError,
    { pages: OutputFor<'codepush.history'>[] },
    readonly unknown[],
    number | null
  >({
    queryKey: ['codepush.history', { channelId }, 'pages'],
    initialPageParam: null,
    queryFn: ({ pageParam }) => client.codepush.history({ channelId, before: pageParam, limit: PAGE }),
    getNextPageParam: (page) => page.nextBefore,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return {
    channel: pages?.[0]?.channel,
    rows,
    error: query.error,
    more: hasNextPage,
    loadMore,
  };
}
