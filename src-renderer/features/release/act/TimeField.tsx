import { DateTimePicker } from '@mantine/dates';
import { dateAndTime } from '../../../ui/calendar.ts';
import { useZone } from '../../../ui/time.tsx';

/** The time that a deployment is to begin at, as `2026-11-20 14:32:00` in the zone that is shown; empty while none is chosen. */
export function TimeField({
  value,
  onValue,
}: {
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  const zoned = useZone() === 'utc' ? 'UTC' : 'local time';
  const unchosen = `Choose when, in ${zoned}`;
  return (
    <DateTimePicker
      {...dateAndTime}
      // What the button shows is a part of its name, so that it can be said to a computer.
      aria-label={`Deploy at: ${value === '' ? unchosen : `${value.slice(0, 16)} ${zoned}`}`}
      placeholder={unchosen}
      valueFormat={`YYYY-MM-DD HH:mm [${zoned}]`}
      value={value === '' ? null : value}
      onChange={(when) => onValue(when ?? '')}
    />
  );
}
