import classes from './Version.module.css';

/** Shortens in the middle, because both ends of a version tell: `2026.11…1-rc2`. */
export function shortenMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = Math.max(2, max - 1);
  const tail = Math.floor(kept / 2);
  return `${text.slice(0, kept - tail)}…${text.slice(text.length - tail)}`;
}

/** A version in mono. It never wraps; past `max` characters the middle goes and the title keeps the whole. */
export function Version({
  value,
  max = 24,
  size = 'row',
  strong = false,
}: {
  readonly value: string;
  readonly max?: number;
  readonly size?: 'row' | 'header';
  readonly strong?: boolean;
}) {
  const shown = shortenMiddle(value, max);
  return (
    <span
      className={classes.version}
      data-size={size}
      data-strong={strong || undefined}
      title={shown === value ? undefined : value}
    >
      {shown}
    </span>
  );
}
