import { scaleLinear } from 'd3-scale';
import type { Lane, Span, Timeline } from './lanes.ts';
import classes from './Timeline.module.css';

export const ROW = 22;
/** Room above the first row, for the mark of a rollback. */
export const HEAD = 8;
const BAR = 8;
const TICK = 3.5;

type Attempt = Timeline['attempts'][number];

/** What an attempt looks like: filled when it succeeded, hollow when it did not, dashed while it is open. */
function lookOf({ status }: Attempt): 'good' | 'bad' | 'open' | 'none' {
  if (status === 'succeeded' || status === 'partial' || status === 'rolled_back') return 'good';
  if (status === 'failed' || status === 'errored') return 'bad';
  return status === 'canceled' ? 'none' : 'open';
}

/** The drawing of the lanes. Silent for screen readers: each lane says in words what its row shows. */
export function LaneChart({
  lanes,
  freezes,
  span,
  width,
  height,
  brush,
}: {
  readonly lanes: readonly Lane[];
  readonly freezes: Timeline['freezes'];
  readonly span: Span;
  readonly width: number;
  readonly height: number;
  /** The stretch being dragged, in pixels. */
  readonly brush: readonly [number, number] | null;
}) {
  const x = scaleLinear([span.start, span.end], [0, width]).clamp(true);
  const stretch = (from: number, to: number | null) => {
    const left = x(from);
    return { x: left, width: Math.max(2, x(to ?? span.end) - left) };
  };
  const frozen = freezes.filter(
    ({ startsAt, endsAt }) => startsAt < span.end && (endsAt ?? span.end) > span.start,
  );
  return (
    <svg className={classes.svg} width={width} height={height} aria-hidden>
      {frozen.map(({ name, startsAt, endsAt }) => (
        <g key={`${name} ${startsAt}`}>
          <rect {...stretch(startsAt, endsAt)} y={0} height={height} className={classes.frozen} />
          <rect {...stretch(startsAt, endsAt)} y={0} height={2} className={classes.frozenEdge} />
        </g>
      ))}
      {lanes.map((lane, index) => (
        <line
          key={lane.version}
          x1={0}
          x2={width}
          y1={HEAD + (index + 1) * ROW - 0.5}
          y2={HEAD + (index + 1) * ROW - 0.5}
          className={classes.rule}
        />
      ))}
      {lanes.map((lane, index) => {
        const middle = HEAD + index * ROW + ROW / 2;
        return (
          <g key={lane.version}>
            {lane.intervals.map(({ deploymentId, from, to }) => (
              <rect
                key={`${deploymentId} ${from}`}
                {...stretch(from, to)}
                y={middle - BAR / 2}
                height={BAR}
                rx={2}
                className={classes.bar}
                data-running={to === null || undefined}
              />
            ))}
            {lane.attempts.map((attempt) => (
              <Tick
                key={`${attempt.deploymentId} ${attempt.triggeredAt}`}
                attempt={attempt}
                at={x(attempt.triggeredAt)}
                middle={middle}
              />
            ))}
          </g>
        );
      })}
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

function Tick({
  attempt,
  at,
  middle,
}: {
  readonly attempt: Attempt;
  readonly at: number;
  readonly middle: number;
}) {
  return (
    <>
      <circle cx={at} cy={middle} r={TICK} className={classes.tick} data-look={lookOf(attempt)} />
      {attempt.isRollback ? (
        <text x={at} y={middle - 4} className={classes.rollback} textAnchor="middle">
          ↶
        </text>
      ) : null}
    </>
  );
}
