import type { ReactNode } from 'react';
import { FlagIcons, type FlagName } from '../FlagIcons.tsx';
import { InsideRow } from '../InsideRow.ts';
import { MoreMenu } from '../MoreMenu.tsx';
import { StatusBadge, type StatusName } from '../StatusBadge.tsx';
import { Duration, Instant } from '../time.tsx';
import { Version } from '../Version.tsx';
import classes from './PlaceTimeline.module.css';

/** The entries of one stretch of time, the newest first. */
export function PlaceEntries({ children }: { readonly children: ReactNode }) {
  return <ul className={classes.entries}>{children}</ul>;
}

/** A sentence in place of entries, or below them. */
export function PlaceNote({ children }: { readonly children: ReactNode }) {
  return <p className={classes.note}>{children}</p>;
}

/** One deployment in the timeline of an environment: its version, how it ended, who did it, and what can be done. */
export function PlaceEntry({
  href,
  version,
  running,
  later = false,
  flags = [],
  status,
  actor,
  took = null,
  at,
  menu,
}: {
  readonly href: string;
  readonly version: string;
  /** In what words it is the one that runs; null when it is not. */
  readonly running: 'runs now' | 'ran then' | null;
  /** It came after the instant that is shown. */
  readonly later?: boolean;
  readonly flags?: readonly FlagName[];
  readonly status: StatusName;
  readonly actor: string | null;
  /** In milliseconds; null when it is not over or not known. */
  readonly took?: number | null;
  readonly at: number;
  /** The items of its menu. */
  readonly menu: ReactNode;
}) {
  return (
    <li className={classes.entry} data-later={later || undefined}>
      <InsideRow value={true}>
        <a className={classes.what} href={href}>
          <span className={classes.line}>
            <Version value={version} max={24} strong={running !== null} />
            {running === null ? null : <span className={classes.runs}>{running}</span>}
            <FlagIcons flags={flags} size={13} />
          </span>
          <span className={classes.line}>
            <StatusBadge status={status} size={13} />
            {actor ? <span className={classes.actor}>{actor}</span> : null}
            {took === null ? null : <Duration ms={took} />}
            <span className={classes.when}>
              <Instant at={at} form="clock" />
            </span>
          </span>
        </a>
      </InsideRow>
      <MoreMenu label={`Actions for ${version}`} width={230} place="row">
        {menu}
      </MoreMenu>
    </li>
  );
}
