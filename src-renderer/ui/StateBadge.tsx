import {
  IconSquareArrowLeft,
  IconSquareAsterisk,
  IconSquareCheck,
  IconSquareDashed,
  IconSquareDot,
  IconSquareForbid,
  IconSquareHalf,
  IconSquareX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Tone } from '#shared/machine.ts';
import classes from './StateBadge.module.css';

const icons: Readonly<Record<Tone, TablerIcon>> = {
  ok: IconSquareCheck,
  accent: IconSquareDot,
  warn: IconSquareHalf,
  bad: IconSquareX,
  err: IconSquareForbid,
  rb: IconSquareArrowLeft,
  ice: IconSquareAsterisk,
  dim: IconSquareDashed,
};

/**
 * A state on an axis beside the record's own status, as the word of a store: squares where a status has circles, so
 * that the two are never read as one.
 */
export function StateBadge({
  tone,
  label,
  note,
  size = 15,
}: {
  readonly tone: Tone;
  readonly label: string;
  /** Said after the word in secondary text. */
  readonly note?: string;
  readonly size?: number;
}) {
  const Icon = icons[tone];
  return (
    <span
      className={classes.badge}
      style={{ color: `var(--sl-${tone})` }}
      title={note ? `${label}, ${note}` : label}
    >
      <Icon size={size} stroke={1.75} className={classes.icon} aria-hidden />
      <span className={classes.word}>{label}</span>
      {note ? <span className={classes.note}>{note}</span> : null}
    </span>
  );
}
