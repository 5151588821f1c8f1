import { IconArrowRight } from '@tabler/icons-react';
import type { CherryPick, PickTargetRecord } from '#shared/features/candidate/pick.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { Version } from '../../../ui/Version.tsx';
import { ask } from '../act/open.ts';
import { Conflicts } from './Conflicts.tsx';
import classes from './Pick.module.css';
import { pickLooks } from './words.ts';

/** What became of a commit in each release that it was picked onto. */
export function PickResult({
  pick: { id, subject, reason, person, targets },
}: {
  readonly pick: CherryPick;
}) {
  return (
    <>
      <p className={classes.what}>
        {subject}
        <span className={classes.dim}>
          {[person === null ? null : `picked by ${person}`, reason].filter(Boolean).join(': ')}
        </span>
      </p>
      <ul className={classes.results} aria-label="What became of it" aria-live="polite">
        {targets.map((target) => (
          <Target key={target.releaseId} pickId={id} target={target} />
        ))}
      </ul>
    </>
  );
}

function Target({ pickId, target }: { readonly pickId: number; readonly target: PickTargetRecord }) {
  const { releaseId, release, from, candidate, state, commitSha, failure } = target;
  const { label, tone } = pickLooks[state];
  const resolved = state === 'success' && failure !== null;
  return (
    <li className={classes.result} aria-label={release}>
      <div className={classes.line}>
        <StateBadge tone={tone} label={label} {...(resolved ? { note: 'resolved by hand' } : {})} />
        <span className={classes.way}>
          <Version value={from} />
          {candidate === null ? null : (
            <>
              <IconArrowRight size={14} stroke={1.75} aria-hidden />
              <a href={`#${pathTo.release(releaseId)}`}>
                <Version value={candidate} strong />
              </a>
            </>
          )}
        </span>
        {commitSha === null ? null : <Sha value={commitSha} copy />}
        {state === 'failure' ? (
          <ActionButton
            label="Resolve…"
            size="xs"
            onClick={() => ask({ act: 'resolve', pickId, releaseId })}
          />
        ) : null}
      </div>
      {failure && state === 'failure' ? <Conflicts failure={failure} /> : null}
    </li>
  );
}
