import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconZoomReset } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { formatClock, formatDuration } from '#shared/time.ts';
import { useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { useZoom } from '../../../ui/StepTimeline/useZoom.ts';
import { useNow, useZone } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { counted } from '../words.ts';
import { HEAD, LaneChart, ROW } from './LaneChart.tsx';
import {
  firstReach,
  type Lane,
  lanesOf,
  type Reach,
  reaches,
  type Span,
  spanOfReach,
  type Timeline,
} from './lanes.ts';
import classes from './Timeline.module.css';

const MOST = 8;
const MINUTE = 60_000;

/** Which version ran when in one environment, with every try, the rollbacks and the freezes; a drag looks closer. */
export function EnvironmentLane({
  projectId,
  environmentId,
}: {
  readonly projectId: number;
  readonly environmentId: number;
}) {
  const { data } = useCall('environment.timeline', { projectId, environmentId }, { keepPrevious: false });
  return data && data.from !== null ? <Swimlane timeline={data} /> : null;
}

function Swimlane({ timeline }: { readonly timeline: Timeline }) {
  const now = useNow(MINUTE) + MINUTE;
  const zone = useZone();
  const [reach, setReach] = useState<Reach | null>(null);
  const plot = useRef<HTMLDivElement>(null);
  const { ref, width } = useElementSize();
  const chosen = reach ?? firstReach(timeline.from, now);
  const zoom = useZoom(plot, spanOfReach(chosen, timeline.from, now));
  const span: Span = zoom.shown;
  const { lanes, versions } = lanesOf(timeline, span, MOST);
  const height = HEAD + Math.max(1, lanes.length) * ROW;
  return (
    <div className={classes.swimlane}>
      <div className={classes.reach}>
        <SegmentedControl
          size="xs"
          aria-label="How far back"
          data={reaches.map(({ value, label }) => ({ value, label }))}
          value={chosen}
          onChange={(value) => {
            zoom.reset();
            setReach(value as Reach);
          }}
        />
        {zoom.zoomed ? (
          <ActionButton label="Zoom out" icon={IconZoomReset} size="xs" onClick={zoom.reset} />
        ) : (
          <span className={classes.hint}>drag to look closer</span>
        )}
      </div>
      <div className={classes.chart} {...zoom.handlers}>
        <ul
          className={classes.lanes}
          style={{ paddingTop: HEAD }}
          aria-label="Versions that ran here, the last one first"
        >
          {lanes.map((lane) => (
            <li key={lane.version} style={{ height: ROW }} data-running={lane.isRunning || undefined}>
              <Version value={lane.version} max={16} strong={lane.isRunning} />
              <span className={classes.said}>{laneWords(lane, span)}</span>
            </li>
          ))}
          {lanes.length === 0 ? <li className={classes.hint}>nothing then</li> : null}
        </ul>
        <div ref={plot} className={classes.plot}>
          <div ref={ref} className={classes.measure}>
            {width > 0 ? (
              <LaneChart
                lanes={lanes}
                freezes={timeline.freezes}
                span={span}
                width={width}
                height={height}
                brush={zoom.brush}
              />
            ) : null}
          </div>
          <div className={classes.axis}>
            <span>{formatClock(span.start, now, zone)}</span>
            <span>{span.end >= now - MINUTE ? 'now' : formatClock(span.end, now, zone)}</span>
          </div>
        </div>
      </div>
      {versions > lanes.length ? (
        <p className={classes.hint}>
          {counted(versions - lanes.length, 'older version', 'older versions')} of this time not drawn; look
          closer for them.
        </p>
      ) : null}
      <Legend hasFreezes={timeline.freezes.length > 0} />
    </div>
  );
}

/** What a row of the drawing shows, for those who do not see it. */
function laneWords({ intervals, attempts, isRunning }: Lane, { start, end }: Span): string {
  const ran = intervals.reduce(
    (sum, { from, to }) => sum + Math.min(to ?? end, end) - Math.max(from, start),
    0,
  );
  const failed = attempts.filter(({ status }) => status === 'failed' || status === 'errored').length;
  return [
    ran > 0 ? `ran ${formatDuration(ran)}${isRunning ? ', runs now' : ''}` : 'did not run',
    counted(attempts.length, 'try', 'tries'),
    failed > 0 ? `${failed} failed` : null,
    attempts.some(({ isRollback }) => isRollback) ? 'came by a rollback' : null,
  ]
    .filter(Boolean)
    .join(', ');
}

function Legend({ hasFreezes }: { readonly hasFreezes: boolean }) {
  return (
    <ul className={classes.legend} aria-label="What the marks mean">
      <li>
        <i data-mark="ran" /> ran
      </li>
      <li>
        <i data-mark="running" /> runs
      </li>
      <li>
        <i data-mark="succeeded" /> succeeded
      </li>
      <li>
        <i data-mark="failed" /> did not
      </li>
      <li>
        <span className={classes.rollback} aria-hidden>
          ↶
        </span>{' '}
        rollback
      </li>
      {hasFreezes ? (
        <li>
          <i data-mark="freeze" /> frozen
        </li>
      ) : null}
    </ul>
  );
}
