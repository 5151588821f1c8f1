import { memo } from 'react';
import type { Change } from '#shared/features/changelog/model.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import classes from './Changes.module.css';

/** A commit as a line: of a changelog, or as it stands in the clone. */
export interface CommitLine
  extends Pick<Change, 'sha' | 'subject' | 'author' | 'authoredAt'>,
    Partial<Pick<Change, 'scope' | 'pullRequest' | 'breaking' | 'reverts'>> {
  readonly isMerge?: boolean;
  /** The project's versions of this commit. */
  readonly versions?: readonly string[];
}

/** One commit: what it says, whose it is, and what can be made of it. A changelog has a thousand of them. */
export const CommitRow = memo(function CommitRow({
  projectId,
  commit,
  cuts = false,
}: {
  readonly projectId: number;
  readonly commit: CommitLine;
  /** Whether a candidate can be cut from it here. */
  readonly cuts?: boolean;
}) {
  const { sha, subject, author, authoredAt, scope, pullRequest, breaking, reverts, isMerge, versions } =
    commit;
  return (
    <li className={classes.commit} data-cuts={cuts || undefined}>
      <Sha value={sha} />
      <span className={classes.subject}>
        <span className={classes.words} title={subject}>
          {scope ? <strong>{scope}: </strong> : null}
          {subject}
        </span>
        {isMerge ? <span className={classes.tag}>merge</span> : null}
        {reverts ? <span className={classes.tag}>takes back {reverts.slice(0, 7)}</span> : null}
        {versions?.slice(0, 2).map((version) => (
          <span key={version} className={classes.version}>
            <Version value={version} max={18} />
          </span>
        ))}
        {versions && versions.length > 2 ? (
          <span className={classes.tag} title={versions.join(', ')}>
            +{versions.length - 2}
          </span>
        ) : null}
      </span>
      <span className={classes.pull}>{pullRequest ? `#${pullRequest}` : null}</span>
      <span className={classes.author} title={author}>
        {author}
      </span>
      <span className={classes.age}>
        <Instant at={authoredAt} form="age" />
      </span>
      <span className={classes.acts}>
        {cuts ? (
          <ActionButton label="Cut" size="xs" onClick={() => ask({ act: 'cut', projectId, commit: sha })} />
        ) : null}
        <ActionButton label="Pick" size="xs" onClick={() => ask({ act: 'pick', projectId, commit: sha })} />
      </span>
      {breaking ? <p className={classes.breaking}>{breaking}</p> : null}
    </li>
  );
});
