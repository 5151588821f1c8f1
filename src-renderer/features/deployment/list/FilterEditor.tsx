import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { type KeyboardEvent, useState } from 'react';
import type { DeploymentFilter, FilterField } from '#shared/features/deployment/filter.ts';
import { DAY } from '#shared/time.ts';
import { calendarLabels } from '../../../ui/calendar.ts';
import { formatCount } from '../../../ui/numbers.ts';
import { useNow } from '../../../ui/time.tsx';
import { startOfLast } from '../filterSearch.ts';
import { fieldLabels } from '../words.ts';
import { recentDays, withRange, withValues } from './chips.ts';
import classes from './Filters.module.css';

export interface FilterOption {
  readonly value: string | number;
  readonly label: string;
  readonly count?: number | undefined;
}

/** So many options fit without a field to find one. */
const FIND_FROM = 9;

/** The condition of one field: is or is not, and any of its values. What is ticked holds at once. */
export function ConditionEditor({
  filter,
  field,
  sign,
  options,
  open,
  onChange,
}: {
  readonly filter: DeploymentFilter;
  readonly field: FilterField;
  readonly sign: 'is' | 'not';
  readonly options: readonly FilterOption[];
  /** Whether a value may be typed that is not among the options. */
  readonly open: boolean;
  readonly onChange: (filter: DeploymentFilter, sign: 'is' | 'not') => void;
}) {
  const [text, setText] = useState('');
  const chosen: readonly (string | number)[] = filter[sign][field] ?? [];
  const label = fieldLabels[field];
  const typed = text.trim();
  const unknown = chosen.filter((value) => !options.some((option) => option.value === value));
  const shown = [
    ...options,
    ...unknown.map((value): FilterOption => ({ value, label: String(value) })),
  ].filter((option) => option.label.toLowerCase().includes(typed.toLowerCase()));
  const set = (values: readonly (string | number)[]) =>
    onChange(withValues(filter, field, sign, values), sign);
  const turn = (value: string | number) =>
    set(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || typed === '') return;
    const only = shown.length === 1 ? shown[0]?.value : undefined;
    const value = only ?? (open ? typed : undefined);
    if (value === undefined) return;
    event.preventDefault();
    if (!chosen.includes(value)) set([...chosen, value]);
    setText('');
  };
  return (
    <div className={classes.editor}>
      <SegmentedControl
        fullWidth
        aria-label={`How ${label} is matched`}
        value={sign}
        onChange={(next) => {
          const other = next as 'is' | 'not';
          const moved = withValues(withValues(filter, field, sign, []), field, other, chosen);
          onChange(moved, other);
        }}
        data={[
          { value: 'is', label: 'is any of' },
          { value: 'not', label: 'is none of' },
        ]}
      />
      {open || options.length >= FIND_FROM ? (
        <TextInput
          data-autofocus
          aria-label={open ? `A name to add to ${label}` : `Find a ${label}`}
          placeholder={open ? 'Type a name, Enter adds it' : `Find a ${label}`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      ) : null}
      <ul className={classes.options} aria-label={label}>
        {shown.slice(0, 200).map((option) => (
          <li key={option.value} className={classes.option}>
            <Checkbox
              label={option.label}
              checked={chosen.includes(option.value)}
              onChange={() => turn(option.value)}
            />
            {option.count === undefined ? null : (
              <span className={classes.optionCount}>{formatCount(option.count)}</span>
            )}
          </li>
        ))}
        {shown.length > 200 ? <li className={classes.more}>Type to find the others.</li> : null}
      </ul>
    </div>
  );
}

const dayOf = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString().slice(0, 10));
const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** When it was started: calendar days by name, or any two days. Days are UTC, as the rollups count them. */
export function TimeEditor({
  filter,
  onChange,
  onRecent,
}: {
  readonly filter: DeploymentFilter;
  readonly onChange: (filter: DeploymentFilter) => void;
  /** The last so many days, which move with the calendar. */
  readonly onRecent: (days: number) => void;
}) {
  const now = useNow(60_000);
  const [range, setRange] = useState<[string | null, string | null]>([
    dayOf(filter.from),
    dayOf(filter.to === undefined ? undefined : filter.to - 1),
  ]);
  return (
    <div className={classes.editor}>
      <div className={classes.recent}>
        {recentDays.map(({ days, label }) => (
          <Button
            key={days}
            size="xs"
            aria-pressed={filter.to === undefined && filter.from === startOfLast(days, now)}
            onClick={() => onRecent(days)}
          >
            {label}
          </Button>
        ))}
      </div>
      <DatePicker
        type="range"
        size="xs"
        allowSingleDateInRange
        hideOutsideDates
        weekendDays={[]}
        ariaLabels={calendarLabels}
        value={range}
        onChange={(next) => {
          setRange(next);
          const [first, last] = next;
          if (first && last) onChange(withRange(filter, startOf(first), startOf(last) + DAY));
        }}
      />
    </div>
  );
}
