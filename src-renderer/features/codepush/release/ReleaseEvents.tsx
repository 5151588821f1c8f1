import { IconHistory } from '@tabler/icons-react';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { PlainTable } from '../../../ui/PlainTable.tsx';
import { StatusIcon, type StatusName } from '../../../ui/StatusBadge.tsx';
import { Instant } from '../../../ui/time.tsx';
import type { ReleaseEvent } from './log.ts';
import classes from './Release.module.css';

const icons: Readonly<Record<ReleaseEvent['kind'], StatusName>> = {
  released: 'succeeded',
  edited: 'in_progress',
  halted: 'paused',
  resumed: 'in_progress',
  ended: 'canceled',
  cut_short: 'canceled',
};

/** Who did what to the release, when and why, each line with its entry in the audit log. */
export function ReleaseEvents({
  events,
  channelUid,
}: {
  readonly events: readonly ReleaseEvent[];
  readonly channelUid: string;
}) {
  if (events.length === 0) {
    return (
      <EmptyState
        icon={IconHistory}
        title="What people did with this release stands here, out of the audit log."
        hint="The newest entries of its channel name nothing of it. The activity has all of them."
      />
    );
  }
  return (
    <div className={classes.events}>
      <PlainTable
        label="What happened to this release"
        columns={['Time', 'What', 'By', 'Reason', { label: 'Entry', end: true }]}
      >
        {events.map(({ seq, at, actor, reason, kind, words }) => (
          <tr key={seq}>
            <td className={classes.dim}>
              <Instant at={at} form="clock" />
            </td>
            <td>
              <span className={classes.event}>
                <StatusIcon status={icons[kind]} />
                {words}
              </span>
            </td>
            <td>{actor}</td>
            <td data-wrap>{reason}</td>
            <td data-end>
              <a className={classes.seq} href={`#/activity?object=${channelUid}&seq=${seq}`}>
                #{formatCount(seq)}
              </a>
            </td>
          </tr>
        ))}
      </PlainTable>
    </div>
  );
}
