import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { AppError } from '#shared/errors.ts';
import type { Changelog, ChangelogRange } from '#shared/features/changelog/contract.ts';
import { client } from '../../../api/client.ts';

const PAGE = 200;

/** Between which versions one asks what changed. */
export type Question =
  | ({ readonly ask: 'between' } & ChangelogRange)
  | { readonly ask: 'ofRelease'; readonly releaseId: number }
  | {
      readonly ask: 'pending';
      readonly projectId: number;
      readonly lowerId: number;
      readonly upperId: number;
    };

function answerOf(question: Question, skip: number): Promise<Changelog | null> {
  const page = { skip, limit: PAGE };
  switch (question.ask) {
    case 'between': {
      const { projectId, from, to } = question;
      return client.changelog.between({ projectId, from, to, ...page });
    }
    case 'ofRelease':
      return client.changelog.ofRelease({ releaseId: question.releaseId, ...page });
    case 'pending': {
      const { projectId, lowerId, upperId } = question;
      return client.changelog.pending({ projectId, lowerId, upperId, ...page });
    }
  }
}

/**
 * A changelog with its lines as pages, the newest first; null when nothing runs in the lower environment. The key begins
 * with the procedure's name, so a change event fetches the loaded pages anew.
 */
export function useChangelog(question: Question) {
  const query = useInfiniteQuery<
    Changelog | null,
    AppError,
    { pages: (Changelog | null)[] },
    readonly unknown[],
    number
  >({
    queryKey: [`changelog.${question.ask}`, 'pages', question],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => answerOf(question, pageParam),
    getNextPageParam: (page, pages) => {
      const loaded = pages.length * PAGE;
      return page && loaded < page.listed ? loaded : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const [first] = query.data?.pages ?? [];
  const entries = query.data?.pages.flatMap((page) => page?.changes?.entries ?? []) ?? [];
  return {
    changelog: first && { ...first, changes: first.changes && { ...first.changes, entries } },
    error: query.error,
    more: query.hasNextPage,
    loading: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
  };
}
