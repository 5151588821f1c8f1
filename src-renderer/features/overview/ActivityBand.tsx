import type { ActivityRow } from '#shared/features/activity/model.ts';
import { entryWords } from '#shared/features/activity/words.ts';
import type { Tier } from '#shared/features/environment/model.ts';
import { pathTo } from '../../app/routes.ts';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { Section } from '../../ui/Page.tsx';
import { Instant } from '../../ui/time.tsx';
import classes from './Overview.module.css';
import { objectOf } from './words.ts';

/** Who did what, when and why: the newest entries of the audit chain. */
export function ActivityBand({
  entries,
  tierOf,
}: {
  readonly entries: readonly ActivityRow[];
  readonly tierOf: (environment: string) => Tier;
}) {
  return (
    <Section title="Recent activity" boxed>
      {entries.length === 0 ? (
        <p className={classes.calm}>Nobody has done anything yet.</p>
      ) : (
        <ul className={classes.rows}>
          {entries.map((entry) => (
            <li key={entry.seq} className={classes.entry}>
              <span className={classes.when}>
                <Instant at={entry.at} form="clock" />
              </span>
              <span className={classes.clip}>{entry.actor.name}</span>
              <span className={classes.deed} title={`${entryWords(entry)} ${objectOf(entry)}`}>
                <span className={classes.verb} data-refused={entry.refused !== null || undefined}>
                  {entryWords(entry)}
                </span>{' '}
                <span className={classes.object}>
                  {entry.deploymentId === null ? (
                    objectOf(entry)
                  ) : (
                    <a href={`#${pathTo.deployment(entry.deploymentId)}`}>{objectOf(entry)}</a>
                  )}
                </span>
              </span>
              <span>
                {entry.environment === null ? null : (
                  <EnvironmentLabel name={entry.environment} tier={tierOf(entry.environment)} />
                )}
              </span>
              <span className={classes.sentence} title={entry.reason ?? undefined}>
                {entry.reason}
              </span>
              <a className={classes.seq} href={`#/activity?seq=${entry.seq}`}>
                #{entry.seq}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
