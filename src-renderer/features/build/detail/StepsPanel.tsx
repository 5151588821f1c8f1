import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { Section } from '../../../ui/Page.tsx';
import { PlainTable } from '../../../ui/PlainTable.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { timelineSteps } from '../../../ui/StepTimeline/reported.ts';
import { StepTimeline } from '../../../ui/StepTimeline/StepTimeline.tsx';
import text from '../../../ui/Text.module.css';
import { Instant, useNow } from '../../../ui/time.tsx';
import classes from '../Build.module.css';

/** How it was made: its stages over time, and every change of its status. */
export function StepsPanel({ deployment }: { readonly deployment: DeploymentDetail }) {
  const now = useNow();
  const { startedAt, finishedAt, errorMessage, attempt } = deployment;
  const steps = timelineSteps(deployment.steps, attempt);
  return (
    <>
      {errorMessage ? <p className={classes.error}>{errorMessage}</p> : null}
      {steps.length > 0 ? (
        <StepTimeline steps={steps} startedAt={startedAt} finishedAt={finishedAt} now={finishedAt ?? now} />
      ) : (
        <p className={text.quiet}>
          No stage was reported of this build. A pipeline reports them through the gateway while it builds.
        </p>
      )}
      <Section title="Events" count="newest first">
        <PlainTable label="Events of this build" columns={['Happened', 'Status', 'By', 'Reason or note']}>
          {deployment.events.toReversed().map((event) => (
            <tr key={event.id}>
              <td>
                <Instant at={event.occurredAt} form="clock" />
              </td>
              <td>
                <StatusBadge status={event.status} />
              </td>
              <td>{event.actor}</td>
              <td data-wrap className={text.dim}>
                {event.note}
              </td>
            </tr>
          ))}
        </PlainTable>
      </Section>
    </>
  );
}
