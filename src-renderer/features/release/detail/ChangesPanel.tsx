import type { OutputFor } from '../../../api/client.ts';
import { Instant } from '../../../ui/time.tsx';
import { ChangelogPart } from '../changes/ChangelogPart.tsx';
import classes from '../changes/Changes.module.css';

type Release = OutputFor<'release.get'>;
type Ran = OutputFor<'release.ran'>;

/** When any version of the release first ran in each environment, the earliest first. */
export function firstRuns(ran: Ran): Ran {
  const first = new Map<number, Ran[number]>();
  for (const one of ran) {
    const known = first.get(one.environmentId);
    if (!known || one.from < known.from) first.set(one.environmentId, one);
  }
  return [...first.values()].toSorted((a, b) => a.from - b.from);
}

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
