import { IconPlus, IconX } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import classes from './FilterChip.module.css';
import { KeyHint } from './KeyHint.tsx';
import { formatCount } from './numbers.ts';
import { StatusIcon, type StatusName, statusColor, statusLabel } from './StatusBadge.tsx';

/** One condition of a filter as a sentence: `tier is not development`. Its text edits it, its cross takes it away. */
export function FilterChip({
  field,
  relation,
  value,
  onRemove,
  onEdit,
}: {
  readonly field: string;
  readonly relation: string;
  readonly value: string;
  readonly onRemove: () => void;
  readonly onEdit?: () => void;
}) {
  const sentence = [field, relation, value].filter(Boolean).join(' ');
  const words = (
    <>
      {[field, relation].filter(Boolean).join(' ')} <strong>{value}</strong>
    </>
  );
  return (
    <span className={classes.chip}>
      {onEdit ? (
        <button
          type="button"
          className={classes.words}
          onClick={onEdit}
          aria-label={`Edit filter: ${sentence}`}
        >
          {words}
        </button>
      ) : (
        <span className={classes.words}>{words}</span>
      )}
      <button
        type="button"
        className={classes.remove}
        onClick={onRemove}
        aria-label={`Remove filter: ${sentence}`}
      >
        <IconX size={12} stroke={1.75} aria-hidden />
      </button>
    </span>
  );
}

/** The dashed chip that adds a condition. Takes a button's props, so it can be the target of a menu. */
export function AddFilterChip({
  label = 'Filter',
  keys = '/',
  ...button
}: { readonly label?: string; readonly keys?: string } & Omit<
  ComponentProps<'button'>,
  'type' | 'children'
>) {
  return (
    <button {...button} type="button" className={classes.add}>
      <IconPlus size={13} stroke={1.75} aria-hidden />
      {label}
      {keys ? <KeyHint keys={keys} /> : null}
    </button>
  );
}

export interface StatusCount {
  readonly status: StatusName;
  readonly count: number;
  /** False when there are more than were counted: `1,000+`. */
  readonly exact?: boolean;
  /** Another word than the status's own, as `running`. */
  readonly label?: string;
}

/** How many there are of each status; a press filters by it. */
export function StatusCounts({
  counts,
  active = [],
  onPick,
}: {
  readonly counts: readonly StatusCount[];
  readonly active?: readonly StatusName[];
  readonly onPick: (status: StatusName) => void;
}) {
  return (
    <fieldset className={classes.counts}>
      <legend className={classes.said}>By status</legend>
      {counts.map(({ status, count, exact = true, label }) => (
        <button
          key={status}
          type="button"
          className={classes.count}
          style={{ color: statusColor(status) }}
          aria-pressed={active.includes(status)}
          onClick={() => onPick(status)}
        >
          <StatusIcon status={status} size={14} />
          {formatCount(count)}
          {exact ? '' : '+'} {label ?? statusLabel(status)}
        </button>
      ))}
    </fieldset>
  );
}
