import { useDeferredValue, useState } from 'react';
import type { Changelog } from '#shared/features/changelog/contract.ts';
import { pathTo } from '../../../app/routes.ts';
import { Markdown } from '../../../ui/Markdown/Markdown.tsx';
import { SafeLink } from '../../../ui/SafeLink.tsx';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import classes from './Changes.module.css';

/** How many notes stand unfolded at most, the newest first. */
const UNFOLDED = 10;

/** What the releases between two versions say of themselves. They are all there is where no commits are known. */
export function ReleaseNotes({
  notes,
  open,
}: {
  readonly notes: Changelog['notes'];
  /** Whether they stand unfolded. */
  readonly open: boolean;
}) {
  const unfolds = useDeferredValue(open, false);
  if (notes.length === 0) {
    return open ? <p className={classes.quiet}>Nobody wrote notes for these releases either.</p> : null;
  }
  return (
    <section className={classes.group} aria-label="Notes of the releases">
      <h3 className={classes.groupHead}>
        Notes of the releases<span className={classes.count}>{notes.length}</span>
      </h3>
      {notes.map((note, index) => (
        <Note key={note.releaseId} note={note} open={unfolds && index < UNFOLDED} />
      ))}
    </section>
  );
}

/** One release's notes. They are read from their text when they are unfolded. */
function Note({ note, open }: { readonly note: Changelog['notes'][number]; readonly open: boolean }) {
  const [chosen, choose] = useState<boolean | null>(null);
  const isOpen = chosen ?? open;
  const { releaseId, version, name, notes, url, publishedAt } = note;
  return (
    <details
      className={classes.note}
      open={isOpen}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== isOpen) choose(currentTarget.open);
      }}
    >
      <summary>
        <Version value={version} strong />
        {name && name !== version ? <span className={classes.summary}>{name}</span> : null}
        <span className={classes.age}>
          <Instant at={publishedAt} form="age" />
        </span>
      </summary>
      {isOpen ? <Markdown text={notes} highest={4} /> : null}
      <p className={classes.noteLinks}>
        <a href={`#${pathTo.release(releaseId)}`}>Open the release</a>
        {url === null ? null : <SafeLink url={url} label="Where it was published" />}
      </p>
    </details>
  );
}
