import { IconSnowflake } from '@tabler/icons-react';
import { formatClock } from '#shared/time.ts';
import { Instant, useTime } from '../../ui/time.tsx';
import classes from './Freeze.module.css';
import type { FreezeRow } from './freezeForm.ts';

/** Whether a freeze stands, and until when; else when it begins. */
export function StandsNow({ stands, next }: Pick<FreezeRow, 'stands' | 'next'>) {
  const { zone, now } = useTime();
  const [first] = next;
  if (stands) {
    return (
      <span className={classes.stands}>
        <IconSnowflake size={15} stroke={1.75} aria-hidden />
        {stands.endsAt === null
          ? 'frozen until lifted'
          : `frozen until ${formatClock(stands.endsAt, now, zone)}`}
      </span>
    );
  }
  if (!first) return <span className={classes.dim}>nothing left of it</span>;
  return (
    <span className={classes.dim}>
      begins <Instant at={first.startsAt} />
    </span>
  );
}
