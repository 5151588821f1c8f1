import { ActionIcon, NumberInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { OutputFor } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { Picks } from '../../../ui/Picks.tsx';
import { Instant } from '../../../ui/time.tsx';
import classes from './Act.module.css';
import { type PresetName, presets } from './presets.ts';
import { addStep, endsPlan, faultsOf, removeStep, type StepField, type StepForm } from './stepsForm.ts';

const fields: readonly { readonly field: StepField; readonly label: string; readonly suffix: string }[] = [
  { field: 'percent', label: 'Rollout', suffix: ' %' },
  { field: 'hours', label: 'Hours', suffix: ' h' },
  { field: 'reports', label: 'Reports', suffix: '' },
  { field: 'failures', label: 'Failed at most', suffix: ' %' },
];

/** The steps of a plan as rows of numbers, with the devices that each reaches and when it can open. */
export function StepRows({
  form,
  onChange,
  channel,
  preview,
  presetOf,
}: {
  readonly form: readonly StepForm[];
  readonly onChange: (form: readonly StepForm[]) => void;
  readonly channel: Pick<Channel, 'selection'>;
  readonly preview: OutputFor<'rollout.preview'> | undefined;
  readonly presetOf: (name: PresetName) => readonly StepForm[];
}) {
  const table = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  const faults = faultsOf(form);
  // A row that was added or took the place of another has the focus in its first field.
  useEffect(() => {
    if (wanted.current === null) return;
    const row = table.current?.querySelector<HTMLElement>(`[data-step="${wanted.current}"] input`);
    wanted.current = null;
    row?.focus();
  });
  const add = (after?: number) => {
    const next = addStep(form, after);
    wanted.current = next.key;
    onChange(next.form);
  };
  const remove = (key: number) => {
    const next = removeStep(form, key);
    wanted.current = next.key;
    onChange(next.form);
  };
  const onKeyDown = (event: KeyboardEvent, at: number, key: number) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      add(at);
    }
    if (event.key === 'Backspace' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      remove(key);
    }
  };
  const limits = {
    percent: { max: 100, decimalScale: channel.selection === 'codepush' ? 0 : 2 },
    hours: { max: 10_000, decimalScale: 2 },
    reports: { max: 10_000_000, decimalScale: 0 },
    failures: { max: 100, decimalScale: 3 },
  } as const;
  return (
    <>
      <Picks
        label="Plans to begin with"
        picks={presets.map(({ name, label, sentence }) => ({
          key: name,
          label,
          title: sentence,
          picked: JSON.stringify(presetOf(name).map(numbers)) === JSON.stringify(form.map(numbers)),
        }))}
        onPick={(name) => onChange(presetOf(name))}
      />
      <div ref={table} className={classes.steps}>
        <div className={classes.stepHead} aria-hidden>
          {fields.map(({ field, label }) => (
            <span key={field}>{label}</span>
          ))}
          <span data-end>Devices</span>
          <span data-end>Not before</span>
        </div>
        {form.map((row, at) => {
          const shown = preview?.steps[at]?.percent === row.percent ? preview?.steps[at] : undefined;
          const name = `step ${at + 1}`;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the fields inside
            <div
              key={row.key}
              className={classes.step}
              data-step={row.key}
              onKeyDown={(event) => onKeyDown(event, at, row.key)}
            >
              {fields.map(({ field, label, suffix }) =>
                endsPlan(row) && field !== 'percent' ? (
                  field === 'hours' ? (
                    <span key={field} className={classes.ends}>
                      complete, nothing to wait for
                    </span>
                  ) : null
                ) : (
                  <NumberInput
                    key={field}
                    aria-label={`${label}, ${name}`}
                    size="xs"
                    hideControls
                    suffix={suffix}
                    min={0}
                    {...limits[field]}
                    allowNegative={false}
                    error={faults[at]?.[field]}
                    value={row[field] ?? ''}
                    onChange={(next) =>
                      onChange(
                        form.map((one) =>
                          one.key === row.key
                            ? { ...one, [field]: typeof next === 'number' ? next : null }
                            : one,
                        ),
                      )
                    }
                  />
                ),
              )}
              <span className={classes.devices}>{shown ? formatCount(shown.devices) : ''}</span>
              <span className={classes.opens}>
                {shown ? (
                  shown.opensAt === null ? (
                    'reached'
                  ) : (
                    <Instant at={shown.opensAt} form="clock" />
                  )
                ) : (
                  ''
                )}
              </span>
              <ActionIcon
                aria-label={`Remove ${name}`}
                disabled={form.length < 2}
                onClick={() => remove(row.key)}
              >
                <IconTrash size={15} stroke={1.75} />
              </ActionIcon>
            </div>
          );
        })}
      </div>
      <div className={classes.below}>
        <ActionButton label="Add a step" icon={IconPlus} size="xs" onClick={() => add()} />
        <span className={classes.dim}>Enter adds one below, Ctrl+Backspace removes, ↑ ↓ change.</span>
      </div>
    </>
  );
}

const numbers = ({ percent, hours, reports, failures }: StepForm) => [percent, hours, reports, failures];
