import classes from './RolloutBar.module.css';

/** The percentages that a rollout is usually raised to, as marks to read a bar by. */
const MARKS = [25, 50, 75];

/** How far something is let out, 0 to 100 percent. A part that stands still is hatched, so that it needs no colour. */
export function RolloutBar({
  percent,
  label,
  tone = 'running',
}: {
  readonly percent: number;
  /** What is let out, for screen readers; the percentage itself stands beside the bar. */
  readonly label: string;
  readonly tone?: 'running' | 'halted' | 'complete' | 'over';
}) {
  const width = Math.min(100, Math.max(0, percent));
  return (
    <span className={classes.track} role="img" aria-label={`${label}: ${percent} %`}>
      <span className={classes.fill} data-tone={tone} style={{ width: `${width}%` }} />
      {MARKS.map((mark) => (
        <span key={mark} className={classes.mark} style={{ left: `${mark}%` }} />
      ))}
    </span>
  );
}
