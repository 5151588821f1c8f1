import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Instant } from '../../../ui/time.tsx';
import classes from './Detail.module.css';
import { causeLabel } from './log.ts';

/** Every change of the record with both clocks: when it happened and when this workspace learnt of it. */
export function EventsPanel({ events }: { readonly events: DeploymentDetail['events'] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Happened</th>
          <th scope="col">Status</th>
          <th scope="col">Cause</th>
          <th scope="col" data-align="right">
            Attempt
          </th>
          <th scope="col">Actor</th>
          <th scope="col">Recorded</th>
          <th scope="col">Reason or note</th>
        </tr>
      </thead>
      <tbody>
        {[...events].reverse().map((event) => (
          <tr key={event.id}>
            <td>
              <Instant at={event.occurredAt} form="clock" />
            </td>
            <td>
              <StatusBadge status={event.status} />
            </td>
            <td>{causeLabel(event.cause)}</td>
            <td data-align="right">{event.attempt}</td>
            <td>{event.actor}</td>
            <td className={text.dim}>
              <Instant at={event.recordedAt} form="clock" />
            </td>
            <td className={classes.wrap}>{event.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
