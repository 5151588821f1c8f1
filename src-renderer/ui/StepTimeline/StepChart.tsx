import { useId } from 'react';
import { statusColor } from '../StatusBadge.tsx';
import classes from './StepTimeline.module.css';
import { plannedSpans, stepSpan, type TimelineStep } from './steps.ts';

/** The bars of all steps in one drawing. Silent for screen readers: each row says in words what its bar shows. */
export function StepChart({
  steps,
  finishedAt,
  now,
  compact,
  rowHeight,
  width,
  ticks,
  x,
  brush,
}: {
  readonly steps: readonly TimelineStep[];
  readonly finishedAt: number | null;
  readonly now: number;
  readonly compact: boolean;
  readonly rowHeight: number;
  readonly width: number;
  readonly ticks: readonly number[];
  readonly x: (at: number) => number;
  /** The stretch being dragged, in pixels. */
  readonly brush: readonly [number, number] | null;
}) {
  const hatch = useId();
  const height = steps.length * rowHeight;
  const bar = compact ? 8 : 10;
  const planned = plannedSpans(steps, finishedAt, now);
  return (
    <svg className={classes.chart} width={width} height={height} aria-hidden>
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="5" className={classes.hatch} />
        </pattern>
      </defs>
      {compact ? <line className={classes.gridLine} x1={0.5} x2={0.5} y1={0} y2={height} /> : null}
      {compact
        ? null
        : ticks.map((tick) => {
            const at = Math.round(x(tick)) + 0.5;
            return <line key={tick} className={classes.gridLine} x1={at} x2={at} y1={0} y2={height} />;
          })}
      {steps.map((step, index) => {
        const middle = index * rowHeight + rowHeight / 2;
        const span = stepSpan(step, finishedAt, now);
        if (span) {
          const start = x(span.start);
          const length = Math.max(2, x(span.end) - start);
          const place = { x: start, width: length };
          if (step.kind === 'active')
            return (
              <rect
                key={step.key}
                {...place}
                y={middle - bar / 2}
                height={bar}
                rx={2}
                fill={statusColor(step.status)}
              />
            );
          // In the peek's small drawing a hatch would be noise: there a waiting step is a thin line.
          if (compact)
            return (
              <rect key={step.key} {...place} y={middle - 1.5} height={3} rx={1.5} className={classes.thin} />
            );
          return (
            <rect
              key={step.key}
              {...place}
              y={middle - bar / 2 + 0.5}
              height={bar - 1}
              rx={2}
              fill={`url(#${hatch})`}
              className={classes.waiting}
              data-status={step.status === 'failed' || step.status === 'errored' ? 'bad' : undefined}
            />
          );
        }
        const plan = planned.get(step.key);
        if (!plan) return null;
        return (
          <rect
            key={step.key}
            x={x(plan.start) + 0.5}
            width={Math.max(3, x(plan.end) - x(plan.start) - 1)}
            y={middle - bar / 2 + 0.5}
            height={bar - 1}
            rx={2}
            className={classes.planned}
          />
        );
      })}
      {finishedAt === null && !compact ? (
        <line className={classes.nowLine} x1={x(now)} x2={x(now)} y1={0} y2={height} />
      ) : null}
      {brush ? (
        <rect
          className={classes.brush}
          x={Math.min(...brush)}
          width={Math.abs(brush[1] - brush[0])}
          y={0}
          height={height}
        />
      ) : null}
    </svg>
  );
}
