import classes from './ProgressLine.module.css';

/** A 4 px bar for a share between 0 and 1. It jumps: a bar that glides claims to know more than it does. */
export function ProgressLine({
  value,
  label,
  tone = 'accent',
}: {
  readonly value: number;
  readonly label: string;
  readonly tone?: 'accent' | 'ok' | 'bad' | 'warn';
}) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10;
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div className={classes.bar} style={{ width: `${percent}%`, background: `var(--sl-${tone})` }} />
    </div>
  );
}
