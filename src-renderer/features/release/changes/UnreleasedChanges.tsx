import { useState } from 'react';
import type { Changes } from '#shared/features/changelog/model.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { formatCount } from '../../../ui/numbers.ts';
import { Version } from '../../../ui/Version.tsx';
import { Authors } from './ChangeGroups.tsx';
import classes from './Changes.module.css';
import { CommitRow } from './CommitRow.tsx';

/** So many stand above the releases before somebody asks for all. */
const SHOWN = 6;

/** The commits since the newest version in the order they were made, because one is cut from a point in time. */
export function UnreleasedChanges({
  projectId,
  changes,
  since,
  more,
}: {
  readonly projectId: number;
  readonly changes: Changes;
  readonly since: string | null;
  /** There are more than were looked at. */
  readonly more: boolean;
}) {
  const [all, setAll] = useState(false);
  const { entries, total, leftBehind } = changes;
  const shown = all ? entries : entries.slice(0, SHOWN);
  return (
    <div className={classes.list}>
      <Authors authors={changes.authors} authorCount={changes.authorCount} />
      {leftBehind > 0 && since !== null ? (
        <p className={classes.quiet}>
          {formatCount(leftBehind)} {leftBehind === 1 ? 'commit' : 'commits'} of <Version value={since} />{' '}
          {leftBehind === 1 ? 'is' : 'are'} not on this branch.
        </p>
      ) : null}
      <InsideRow value={true}>
        <ul className={classes.commits} aria-label="Commits that no release has">
          {shown.map((change) => (
            <CommitRow
              key={change.sha}
              projectId={projectId}
              commit={{
                ...change,
                scope: change.type === null ? change.scope : typed(change.type, change.scope),
              }}
              cuts
            />
          ))}
        </ul>
      </InsideRow>
      {shown.length < entries.length ? (
        <div className={classes.more}>
          <ActionButton
            label={`Show ${entries.length < total ? `the ${formatCount(entries.length)} newest` : `all ${formatCount(total)}`}`}
            size="xs"
            onClick={() => setAll(true)}
          />
        </div>
      ) : entries.length < total || more ? (
        <p className={classes.quiet}>
          The {formatCount(entries.length)} newest of {more ? 'more than ' : ''}
          {formatCount(total)} are listed. A text finds any of them.
        </p>
      ) : null}
    </div>
  );
}

/** `feat(cart)`, as the author wrote it. */
function typed(type: string, scope: string | null): string {
  return scope === null ? type : `${type}(${scope})`;
}
