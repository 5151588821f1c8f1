import { Chip, Input, SegmentedControl, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { MINUTES } from '#shared/features/freeze/model.ts';
import classes from './Freeze.module.css';
import { type FreezeForm, minutesOf, type WindowKind } from './freezeForm.ts';

const kinds: readonly { readonly value: WindowKind; readonly label: string }[] = [
  { value: 'once', label: 'Once' },
  { value: 'weekly', label: 'Every week' },
  { value: 'pattern', label: 'Pattern' },
];

/** Monday first; the numbers are those of the pattern. */
const days: readonly (readonly [number, string])[] = [
  [1, 'Mon'],
  [2, 'Tue'],
  [3, 'Wed'],
  [4, 'Thu'],
  [5, 'Fri'],
  [6, 'Sat'],
  [0, 'Sun'],
];

const calendarLabels = {
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  previousYear: 'Previous year',
  nextYear: 'Next year',
  previousDecade: 'Previous decade',
  nextDecade: 'Next decade',
};

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
      label={label}
      placeholder={none}
      clearable
      hideOutsideDates
      weekendDays={[]}
      ariaLabels={calendarLabels}
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
}: Fields & {
  /** It stands, so it has begun. */
  readonly startFixed: boolean;
  readonly fault: { readonly field: string; readonly message: string } | null;
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
      {form.kind === 'weekly' ? <WeekFields form={form} set={set} /> : null}
      {form.kind === 'pattern' ? (
        <TextInput
          label="Begins by"
          description="minute, hour, day, month, weekday: 0 16 * * 5 is Fridays 16:00"
          classNames={{ input: classes.mono ?? '' }}
          value={form.cron}
          error={faultOf('cron')}
          onChange={(event) => set({ cron: event.currentTarget.value })}
        />
      ) : null}
      <div className={classes.two}>
        {recurs ? (
          <LengthField form={form} set={set} />
        ) : (
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
      </div>
    </>
  );
}

function WeekFields({ form, set }: Fields) {
  return (
    <div className={classes.two}>
      <fieldset className={classes.set}>
        <legend>Begins on</legend>
        <Chip.Group
          multiple
          value={form.weekdays.map(String)}
          onChange={(chosen) => set({ weekdays: chosen.map(Number) })}
        >
          <div className={classes.chips}>
            {days.map(([day, label]) => (
              <Chip key={day} value={String(day)} size="xs">
                {label}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      </fieldset>
      <TextInput
        label="At"
        type="time"
        value={form.time}
        onChange={(event) => set({ time: event.currentTarget.value })}
      />
    </div>
  );
}

function LengthField({ form, set }: Fields) {
  const minutes = minutesOf(form.length);
  const fits = minutes !== null && minutes >= MINUTES.least && minutes <= MINUTES.most;
  return (
    <TextInput
      label="Lasts"
      description="elapsed time, as 8 h or 2 d 16 h"
      value={form.length}
      error={fits || form.length === '' ? undefined : 'From 5 min to 60 d'}
      onChange={(event) => set({ length: event.currentTarget.value })}
    />
  );
}
