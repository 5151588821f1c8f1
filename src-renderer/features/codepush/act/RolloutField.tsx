import { NumberInput, Slider } from '@mantine/core';
import type { SelectionPolicy } from '#shared/features/codepush/model.ts';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { Picks } from '../../../ui/Picks.tsx';
import { reachedAt } from '../release/steps.ts';
import { usualSteps } from '../standing.ts';
import { devicesWords } from '../words.ts';
import classes from './Act.module.css';

interface Projection {
  readonly devices: number;
  /** Devices reached at 0, 1, … 100 percent. */
  readonly reached: readonly number[];
}

/** How many devices get it, by hand or by one of the usual steps, with the known devices that would be. */
export function RolloutField({
  value,
  onChange,
  policy,
  projection,
  least = 0,
}: {
  /** Null until somebody has chosen. */
  readonly value: number | null;
  readonly onChange: (value: number) => void;
  readonly policy: SelectionPolicy;
  readonly projection: Projection | undefined;
  /** Where it stands; a rollout only grows. */
  readonly least?: number;
}) {
  const whole = policy === 'codepush';
  const set = (next: number) => onChange(Math.min(100, Math.max(least, next)));
  return (
    <>
      <Picks
        label="Usual steps"
        picks={usualSteps.map((step) => ({
          key: step,
          label: `${step} %`,
          picked: value === step,
          disabled: least > 0 && step <= least,
        }))}
        onPick={set}
      />
      <div className={classes.slide}>
        <Slider
          label={null}
          size={4}
          thumbSize={14}
          thumbLabel="Rollout in percent"
          min={0}
          max={100}
          step={1}
          value={value ?? 0}
          onChange={set}
        />
        <NumberInput
          aria-label="Rollout in percent, exactly"
          size="xs"
          hideControls
          suffix=" %"
          min={0}
          max={100}
          decimalScale={whole ? 0 : 2}
          allowNegative={false}
          value={value ?? ''}
          onChange={(next) => {
            if (typeof next === 'number') onChange(Math.min(100, next));
          }}
        />
      </div>
      <p className={classes.reach}>{reachWords(value, least, projection)}</p>
    </>
  );
}

function reachWords(value: number | null, least: number, projection: Projection | undefined) {
  if (value === null) return <span className={classes.dim}>Choose how many devices get it.</span>;
  if (!projection) return <span className={classes.dim}>{formatPercent(value)} of the devices</span>;
  const { reached, devices } = projection;
  if (devices === 0) {
    return (
      <span className={classes.dim}>No device is known here yet, so nobody can be counted beforehand.</span>
    );
  }
  const now = reachedAt(reached, least);
  const then = reachedAt(reached, value);
  const about = Number.isInteger(value) ? '' : '≈ ';
  return (
    <>
      <strong>
        {about}
        {formatCount(then)}
      </strong>{' '}
      of {devicesWords(devices)} known here
      {least > 0 && value > least ? `, ${about}${formatCount(then - now)} more than now` : ''}
      {value === 0 ? ': nobody yet' : value === 100 ? ', and every one to come' : ''}
    </>
  );
}
