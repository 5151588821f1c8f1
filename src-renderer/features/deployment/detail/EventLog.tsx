import { IconPlayerPlay } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { StatusIcon } from '../../../ui/StatusBadge.tsx';
import { Instant } from '../../../ui/time.tsx';
import classes from './Detail.module.css';
import type { LogEntry } from './log.ts';

/** The log under the timeline. Pointing at a line marks its bar; pointing at a bar marks its lines and shows them. */
export function EventLog({
  entries,
  current,
  onCurrent,
}: {
  readonly entries: readonly LogEntry[];
  readonly current: string | null;
  readonly onCurrent: (stepKey: string | null) => void;
}) {
  const list = useRef<HTMLOListElement>(null);
  const pointedHere = useRef(false);
  const [tabStop, setTabStop] = useState(0);
  useEffect(() => {
    if (current === null || pointedHere.current) return;
    list.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const point = (stepKey: string | null) => {
    pointedHere.current = stepKey !== null;
    onCurrent(stepKey);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = Math.min(entries.length - 1, Math.max(0, tabStop + by));
    setTabStop(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <ol ref={list} className={classes.log} onMouseLeave={() => point(null)}>
      {entries.map((entry, index) => (
        <li key={entry.key}>
          <button
            type="button"
            className={classes.entry}
            data-current={(entry.stepKey !== null && entry.stepKey === current) || undefined}
            tabIndex={index === Math.min(tabStop, entries.length - 1) ? 0 : -1}
            onMouseEnter={() => point(entry.stepKey)}
            onFocus={() => {
              setTabStop(index);
              point(entry.stepKey);
            }}
            onBlur={() => point(null)}
            onKeyDown={onKeyDown}
          >
            <span className={classes.clock}>
              <Instant at={entry.at} form="clock" />
            </span>
            {entry.icon === 'started' ? (
              <IconPlayerPlay size={14} stroke={1.75} className={classes.started} aria-hidden />
            ) : (
              <StatusIcon status={entry.icon} size={14} />
            )}
            <span className={classes.entryTitle}>{entry.title}</span>
            <span className={classes.entryDetail}>{entry.detail}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
