import { IconHandStop, IconSnowflake } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatClock } from '#shared/time.ts';
import { EnvironmentLabel } from '../EnvironmentLabel.tsx';
import { PeekLine } from '../PeekDrawer.tsx';
import { type Tier, TierTag } from '../TierTag.tsx';
import { Instant, useZone } from '../time.tsx';
import { Version } from '../Version.tsx';
import classes from './PlaceTimeline.module.css';

/** The head of a drawer about one project in one environment: what it is, what runs there, what keeps new versions away. */
export function PlaceHead({
  project,
  environment,
  tier,
  version,
  since,
  beside,
  freezes,
  hold,
  now,
  children,
}: {
  readonly project: string;
  readonly environment: string;
  readonly tier: Tier;
  /** What runs there; null when nothing does. */
  readonly version: string | null;
  readonly since: number | null;
  /** A word behind the version, as how far it is behind. */
  readonly beside?: ReactNode;
  readonly freezes: readonly {
    readonly freezeId: number;
    readonly name: string;
    readonly endsAt: number | null;
  }[];
  /** What holds auto-promotion back there. */
  readonly hold: { readonly since: number; readonly reason: string } | null;
  readonly now: number;
  /** More lines, between what runs and what freezes it. */
  readonly children?: ReactNode;
}) {
  const zone = useZone();
  return (
    <>
      <PeekLine>
        <span className={classes.title}>Environment timeline</span>
      </PeekLine>
      <PeekLine aside={<TierTag tier={tier} />}>
        <strong className={classes.project}>{project}</strong>
        <EnvironmentLabel name={environment} tier={tier} />
      </PeekLine>
      <PeekLine
        aside={
          since === null ? null : (
            <span>
              since <Instant at={since} form="clock" />
            </span>
          )
        }
      >
        {version === null ? <span>Nothing runs here</span> : <Version value={version} strong />}
        {beside}
      </PeekLine>
      {children}
      {freezes.map(({ freezeId, name, endsAt }) => (
        <PeekLine key={freezeId}>
          <span className={classes.frozen}>
            <IconSnowflake size={14} stroke={1.75} aria-hidden />
            frozen by {name},{' '}
            {endsAt === null ? 'until it is lifted' : `until ${formatClock(endsAt, now, zone)}`}
          </span>
        </PeekLine>
      ))}
      {hold ? (
        <>
          <PeekLine>
            <span className={classes.held}>
              <IconHandStop size={14} stroke={1.75} aria-hidden />
              auto-promotion held <Instant at={hold.since} />
            </span>
          </PeekLine>
          <p className={classes.why}>{hold.reason}</p>
        </>
      ) : null}
    </>
  );
}
