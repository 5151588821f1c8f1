import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { clockAt } from '#shared/zone.ts';
import { type OutputFor, useCall } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { zoneName } from '../../ui/Recurrence.tsx';
import { useNow, useZone } from '../../ui/time.tsx';
import type { DrawnWindow, FreezeRow } from './freezeForm.ts';
import { type BarDraft, LaneBar } from './LaneBar.tsx';
import classes from './Lanes.module.css';
import { spanWords } from './spanWords.ts';
import { drawnSpan, placeOfSpan, type Span, stack, weekAround, weeksFrom } from './week.ts';

type Lane = OutputFor<'freeze.lanes'>[number];

/** The week in lanes, one an environment. What is drawn or moved here fills in the form; nothing is changed by hand alone. */
export function WeekLanes({
  freezes,
  week,
  onWeek,
  onDraw,
  onEdit,
}: {
  readonly freezes: readonly FreezeRow[];
  /** An instant in the shown week; null is this week. */
  readonly week: number | null;
  readonly onWeek: (week: number | null) => void;
  readonly onDraw: (drawn: DrawnWindow) => void;
  readonly onEdit: (id: number, drawn: DrawnWindow | null) => void;
}) {
  const zone = useZone();
  const now = useNow(60_000);
  const days = useMemo(() => weekAround(week ?? now, zone), [week, now, zone]);
  const from = days[0] ?? 0;
  const to = days[7] ?? 0;
  const { data, error } = useCall('freeze.lanes', { from, to });
  const [draft, setDraft] = useState<BarDraft | null>(null);
  const [drawing, setDrawing] = useState<{ readonly environmentId: number; readonly span: Span } | null>(
    null,
  );
  const [current, setCurrent] = useState<string | null>(null);
  const named = zoneName(zone);
  const known = new Map(freezes.map((freeze) => [freeze.id, freeze]));
  const keys = data?.flatMap((lane) => lane.bars.map((bar) => keyOf(lane, bar))) ?? [];
  const tabStop = current !== null && keys.includes(current) ? current : keys[0];
  const said = draft ?? drawing;
  const isThisWeek = now >= from && now < to;
  const step = (weeks: number) => onWeek(weeksFrom(from, weeks, zone));
  return (
    <section className={classes.week} aria-label="Week of freezes">
      <div className={classes.bar}>
        <h3 className={classes.title}>
          {clockAt(named, from).day} to {clockAt(named, to - 1).day}, {named}
        </h3>
        <span className={classes.said} aria-live="polite">
          {said ? spanWords(said.span, now, named) : ''}
        </span>
        <ActionIcon size={24} aria-label="The week before" onClick={() => step(-1)}>
          <IconChevronLeft size={15} stroke={1.75} />
        </ActionIcon>
        <ActionButton
          label="This week"
          size="xs"
          disabledReason={isThisWeek ? 'This week is shown' : null}
          onClick={() => onWeek(null)}
        />
        <ActionIcon size={24} aria-label="The week after" onClick={() => step(1)}>
          <IconChevronRight size={15} stroke={1.75} />
        </ActionIcon>
      </div>
      <ErrorText error={error} />
      <div className={classes.lanes}>
        <DayHeads days={days} zone={named} />
        {data?.map((lane) => (
          <LaneRow
            key={lane.id}
            lane={lane}
            days={days}
            now={now}
            drawing={drawing?.environmentId === lane.id ? drawing.span : null}
            onDrawing={(span) => setDrawing(span && { environmentId: lane.id, span })}
            onDrawn={({ startsAt, endsAt }) => {
              setDrawing(null);
              onDraw({ from: startsAt, to: endsAt, environmentId: lane.id });
            }}
            barOf={(bar, line) => {
              const key = keyOf(lane, bar);
              const mine = draft?.freezeId === bar.freezeId && draft.of === bar.startsAt ? draft : null;
              return (
                <LaneBar
                  key={key}
                  id={key}
                  bar={bar}
                  freeze={known.get(bar.freezeId) ?? null}
                  line={line}
                  from={from}
                  to={to}
                  now={now}
                  zone={named}
                  draft={mine}
                  isTabStop={key === tabStop}
                  onFocus={() => setCurrent(key)}
                  onDraft={setDraft}
                  onEdit={onEdit}
                />
              );
            }}
          />
        ))}
      </div>
      <p className={classes.help} id="freeze-lane-keys">
        {data?.length === 0 ? 'Each environment has a lane here, and there is no environment yet. ' : null}
        Drag along a lane to draw a freeze; drag a window or its edge to change it. By keys: ↑ ↓ go from
        window to window, ← → move one by 30 minutes, with Shift its end, with Ctrl its start; Enter opens it,
        Esc puts it back.
      </p>
    </section>
  );
}

const keyOf = (lane: Lane, bar: Lane['bars'][number]) => `freeze-${lane.id}-${bar.freezeId}-${bar.startsAt}`;

function DayHeads({ days, zone }: { readonly days: readonly number[]; readonly zone: string }) {
  return (
    <div className={classes.lane}>
      <span className={classes.corner}>Environment</span>
      <div className={classes.heads}>
        {days.slice(0, 7).map((day) => (
          <span key={day} className={classes.head}>
            {clockAt(zone, day + 12 * 3_600_000).day.replace(/ \d{4}$/, '')}
            <span className={classes.hours} aria-hidden>
              <span>6</span>
              <span>12</span>
              <span>18</span>
            </span>
          </span>
        ))}
      </div>
    </div>
  );
}

function LaneRow({
  lane,
  days,
  now,
  drawing,
  barOf,
  onDrawing,
  onDrawn,
}: {
  readonly lane: Lane;
  readonly days: readonly number[];
  readonly now: number;
  readonly drawing: Span | null;
  readonly barOf: (bar: Lane['bars'][number], line: number) => React.ReactNode;
  readonly onDrawing: (span: Span | null) => void;
  readonly onDrawn: (span: Span) => void;
}) {
  const track = useRef<HTMLDivElement>(null);
  const began = useRef<number | null>(null);
  const [from, to] = [days[0] ?? 0, days[7] ?? 0];
  const { lines, count } = stack(lane.bars);
  const instantAt = (x: number) => {
    const box = track.current?.getBoundingClientRect();
    return box ? from + ((x - box.left) / box.width) * (to - from) : from;
  };
  const isDrawing = drawing !== null;
  const putBack = () => {
    began.current = null;
    onDrawing(null);
  };
  const onEscape = useEffectEvent(putBack);
  // The pointer has the drawing and the keyboard is elsewhere, so Escape is heard wherever it is pressed.
  useEffect(() => {
    if (!isDrawing) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      onEscape();
    };
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, [isDrawing]);
  const spanTo = (x: number) => drawnSpan(Math.max(began.current ?? now, now), Math.max(instantAt(x), now));
  const nowPlace = placeOfSpan({ startsAt: from, endsAt: now }, from, to);
  const ghost = drawing && placeOfSpan(drawing, from, to);
  return (
    <div className={classes.lane}>
      <span className={classes.name}>
        <EnvironmentLabel name={lane.name} tier={lane.tier} />
      </span>
      <div
        ref={track}
        className={classes.track}
        style={{ height: count * 22 + 10 }}
        data-draws={to > now || undefined}
        onPointerDown={(event) => {
          if (event.button !== 0 || event.target !== event.currentTarget || instantAt(event.clientX) < now)
            return;
          began.current = instantAt(event.clientX);
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (began.current !== null) onDrawing(spanTo(event.clientX));
        }}
        onPointerUp={(event) => {
          if (began.current === null) return;
          const span = spanTo(event.clientX);
          // A click draws nothing: a window is drawn by a movement.
          if (drawing) onDrawn(span);
          began.current = null;
        }}
        onPointerCancel={putBack}
      >
        {days.slice(1, 7).map((day) => (
          <i
            key={day}
            className={classes.midnight}
            style={{ left: `${((day - from) / (to - from)) * 100}%` }}
          />
        ))}
        {nowPlace && now < to ? (
          <i className={classes.now} style={{ left: `${nowPlace.width * 100}%` }} />
        ) : null}
        {lane.bars.map((bar, index) => barOf(bar, lines[index] ?? 0))}
        {ghost ? (
          <i
            className={classes.ghost}
            style={{ left: `${ghost.left * 100}%`, width: `${ghost.width * 100}%` }}
          />
        ) : null}
      </div>
    </div>
  );
}
