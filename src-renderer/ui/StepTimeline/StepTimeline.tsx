import { scaleTime, scaleUtc } from 'd3-scale';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { DAY, formatClock, formatDuration, type Zone } from '#shared/time.ts';
import { ActionButton } from '../ActionButton.tsx';
import { useZone } from '../time.tsx';
import { StepChart } from './StepChart.tsx';
import { StepRow } from './StepRow.tsx';
import classes from './StepTimeline.module.css';
import { splitTime, type TimelineStep, timelineDomain, timelineTicks } from './steps.ts';
import { useZoom } from './useZoom.ts';

/**
 * The steps of one deployment over time. Solid bars worked, hatched ones waited, dashed ones are still to come.
 * `current` and `onCurrent` link a row with whatever stands beside the chart, both ways.
 */
export function StepTimeline({
  steps,
  startedAt,
  finishedAt,
  now,
  compact = false,
  current,
  onCurrent,
}: {
  readonly steps: readonly TimelineStep[];
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly now: number;
  readonly compact?: boolean;
  readonly current?: string | null;
  readonly onCurrent?: (key: string | null) => void;
}) {
  const zone = useZone();
  const plot = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [room, setRoom] = useState({ left: 0, width: 0 });
  const [hovered, setHovered] = useState<string | null>(null);
  const [tabStop, setTabStop] = useState(0);
  const { shown, zoomed, reset, brush, handlers } = useZoom(
    plot,
    timelineDomain(steps, startedAt, finishedAt, now),
  );

  useLayoutEffect(() => {
    const element = plot.current;
    if (!element) return;
    const measure = () => setRoom({ left: element.offsetLeft, width: element.clientWidth });
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const rowHeight = compact ? 22 : 28;
  const scale = (zone === 'utc' ? scaleUtc() : scaleTime())
    .domain([shown.start, shown.end])
    .range([0, room.width]);
  const x = (at: number) => scale(at);
  const instants =
    timelineTicks(shown, Math.min(4, Math.max(2, Math.floor(room.width / 52)))) ??
    scale.ticks(3).map((tick) => tick.getTime());
  const marked = hovered ?? current ?? null;
  const point = (key: string | null) => {
    setHovered(key);
    onCurrent?.(key);
  };
  const onMove = (index: number) => (event: KeyboardEvent<HTMLButtonElement>) => {
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(steps.length - 1, Math.max(0, index + by));
    setTabStop(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  const axis = (
    <div className={classes.axis}>
      {compact ? null : <span />}
      <span />
      <span />
      {compact ? null : <span />}
      <div ref={plot} className={classes.labels} aria-hidden>
        {instants.map((at) => {
          const clearOfNow = compact || finishedAt !== null || Math.abs(x(at) + 18 - x(now)) > 36;
          const fits = x(at) < room.width - 34;
          return clearOfNow && fits ? (
            <span key={at} className={classes.tick} style={{ left: x(at) }}>
              {tickLabel(at, instants, zone)}
            </span>
          ) : null;
        })}
        {!compact && finishedAt === null && now <= shown.end && now >= shown.start ? (
          <span className={classes.nowLabel} style={{ left: x(now) }}>
            now
          </span>
        ) : null}
      </div>
      <span />
    </div>
  );

  return (
    <section className={classes.timeline} data-compact={compact || undefined} aria-label="Steps">
      <TimelineHead
        split={splitTime(steps, startedAt, finishedAt, now)}
        compact={compact}
        onReset={zoomed ? reset : null}
      />
      {compact ? null : axis}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is an extra; the rows inside take the focus */}
      <div className={classes.body} onMouseLeave={() => point(null)} {...handlers}>
        <ol ref={list} className={classes.list}>
          {steps.map((step, index) => (
            <StepRow
              key={step.key}
              step={step}
              count={steps.length}
              finishedAt={finishedAt}
              now={now}
              zone={zone}
              compact={compact}
              current={marked === step.key}
              tabbable={index === Math.min(tabStop, steps.length - 1)}
              onCurrent={point}
              onMove={onMove(index)}
            />
          ))}
        </ol>
        <div className={classes.overlay} style={{ left: room.left }}>
          <StepChart
            steps={steps}
            finishedAt={finishedAt}
            now={now}
            compact={compact}
            rowHeight={rowHeight}
            width={room.width}
            ticks={instants}
            x={x}
            brush={brush}
          />
        </div>
      </div>
      {compact ? axis : null}
    </section>
  );
}

function TimelineHead({
  split,
  compact,
  onReset,
}: {
  readonly split: ReturnType<typeof splitTime>;
  readonly compact: boolean;
  readonly onReset: (() => void) | null;
}) {
  const parts = [
    ['total', split.total],
    ['active', split.active],
    ['waiting', split.waiting],
    // A second of gap is the clocks' grain, not a queue.
    ...(split.queued > 1000 ? ([['queued', split.queued]] as const) : []),
  ] as const;
  return (
    <div className={classes.head}>
      {compact ? <h2 className={classes.title}>Steps</h2> : null}
      <div className={classes.totals}>
        {parts.map(([word, ms]) => (
          <span key={word}>
            <strong>{formatDuration(ms)}</strong> {word}
          </span>
        ))}
      </div>
      {onReset ? <ActionButton label="Whole run" size="xs" onClick={onReset} /> : null}
      {compact ? null : (
        <div className={classes.legend} aria-hidden>
          <span data-swatch="done">done</span>
          <span data-swatch="running">running</span>
          <span data-swatch="waiting">waiting</span>
        </div>
      )}
    </div>
  );
}

/** As short as the distance between two ticks allows: the minute, the second, or the day as well. */
function tickLabel(at: number, ticks: readonly number[], zone: Zone): string {
  const step = (ticks[1] ?? at) - (ticks[0] ?? at);
  if ((ticks.at(-1) ?? at) - (ticks[0] ?? at) >= DAY) return formatClock(at, at + 2 * DAY, zone);
  const clock = formatClock(at, at, zone);
  return step % 60_000 === 0 ? clock.slice(0, 5) : clock;
}
