import { useCall } from '../../../api/client.ts';
import { pathTo } from '../../../app/routes.ts';
import { PeekLine, PeekPart } from '../../../ui/PeekDrawer.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import classes from './Changes.module.css';
import { summaryOf } from './words.ts';

/** How many of the newest changes are named. */
const SHOWN = 5;

/** What changed in a release as far as it was read, beside the list; its own page has all of it. */
export function PeekChanges({ releaseId }: { readonly releaseId: number }) {
  const { data } = useCall('changelog.ofRelease', { releaseId, limit: SHOWN }, { keepPrevious: false });
  if (!data) return null;
  const { changes } = data;
  return (
    <PeekPart title="Changes">
      {changes?.entries.map(({ sha, subject }) => (
        <PeekLine key={sha} aside={<Sha value={sha} />}>
          <span className={classes.words} title={subject}>
            {subject}
          </span>
        </PeekLine>
      ))}
      <p className={classes.quiet}>
        {changes ? summaryOf(changes) : 'Not read from a clone yet'}.{' '}
        <a className={classes.all} href={`#${pathTo.release(releaseId)}?tab=changes`}>
          {changes ? 'Show all of it' : 'Show what is known'}
        </a>
      </p>
    </PeekPart>
  );
}
