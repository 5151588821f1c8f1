import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { AppError } from '#shared/errors.ts';
import { client, type OutputFor } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import classes from './Changes.module.css';
import { CommitRow } from './CommitRow.tsx';

const PAGE = 50;
type Page = OutputFor<'changelog.commits'>;

/** The commits of a branch that a text finds, released or not, each with the versions that are cut of it. */
export function FoundCommits({
  projectId,
  branch,
  text,
}: {
  readonly projectId: number;
  readonly branch: string | null;
  readonly text: string;
}) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery<
    Page,
    AppError,
    { pages: Page[] },
    readonly unknown[],
    number
  >({
    queryKey: ['changelog.commits', 'pages', projectId, branch, text],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      client.changelog.commits({ projectId, branch, text, skip: pageParam, limit: PAGE }),
    getNextPageParam: (page, pages) => (page.more ? pages.length * PAGE : undefined),
    placeholderData: keepPreviousData,
  });
  if (error) return <ErrorText error={error} />;
  if (!data) return <RowSkeleton rows={4} label="Looking for commits" />;
  const rows = data.pages.flatMap((page) => page.rows);
  if (rows.length === 0)
    return (
      <p className={classes.quiet}>
        No commit of this branch says “{text}”, and none begins with it. Escape clears the text.
      </p>
    );
  return (
    <div className={classes.list}>
      <InsideRow value={true}>
        <ul className={classes.commits} aria-label="Commits that were found">
          {rows.map((commit) => (
            <CommitRow key={commit.sha} projectId={projectId} commit={commit} cuts />
          ))}
        </ul>
      </InsideRow>
      {hasNextPage ? (
        <div className={classes.more}>
          <ActionButton
            label="Show older commits"
            size="xs"
            busy={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          />
        </div>
      ) : null}
    </div>
  );
}
