import type { KeyboardEvent } from 'react';
import { formatClock, formatDuration, type Zone } from '#shared/time.ts';
import { StatusIcon, type StatusName, statusLabel } from '../StatusBadge.tsx';
import classes from './StepTimeline.module.css';
import { isGrowing, stepSpan, type TimelineStep } from './steps.ts';

interface StepRowProps {
  readonly step: TimelineStep;
  readonly count: number;
  readonly finishedAt: number | null;
  readonly now: number;
  readonly zone: Zone;
  readonly compact: boolean;
  readonly current: boolean;
  readonly tabbable: boolean;
  readonly onCurrent: (key: string | null) => void;
  readonly onMove: (event: KeyboardEvent<HTMLButtonElement>) => void;
}

/** One step in words; the drawing of all bars lies over the rows. Its label is the text twin of its bar. */
export function StepRow({
  step,
  count,
  finishedAt,
  now,
  zone,
  compact,
  current,
  tabbable,
  onCurrent,
  onMove,
}: StepRowProps) {
  const span = stepSpan(step, finishedAt, now);
  const took = span ? formatDuration(span.end - span.start) : '';
  const growing = isGrowing(step, finishedAt);
  const clock = span ? formatClock(span.start, now, zone) : '';
  const estimate = step.estimateMs ? `≈ ${formatDuration(step.estimateMs)}` : '';
  const said = [
    `Step ${step.position} of ${count}: ${step.name}`,
    span ? statusLabel(step.status) : 'not started',
    step.kind === 'waiting' ? 'a wait' : '',
    clock ? `started ${clock}` : '',
    took ? `${growing ? 'so far' : 'took'} ${took}` : estimate && `about ${estimate.slice(2)}`,
    step.note ?? '',
  ];
  return (
    <li className={classes.item}>
      <button
        type="button"
        className={classes.row}
        data-current={current || undefined}
        data-state={
          growing && step.kind === 'active' ? 'running' : span && step.kind === 'active' ? 'active' : 'quiet'
        }
        tabIndex={tabbable ? 0 : -1}
        title={step.note}
        onMouseEnter={() => onCurrent(step.key)}
        onFocus={() => onCurrent(step.key)}
        onBlur={() => onCurrent(null)}
        onKeyDown={onMove}
      >
        <span className={classes.said}>{said.filter(Boolean).join(', ')}</span>
        <span className={classes.shown} aria-hidden>
          {compact ? null : <span className={classes.position}>{step.position}</span>}
          <StatusIcon status={iconOf(step)} size={14} />
          <span className={classes.name}>
            {step.name}
            {step.note && !compact ? <span className={classes.note}>{step.note}</span> : null}
          </span>
          {compact ? null : <span className={classes.clock}>{clock}</span>}
          <span />
          <span className={classes.took}>{took || (compact && finishedAt === null ? 'next' : estimate)}</span>
        </span>
      </button>
    </li>
  );
}

/** A wait shows its hourglass, unless it went wrong; that must win. */
function iconOf(step: TimelineStep): StatusName {
  if (step.kind === 'active') return step.status;
  return step.status === 'succeeded' || step.status === 'in_progress' || step.status === 'pending'
    ? 'waiting'
    : step.status;
}
