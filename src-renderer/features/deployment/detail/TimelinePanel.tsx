import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { InsideRow } from '../../../ui/InsideRow.ts';
import { formatCount } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import { timelineSteps } from '../../../ui/StepTimeline/reported.ts';
import { StepTimeline } from '../../../ui/StepTimeline/StepTimeline.tsx';
import { useNow } from '../../../ui/time.tsx';
import { noStepsWords } from '../steps.ts';
import classes from './Detail.module.css';
import { EventLog } from './EventLog.tsx';
import { logOf } from './log.ts';

/** So many lines stand under the chart; the events' own tab has them all. */
const MOST = 200;

/** How one attempt went: its steps over time, and under them what happened, each marking the other. */
export function TimelinePanel({
  record,
  attempt,
  onAttempt,
}: {
  readonly record: DeploymentDetail;
  readonly attempt: number;
  readonly onAttempt: (attempt: number) => void;
}) {
  const now = useNow();
  const [current, setCurrent] = useState<string | null>(null);
  const one = record.attempts.find((candidate) => candidate.attempt === attempt);
  const steps = useMemo(() => timelineSteps(record.steps, attempt), [record.steps, attempt]);
  const all = useMemo(
    () => logOf(record).filter((entry) => entry.attempt === null || entry.attempt === attempt),
    [record, attempt],
  );
  const startedAt = one?.startedAt ?? null;
  const finishedAt = one?.finishedAt ?? null;
  return (
    <div>
      {record.attempts.length > 1 ? (
        <div className={classes.attempts}>
          <SegmentedControl
            aria-label="Attempt"
            value={String(attempt)}
            onChange={(value) => onAttempt(Number(value))}
            data={record.attempts.map((each) => ({
              value: String(each.attempt),
              label: `Attempt ${each.attempt}`,
            }))}
          />
          {one?.errorMessage ? <span className={classes.attemptError}>{one.errorMessage}</span> : null}
        </div>
      ) : record.errorMessage ? (
        <p className={classes.attemptError}>{record.errorMessage}</p>
      ) : null}
      {steps.length > 0 ? (
        <StepTimeline
          steps={steps}
          startedAt={startedAt}
          finishedAt={finishedAt}
          now={finishedAt ?? now}
          current={current}
          onCurrent={setCurrent}
        />
      ) : (
        <p className={classes.noSteps}>{noStepsWords(record)}</p>
      )}
      <div className={classes.events}>
        <Section
          title="Events"
          count={
            all.length > MOST
              ? `newest ${MOST} of ${formatCount(all.length)}`
              : steps.length > 0
                ? 'newest first, follows the bar under the pointer'
                : 'newest first'
          }
        >
          <InsideRow value={true}>
            <EventLog entries={all.slice(0, MOST)} current={current} onCurrent={setCurrent} />
          </InsideRow>
        </Section>
      </div>
    </div>
  );
}
