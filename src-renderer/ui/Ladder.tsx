import type { ReactNode } from 'react';
import classes from './Ladder.module.css';
import { StatusIcon, type StatusName } from './StatusBadge.tsx';

/** One rung: how far it reaches and what is known of it. The one that something stands on is outlined. */
export interface LadderRung {
  readonly key: string;
  readonly icon: StatusName;
  /** `20 %` */
  readonly title: string;
  readonly lines: readonly ReactNode[];
  readonly state: 'passed' | 'current' | 'ahead';
  /** The one thing that can be done on this rung. */
  readonly action?: ReactNode;
}

/** Steps from the first to the last, top down. `held` outlines the current one as something that stands still. */
export function Ladder({
  label,
  rungs,
  held = false,
}: {
  readonly label: string;
  readonly rungs: readonly LadderRung[];
  readonly held?: boolean;
}) {
  return (
    <ol className={classes.ladder} aria-label={label}>
      {rungs.map((rung) => (
        <li
          key={rung.key}
          className={classes.rung}
          data-state={rung.state}
          data-held={(held && rung.state === 'current') || undefined}
          aria-current={rung.state === 'current' ? 'step' : undefined}
        >
          <span className={classes.icon}>
            <StatusIcon status={rung.icon} />
          </span>
          <span className={classes.title}>{rung.title}</span>
          <span className={classes.lines}>
            {rung.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
              <span key={index}>{line}</span>
            ))}
          </span>
          {rung.action ? <span className={classes.action}>{rung.action}</span> : null}
        </li>
      ))}
    </ol>
  );
}
