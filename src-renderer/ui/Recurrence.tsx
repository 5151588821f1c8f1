import { Chip, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Zone } from '#shared/time.ts';
import { FieldSet } from './FieldSet.tsx';
import classes from './Recurrence.module.css';

/** Monday first; the numbers are those of a cron pattern. */
const days: readonly (readonly [number, string])[] = [
  [1, 'Mon'],
  [2, 'Tue'],
  [3, 'Wed'],
  [4, 'Thu'],
  [5, 'Fri'],
  [6, 'Sat'],
  [0, 'Sun'],
];

/** Several of a few, chosen by chips under a legend. */
export function ChipSet<T extends string | number>({
  legend,
  options,
  value,
  onValue,
  children,
}: {
  readonly legend: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: readonly T[];
  readonly onValue: (chosen: T[]) => void;
  /** Said below. */
  readonly children?: ReactNode;
}) {
  return (
    <FieldSet legend={legend}>
      <Chip.Group
        multiple
        value={value.map(String)}
        onChange={(chosen) =>
          onValue(options.flatMap(([option]) => (chosen.includes(String(option)) ? [option] : [])))
        }
      >
        <div className={classes.chips}>
          {options.map(([option, label]) => (
            <Chip key={option} value={String(option)} size="xs" variant="outline">
              {label}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {children}
    </FieldSet>
  );
}

/** Days of the week to choose from, 0 for Sunday. */
export function WeekdayChips({
  legend,
  value,
  onValue,
}: {
  readonly legend: string;
  readonly value: readonly number[];
  readonly onValue: (weekdays: number[]) => void;
}) {
  return <ChipSet legend={legend} options={days} value={value} onValue={onValue} />;
}

/** The time of day that a week repeats, or the pattern that says all of it. */
export function StartField({
  kind,
  time,
  cron,
  label,
  placeholder,
  faultOf,
  autoFocus = false,
  onChange,
}: {
  readonly kind: 'weekly' | 'pattern';
  readonly time: string;
  readonly cron: string;
  /** Of the pattern. */
  readonly label: string;
  /** Of the time. */
  readonly placeholder: string;
  readonly faultOf: (field: 'time' | 'cron') => string | undefined;
  readonly autoFocus?: boolean;
  readonly onChange: (change: { readonly time: string } | { readonly cron: string }) => void;
}) {
  return kind === 'weekly' ? (
    <TextInput
      label="At"
      data-autofocus={autoFocus || undefined}
      placeholder={placeholder}
      value={time}
      error={faultOf('time')}
      onChange={(event) => onChange({ time: event.currentTarget.value })}
    />
  ) : (
    <TextInput
      label={label}
      placeholder="minute hour day month weekday"
      classNames={{ input: classes.pattern ?? '' }}
      value={cron}
      error={faultOf('cron')}
      onChange={(event) => onChange({ cron: event.currentTarget.value })}
    />
  );
}

/** Every zone that this machine knows, UTC first. */
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** The zone that is shown, by the name that clocks know it by. */
export function zoneName(zone: Zone): string {
  return zone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** An IANA time zone, one that this machine does not know included when it is chosen already. */
export function ZoneSelect({
  value,
  error,
  onValue,
}: {
  readonly value: string;
  readonly error?: string | undefined;
  readonly onValue: (zone: string) => void;
}) {
  return (
    <Select
      label="Time zone"
      searchable
      data={zones.includes(value) ? zones : [value, ...zones]}
      value={value}
      limit={100}
      error={error}
      onChange={(zone) => zone !== null && onValue(zone)}
    />
  );
}
