import { useState } from 'react';
import type { CherryPick } from '#shared/features/candidate/pick.ts';
import { useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { Section } from '../../../ui/Page.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { STOP } from '../../../ui/stops.ts';
import { Instant } from '../../../ui/time.tsx';
import { ask } from '../act/open.ts';
import classes from './Pick.module.css';
import { isOpen } from './pickForm.ts';
import { pickLooks } from './words.ts';

/** So many stand in the list besides those that somebody has to look at. */
const SHOWN = 3;

/** The cherry-picks of a project: those that are not done always, of the others the newest. */
export function PicksSection({ projectId }: { readonly projectId: number }) {
  const picks = useCall('candidate.picks', { projectId }).data;
  const [all, setAll] = useState(false);
  if (!picks || picks.length === 0) return null;
  const newest = picks.filter((pick) => !isOpen(pick)).slice(0, SHOWN);
  const shown = all ? picks : picks.filter((pick) => isOpen(pick) || newest.includes(pick));
  return (
    <Section title="Cherry-picks" count={picks.length}>
      <InsideRow value={true}>
        <ul className={classes.picks}>
          {shown.map((pick) => (
            <li key={pick.id} className={classes.pick}>
              <Sha value={pick.commitSha} />
              <button
                {...STOP}
                type="button"
                className={classes.open}
                title={pick.subject}
                onClick={() => ask({ act: 'picked', projectId, pickId: pick.id })}
              >
                {pick.subject}
              </button>
              <Outcome pick={pick} />
              <span className={classes.dim}>{pick.person}</span>
              <span className={classes.age}>
                <Instant at={pick.createdAt} form="age" />
              </span>
            </li>
          ))}
        </ul>
      </InsideRow>
      {shown.length < picks.length ? (
        <div className={classes.more}>
          <ActionButton label={`Show all ${picks.length}`} size="xs" onClick={() => setAll(true)} />
        </div>
      ) : null}
    </Section>
  );
}

/** How many releases came to which end. */
function Outcome({ pick: { targets } }: { readonly pick: CherryPick }) {
  const states = (['in_progress', 'failure', 'success'] as const).flatMap((state) => {
    const own = targets.filter((target) => target.state === state);
    return own.length === 0 ? [] : [{ state, own }];
  });
  return (
    <span className={classes.outcome}>
      {states.map(({ state, own }) => (
        <StateBadge
          key={state}
          {...pickLooks[state]}
          note={own.length === 1 ? (own[0]?.candidate ?? own[0]?.release ?? '') : `${own.length} releases`}
        />
      ))}
    </span>
  );
}
