import { NumberInput, Slider } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { RolloutStep } from '#shared/features/codepush/plan.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { Picks } from '../../../ui/Picks.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { useNow } from '../../../ui/time.tsx';
import { verdictLooks } from '../words.ts';
import classes from './Act.module.css';
import { limitOf, startOf, type WhatIfForm, type WhatIfMeasure } from './whatIfForm.ts';

const measures: readonly {
  readonly measure: WhatIfMeasure;
  readonly label: string;
  readonly suffix: string;
}[] = [
  { measure: 'hours', label: 'Hours at it', suffix: ' h' },
  { measure: 'installed', label: 'Installed', suffix: '' },
  { measure: 'failed', label: 'Failed', suffix: '' },
];

/** Other numbers, judged by the steps as they stand in the form: the verdict in words, at once. */
export function WhatIf({
  found: { release, plan, counters },
  steps,
  devices,
}: {
  readonly found: OutputFor<'rollout.get'>;
  /** Null while a step is not complete. */
  readonly steps: readonly RolloutStep[] | null;
  readonly devices: number;
}) {
  const now = useNow(60_000);
  const [form, setForm] = useState<WhatIfForm>(() => startOf({ plan, release, counters }, now));
  const set = (changes: Partial<WhatIfForm>) => setForm((old) => ({ ...old, ...changes }));
  const [settled] = useDebouncedValue({ steps, ...form }, 60);
  const { data, error } = useCall(
    'rollout.whatIf',
    {
      deploymentId: release.deploymentId,
      ...settled,
      steps: settled.steps === null ? null : [...settled.steps],
    },
    { enabled: settled.steps !== null },
  );
  const places = [...new Set([release.rollout, ...(steps ?? []).map(({ percent }) => percent)])]
    .filter((percent) => percent < 100)
    .toSorted((one, other) => one - other);
  return (
    <>
      <Picks
        label="At which percentage"
        picks={places.map((percent) => ({
          key: percent,
          label: formatPercent(percent),
          picked: form.rollout === percent,
        }))}
        onPick={(rollout) => set({ rollout })}
      />
      {measures.map(({ measure, label, suffix }) => {
        const limit = limitOf(measure, steps ?? [], devices);
        const put = (value: number) => set({ [measure]: value });
        return (
          <div key={measure} className={classes.slide}>
            <span>{label}</span>
            <Slider
              label={null}
              size={4}
              thumbSize={14}
              thumbLabel={`What if: ${label.toLowerCase()}`}
              min={0}
              max={limit}
              step={1}
              value={Math.min(limit, form[measure])}
              onChange={put}
            />
            <NumberInput
              aria-label={`What if: ${label.toLowerCase()}, exactly`}
              size="xs"
              hideControls
              suffix={suffix}
              min={0}
              max={10_000_000}
              decimalScale={measure === 'hours' ? 1 : 0}
              allowNegative={false}
              value={form[measure]}
              onChange={(next) => {
                if (typeof next === 'number') put(next);
              }}
            />
          </div>
        );
      })}
      <div className={classes.verdict} aria-live="polite">
        {steps === null ? (
          <span className={classes.dim}>Complete the steps first.</span>
        ) : data ? (
          <>
            <StatusBadge {...verdictLooks[data.judgement.action]} />
            <span>{data.sentence}</span>
          </>
        ) : null}
      </div>
      <ErrorText error={error} />
    </>
  );
}
