import { Chip, Select } from '@mantine/core';
import type { Zone } from '#shared/time.ts';
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
  return (
    <fieldset className={classes.days}>
      <legend>{legend}</legend>
      <Chip.Group multiple value={value.map(String)} onChange={(chosen) => onValue(chosen.map(Number))}>
        <div className={classes.chips}>
          {days.map(([day, label]) => (
            <Chip key={day} value={String(day)} size="xs" variant="outline">
              {label}
            </Chip>
          ))}
        </div>
      </Chip.Group>
    </fieldset>
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
