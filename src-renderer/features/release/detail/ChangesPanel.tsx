import type { OutputFor } from '../../../api/client.ts';
import { Instant } from '../../../ui/time.tsx';
import { ChangelogPart } from '../changes/ChangelogPart.tsx';
import classes from '../changes/Changes.module.css';
import { firstRuns } from './firstRuns.ts';

type Release = OutputFor<'release.get'>;
type Ran = OutputFor<'release.ran'>;

/** What changed in a release since the one before it, and where these changes came first. */
export function ChangesPanel({
  release: { id, projectId },
  ran,
}: {
  readonly release: Release;
  readonly ran: Ran | undefined;
}) {
  return (
    <>
      {ran && ran.length > 0 ? (
        <ul className={classes.reached} aria-label="Where it first ran">
          <li aria-hidden>First ran in</li>
          {firstRuns(ran).map(({ environmentId, environment, tier, from, version }) => (
            <li key={environmentId} title={`${version} was the first of it in ${environment}`}>
              <span className={classes.dot} data-tier={tier} aria-hidden />
              {environment} <Instant at={from} form="clock" />
            </li>
          ))}
        </ul>
      ) : null}
      <ChangelogPart
        projectId={projectId}
        question={{ ask: 'ofRelease', releaseId: id }}
        nothing="There is nothing to compare."
      />
    </>
  );
}
