import type { Changelog } from '#shared/features/changelog/contract.ts';
import { pathTo } from '../../../app/routes.ts';
import { SafeLink } from '../../../ui/SafeLink.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import classes from './Changes.module.css';

/** What the releases between two versions say of themselves. They are all there is where no commits are known. */
export function ReleaseNotes({
  notes,
  open,
}: {
  readonly notes: Changelog['notes'];
  /** Whether they stand unfolded. */
  readonly open: boolean;
}) {
  if (notes.length === 0) {
    return open ? <p className={classes.quiet}>Nobody wrote notes for these releases either.</p> : null;
  }
  return (
    <section className={classes.group} aria-label="Notes of the releases">
      <h3 className={classes.groupHead}>
        Notes of the releases<span className={classes.count}>{notes.length}</span>
      </h3>
      {notes.map(({ releaseId, version, name, notes: written, url, publishedAt }) => (
        <details key={releaseId} className={classes.note} open={open}>
          <summary>
            <Version value={version} strong />
            {name && name !== version ? <span className={classes.summary}>{name}</span> : null}
            <span className={classes.age}>
              <Instant at={publishedAt} form="age" />
            </span>
          </summary>
          <p className={text.prose}>{written}</p>
          <p className={classes.noteLinks}>
            <a href={`#${pathTo.release(releaseId)}`}>Open the release</a>
            {url === null ? null : <SafeLink url={url} label="Where it was published" />}
          </p>
        </details>
      ))}
    </section>
  );
}
