import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { AppError } from '#shared/errors.ts';
import { client, type OutputFor } from '../../../api/client.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { OutputLog } from '../../../ui/OutputLog/OutputLog.tsx';
import { Section } from '../../../ui/Page.tsx';
import { outputLines } from './outputLines.ts';

type Page = OutputFor<'distribution.output'>;

/** What the deliveries of a distribution wrote, secrets masked; where a long one was shortened, a mark says so. */
export function OutputPanel({
  id,
  count,
  running,
}: {
  readonly id: number;
  readonly count: number;
  readonly running: boolean;
}) {
  // The key says how much there is: what was written is never changed, only more comes.
  const query = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], number | null>({
    queryKey: ['distribution output', id],
    initialPageParam: null,
    queryFn: ({ pageParam }) => client.distribution.output({ id, after: pageParam, limit: 1000 }),
    getNextPageParam: (page) => page.nextAfter,
    enabled: count > 0,
    gcTime: 0,
  });
  const { hasNextPage, isFetching, fetchNextPage, refetch, data } = query;
  const known = data?.pages.reduce((sum, page) => sum + page.rows.length, 0) ?? 0;
  useEffect(() => {
    if (isFetching || known >= count) return;
    void (hasNextPage ? fetchNextPage() : refetch());
  }, [isFetching, known, count, hasNextPage, fetchNextPage, refetch]);
  const lines = useMemo(() => outputLines(data?.pages.flatMap(({ rows }) => rows) ?? []), [data]);
  if (count === 0 && !running) return null;
  const shortened = lines.some(({ kind }) => kind === 'gap');
  return (
    <Section
      title="Output"
      count={
        lines.length === 0
          ? 'nothing written yet'
          : `${formatCount(lines.length)} lines${shortened ? ', shortened in the middle' : ''}`
      }
    >
      <ErrorText error={query.error} />
      {lines.length > 0 ? (
        <OutputLog label="Output of the delivery" lines={lines} fileName={`delivery-${id}.log`} />
      ) : null}
    </Section>
  );
}
