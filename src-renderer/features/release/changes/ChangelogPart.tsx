import { IconAlertTriangle, IconFolderOpen, IconGitBranch, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Changelog, ChangelogEnd, ChangelogRange } from '#shared/features/changelog/contract.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { JobLine } from '../../../ui/JobLine.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import { Authors, ChangeGroups } from './ChangeGroups.tsx';
import classes from './Changes.module.css';
import { ReleaseNotes } from './ReleaseNotes.tsx';
import { useRangeRead } from './reads.ts';
import { type Question, useChangelog } from './useChangelog.ts';
import { summaryOf } from './words.ts';

type End = Changelog['to'];

/** An end as the job that reads takes it. */
function asked({ releaseId, commitSha }: End): ChangelogEnd | null {
  if (releaseId !== null) return { releaseId };
  return commitSha === null ? null : { commit: commitSha };
}

/** What the job that reads is asked for; null where no commit is known to lead there. */
function rangeOf(projectId: number, { from, to, state }: Changelog): ChangelogRange | null {
  const end = asked(to);
  return state === 'no_commit' || end === null ? null : { projectId, from: from && asked(from), to: end };
}

function EndName({ end }: { readonly end: Changelog['from'] }) {
  if (end === null) return 'the first commit';
  return <Version value={end.version ?? end.commitSha?.slice(0, 7) ?? ''} strong />;
}

/** What changed from one version to another: read from the clone once, by itself, here for good, and what the releases say of it. */
export function ChangelogPart({
  projectId,
  question,
  nothing,
}: {
  readonly projectId: number;
  readonly question: Question;
  /** Said when there is nothing to compare. */
  readonly nothing: ReactNode;
}) {
  const { changelog, error, more, loading, loadMore } = useChangelog(question);
  const read = useRangeRead({
    range: changelog ? rangeOf(projectId, changelog) : null,
    commits: changelog ? [changelog.from?.commitSha ?? null, changelog.to.commitSha] : [],
    isMissing: changelog?.state === 'not_read',
  });
  const { clone } = read;
  if (error) return <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />;
  if (changelog === undefined) return <RowSkeleton rows={6} label="Loading what changed" />;
  if (changelog === null) return <p className={classes.quiet}>{nothing}</p>;
  const { from, to, state, changes, readAt, notes } = changelog;
  const reader = (label: string) =>
    clone?.path == null ? (
      <ActionButton
        label="Attach a clone…"
        icon={IconFolderOpen}
        size="xs"
        onClick={() => ask({ act: 'clone', projectId })}
      />
    ) : (
      <ActionButton
        label={label}
        icon={IconGitBranch}
        size="xs"
        busy={read.busy}
        disabledReason={clone.problem}
        onClick={read.start}
      />
    );
  return (
    <div className={classes.changelog}>
      <p className={classes.head}>
        <span>
          From <EndName end={from} /> to <EndName end={to} />
        </span>
        {changes ? <span className={classes.summary}>{summaryOf(changes)}</span> : null}
        {readAt === null ? null : (
          <span className={classes.read}>
            read <Instant at={readAt} form="age" /> ago
            {reader('Read again')}
          </span>
        )}
      </p>
      {state === 'no_commit' ? (
        <Told icon="info">
          <EndName end={to.commitSha === null ? to : from} /> has no commit on record, so no history leads
          there. {notes.length > 0 ? 'What the releases say of themselves stands below.' : null}
        </Told>
      ) : state === 'not_read' && !read.isUnderWay ? (
        <Told icon="info" action={reader('Read it from the clone')}>
          Nobody has read these changes from a clone yet. {notReadHint(clone)}
        </Told>
      ) : null}
      <ErrorText error={read.error} />
      {read.job && read.job.status !== 'succeeded' ? <JobLine job={read.job} onCancel={read.cancel} /> : null}
      {changes ? (
        <>
          {changes.leftBehind > 0 ? (
            <Told icon="warning">
              {formatCount(changes.leftBehind)} {changes.leftBehind === 1 ? 'commit' : 'commits'} of{' '}
              <EndName end={from} /> {changes.leftBehind === 1 ? 'is' : 'are'} not in <EndName end={to} />:
              going there leaves {changes.leftBehind === 1 ? 'it' : 'them'} behind.
            </Told>
          ) : null}
          {changes.isShallow ? (
            <Told icon="warning">The clone lacked part of the history, so more may have changed.</Told>
          ) : null}
          {changes.total === 0 ? (
            <p className={classes.quiet}>
              No commit lies between them{' '}
              {changes.leftBehind > 0 ? 'in this direction.' : 'that belongs to the project.'}
            </p>
          ) : (
            <>
              <Authors authors={changes.authors} authorCount={changes.authorCount} />
              <ChangeGroups projectId={projectId} changes={changes} />
              {more ? (
                <div className={classes.more}>
                  <ActionButton label="Show older changes" size="xs" busy={loading} onClick={loadMore} />
                </div>
              ) : changelog.listed < changes.total ? (
                <p className={classes.quiet}>
                  The {formatCount(changelog.listed)} newest are listed; all {formatCount(changes.total)} are
                  counted.
                </p>
              ) : null}
            </>
          )}
        </>
      ) : null}
      <ReleaseNotes notes={notes} open={state !== 'read'} />
    </div>
  );
}

function notReadHint(clone: { readonly path: string | null; readonly problem: string | null } | undefined) {
  if (!clone) return null;
  if (clone.path === null) return 'No clone is attached on this machine.';
  return clone.problem;
}

/** A sentence that belongs to what is shown, with the one thing that can be done about it. */
function Told({
  icon,
  action,
  children,
}: {
  readonly icon: 'info' | 'warning';
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const Icon = icon === 'info' ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={classes.told} data-tone={icon}>
      <Icon size={15} stroke={1.75} aria-hidden />
      <span>{children}</span>
      {action}
    </div>
  );
}
