import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type KeyboardEvent, memo, type PointerEvent, useRef } from 'react';
import { formatAsOf, formatClock, formatDay } from '#shared/time.ts';
import { useZone } from '../../ui/time.tsx';
import classes from './ClockSlider.module.css';
import { instantAt, shareOf, spans } from './span.ts';
import type { Clock } from './useClock.ts';

/** Ticks pull the handle in within this share of the slider. */
const PULL = 0.006;

/** The stretch of time with a tick for every change, red where something failed. Its handle is the screen's clock. */
export const ClockSlider = memo(function ClockSlider({ clock }: { readonly clock: Clock }) {
  const zone = useZone();
  const track = useRef<HTMLDivElement>(null);
  const asked = useRef<number | null | undefined>(undefined);
  const { at, now, span, ticks, moveTo } = clock;
  const share = at === null ? 1 : shareOf(at, span);
  const most = Math.max(1, ...ticks.map((tick) => tick.count));

  const moveToPointer = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const wanted = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const to = instantAt(
      wanted,
      span,
      now,
      ticks.map((tick) => tick.at),
      PULL,
    );
    // One step a frame at most: a pointer reports more often than a matrix can be read.
    const waiting = asked.current !== undefined;
    asked.current = to;
    if (waiting) return;
    requestAnimationFrame(() => {
      const next = asked.current;
      asked.current = undefined;
      if (next !== undefined && next !== at) moveTo(next);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'ArrowLeft' || key === 'ArrowDown') clock.step('earlier');
    else if (key === 'ArrowRight' || key === 'ArrowUp') clock.step('later');
    else if (key === 'Home') moveTo(span.from);
    else if (key === 'End') moveTo(null);
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.bar}>
      <Menu position="bottom-start">
        <Menu.Target>
          <button
            type="button"
            className={classes.start}
            aria-label={`${formatDay(span.from, now, zone)}: choose the span of the slider`}
          >
            {formatDay(span.from, now, zone)}
            <IconChevronDown size={12} stroke={1.75} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {spans.map(({ id, label }) => (
            <Menu.Item
              key={id}
              onClick={() => clock.chooseSpan(id)}
              aria-current={id === span.id || undefined}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <div
        ref={track}
        className={classes.track}
        role="slider"
        tabIndex={0}
        aria-label="Instant of the matrix"
        aria-valuemin={span.from}
        aria-valuemax={span.to}
        aria-valuenow={at ?? span.to}
        aria-valuetext={at === null ? 'now' : formatAsOf(at, zone)}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          moveToPointer(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) moveToPointer(event);
        }}
      >
        <svg className={classes.ticks} aria-hidden="true">
          <line className={classes.rail} x1="0" x2="100%" y1="16" y2="16" />
          {ticks.map((tick) => {
            const x = `${shareOf(tick.at, span) * 100}%`;
            const tall = 3 + Math.round((tick.count / most) * 3);
            return (
              <line
                key={tick.at}
                className={tick.failed > 0 ? classes.failed : classes.tick}
                x1={x}
                x2={x}
                y1={tick.failed > 0 ? 10 : 16 - tall}
                y2={tick.failed > 0 ? 22 : 16 + tall}
              >
                <title>{`${formatClock(tick.at, now, zone)}: ${tick.count} changes, ${tick.failed} failed`}</title>
              </line>
            );
          })}
        </svg>
        <span
          className={classes.handle}
          data-past={at !== null || undefined}
          style={{ left: `${share * 100}%` }}
          aria-hidden
        />
      </div>
      <button type="button" className={classes.end} onClick={() => moveTo(null)} disabled={at === null}>
        now
      </button>
    </div>
  );
});
