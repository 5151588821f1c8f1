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
  planned: 'scheduled',
  advanced: 'in_progress',
  held: 'held',
  plan_halted: 'failed',
  plan_paused: 'paused',
  plan_resumed: 'in_progress',
  plan_done: 'succeeded',
  plan_stopped: 'canceled',
};

/** Who did what to the release, when and why, each line with its entry in the audit log. */
export function ReleaseEvents({ events }: { readonly events: readonly ReleaseEvent[] }) {
  if (events.length === 0) {
    return (
      <EmptyState
        icon={IconHistory}
        title="What people and its plan did with this release stands here, out of the audit log."
        hint="It came in with a history from elsewhere, and nothing was done with it here since."
      />
    );
  }
  return (
    <div className={classes.events}>
      <PlainTable
        label="What happened to this release"
        columns={['Time', 'What', 'By', 'Reason', { label: 'Entry', end: true }]}
      >
        {events.map(({ entry, key, at, actor, reason, kind, words }) => (
          <tr key={key}>
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
              {entry === null ? null : (
                <a className={classes.seq} href={`#/activity?object=${entry.objectId}&seq=${entry.seq}`}>
                  #{formatCount(entry.seq)}
                </a>
              )}
            </td>
          </tr>
        ))}
      </PlainTable>
    </div>
  );
}
