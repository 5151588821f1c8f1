import { Input, SegmentedControl, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import type { ReactNode } from 'react';
import { MINUTES } from '#shared/features/freeze/model.ts';
import { dateAndTime } from '../../ui/calendar.ts';
import { StartField, WeekdayChips } from '../../ui/Recurrence.tsx';
import classes from './Freeze.module.css';
import { type FreezeForm, minutesOf, type WindowKind } from './freezeForm.ts';

const kinds: readonly { readonly value: WindowKind; readonly label: string }[] = [
  { value: 'once', label: 'Once' },
  { value: 'weekly', label: 'Every week' },
  { value: 'pattern', label: 'Pattern' },
];

interface Fields {
  readonly form: FreezeForm;
  readonly set: (change: Partial<FreezeForm>) => void;
}

function Moment({
  label,
  none,
  value,
  disabled = false,
  error,
  onChange,
}: {
  readonly label: string;
  /** What it means when nothing is chosen. */
  readonly none: string;
  readonly value: string | null;
  readonly disabled?: boolean;
  readonly error?: string | undefined;
  readonly onChange: (value: string | null) => void;
}) {
  return (
    <DateTimePicker
      {...dateAndTime}
      label={label}
      placeholder={none}
      clearable
      valueFormat="YYYY-MM-DD HH:mm"
      disabled={disabled}
      value={value}
      error={error}
      onChange={onChange}
      clearButtonProps={{ 'aria-label': `${label}: ${none}` }}
    />
  );
}

/** When it freezes: once, on days of the week, or by a pattern. */
export function WindowFields({
  form,
  set,
  startFixed,
  fault,
  zone,
}: Fields & {
  /** It stands, so it has begun. */
  readonly startFixed: boolean;
  readonly fault: { readonly field: string; readonly message: string } | null;
  /** The field of the zone that the times are of. */
  readonly zone: ReactNode;
}) {
  const faultOf = (field: string) => (fault?.field === field ? fault.message : undefined);
  const recurs = form.kind !== 'once';
  return (
    <>
      <Input.Wrapper label="Freezes" labelElement="div">
        <SegmentedControl
          className={classes.choice ?? ''}
          aria-label="Freezes"
          data={[...kinds]}
          value={form.kind}
          onChange={(kind) => set({ kind: kind as WindowKind })}
        />
      </Input.Wrapper>
      {form.kind === 'weekly' ? (
        <WeekdayChips legend="Begins on" value={form.weekdays} onValue={(weekdays) => set({ weekdays })} />
      ) : null}
      {form.kind !== 'once' ? (
        <div className={classes.two}>
          <StartField
            kind={form.kind}
            time={form.time}
            cron={form.cron}
            label="Begins by"
            placeholder="16:00"
            faultOf={faultOf}
            onChange={set}
          />
          <LengthField form={form} set={set} />
        </div>
      ) : null}
      <div className={classes.two}>
        {recurs ? null : (
          <Moment
            label="From"
            none="now"
            value={form.from}
            disabled={startFixed}
            onChange={(from) => set({ from })}
          />
        )}
        <Moment
          label={recurs ? 'Comes until' : 'To'}
          none={recurs ? 'for good' : 'until it is lifted'}
          value={form.to}
          error={faultOf('endsAt')}
          onChange={(to) => set({ to })}
        />
        {recurs ? zone : null}
      </div>
      {recurs ? null : zone}
    </>
  );
}

function LengthField({ form, set }: Fields) {
  const minutes = minutesOf(form.length);
  const fits = minutes !== null && minutes >= MINUTES.least && minutes <= MINUTES.most;
  return (
    <TextInput
      label="Lasts, elapsed time"
      placeholder="8 h or 2 d 16 h"
      value={form.length}
      error={fits || form.length === '' ? undefined : 'From 5 min to 60 d'}
      onChange={(event) => set({ length: event.currentTarget.value })}
    />
  );
}
