import { type Changes, changeGroups } from '#shared/features/changelog/model.ts';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { formatCount } from '../../../ui/numbers.ts';
import classes from './Changes.module.css';
import { CommitRow } from './CommitRow.tsx';
import { groupTitles } from './words.ts';

/** How many authors are named. */
const SHOWN = 6;

/** Changes by what they are to those who read of them: what breaks something first. */
export function ChangeGroups({
  projectId,
  changes: { entries, counts },
  cuts = false,
}: {
  readonly projectId: number;
  readonly changes: Pick<Changes, 'entries' | 'counts'>;
  readonly cuts?: boolean;
}) {
  return (
    <InsideRow value={true}>
      {changeGroups.map((group) => {
        const own = entries.filter((change) => change.group === group);
        if (own.length === 0) return null;
        const title = groupTitles[group];
        return (
          <section key={group} className={classes.group} aria-label={title}>
            <h3 className={classes.groupHead} data-group={group}>
              {title}
              <span className={classes.count}>
                {own.length < counts[group]
                  ? `${formatCount(own.length)} newest of ${formatCount(counts[group])}`
                  : formatCount(counts[group])}
              </span>
            </h3>
            <ul className={classes.commits}>
              {own.map((change) => (
                <CommitRow key={change.sha} projectId={projectId} commit={change} cuts={cuts} />
              ))}
            </ul>
          </section>
        );
      })}
    </InsideRow>
  );
}

/** Who made the changes, those with the most first. */
export function Authors({ authors, authorCount }: Pick<Changes, 'authors' | 'authorCount'>) {
  const others = authorCount - Math.min(SHOWN, authors.length);
  return (
    <p className={classes.authors}>
      By{' '}
      {authors.slice(0, SHOWN).map(({ name, email, commits }, index) => (
        <span key={`${email} ${name}`} title={email}>
          {index > 0 ? ', ' : ''}
          {name} <span className={classes.count}>{formatCount(commits)}</span>
        </span>
      ))}
      {others > 0 ? ` and ${formatCount(others)} more` : ''}
    </p>
  );
}
