import { memo } from 'react';
import { formatInstant, type Zone } from '#shared/time.ts';
import type { OutputLine } from './lines.ts';
import classes from './OutputLog.module.css';
import { fragmentsOf } from './view.ts';

/** `14:30:53.112` of an instant. */
const clockOf = (at: number, zone: Zone) => formatInstant(at, zone).slice(11, 23);

/** One row of a log: the line's number, when it was written if asked for, a mark when it is an error's, its text. */
export const LogRow = memo(function LogRow({
  line,
  text,
  number,
  place,
  top,
  zone,
  wanted,
  current,
  marked,
}: {
  readonly line: OutputLine;
  /** The part of the line that stands in this row. */
  readonly text: string;
  /** From 1; null in the rows after a line's first. */
  readonly number: number | null;
  /** The line's place among the shown ones. */
  readonly place: number;
  readonly top: number;
  /** Null leaves the times out. */
  readonly zone: Zone | null;
  readonly wanted: string;
  readonly current: boolean;
  readonly marked: boolean;
}) {
  return (
    <div
      className={classes.row}
      data-kind={line.kind}
      data-current={current || undefined}
      data-marked={marked || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className={classes.gutter} data-place={place}>
        <span className={classes.number}>{number}</span>
        {zone === null ? null : (
          <span className={classes.time}>
            {number === null || line.at === null ? '' : clockOf(line.at, zone)}
          </span>
        )}
        <span className={classes.mark}>{line.kind === 'error' ? 'err' : ''}</span>
      </span>
      <span className={classes.text}>
        {wanted === ''
          ? text
          : fragmentsOf(text, wanted).map((fragment, index) =>
              fragment.hit ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a fragment has no identity but its place
                <mark key={index}>{fragment.text}</mark>
              ) : (
                fragment.text
              ),
            )}
      </span>
    </div>
  );
});
