import { IconHandStop, IconSnowflake } from '@tabler/icons-react';
import { formatClock } from '#shared/time.ts';
import { PeekLine } from '../PeekDrawer.tsx';
import { Instant, useZone } from '../time.tsx';
import classes from './PlaceTimeline.module.css';

/** What keeps new versions away from a project in an environment: the freezes that stand there, and the hold. */
export function PlaceState({
  freezes,
  hold,
  now,
}: {
  readonly freezes: readonly {
    readonly freezeId: number;
    readonly name: string;
    readonly endsAt: number | null;
  }[];
  /** What holds auto-promotion back there. */
  readonly hold: { readonly since: number; readonly reason: string } | null;
  readonly now: number;
}) {
  const zone = useZone();
  return (
    <>
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
