import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconBan, IconStairsUp } from '@tabler/icons-react';
import { useState } from 'react';
import { isOpenPlan } from '#shared/features/rollout/machine.ts';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { Instant } from '../../../ui/time.tsx';
import { planInput } from '../release/planInput.ts';
import { channelTitle, planLooks } from '../words.ts';
import classes from './Act.module.css';
import { presetSteps } from './presets.ts';
import { StepRows } from './StepRows.tsx';
import { formOf, type StepForm, stepsOf } from './stepsForm.ts';
import { WhatIf } from './WhatIf.tsx';

type Found = OutputFor<'rollout.get'>;
type Preview = OutputFor<'rollout.preview'>;

/** Gives a release a plan, or changes the one that it has, with what it would do beside every number. */
export function PlanDialog({
  deploymentId,
  onClose,
}: {
  readonly deploymentId: number;
  readonly onClose: () => void;
}) {
  const { data } = useCall('rollout.get', planInput(deploymentId), { keepPrevious: false });
  const { channelId, label } = data?.release ?? { channelId: 0, label: '' };
  const projection = useCall(
    'codepush.projection',
    { channelId, label },
    { enabled: data !== undefined, keepPrevious: false },
  );
  if (!data || (!projection.data && !projection.error)) return null;
  return <Plan found={data} reached={projection.data?.reached ?? null} onClose={onClose} />;
}

function Plan({
  found,
  reached,
  onClose,
}: {
  readonly found: Found;
  readonly reached: readonly number[] | null;
  readonly onClose: () => void;
}) {
  const { channel, release, plan } = found;
  const { deploymentId } = release;
  const put = useAct('rollout.put');
  const [form, setForm] = useState<readonly StepForm[]>(() =>
    formOf(plan?.steps ?? presetSteps('usual', release.rollout, reached)),
  );
  const [reason, setReason] = useState('');
  const steps = stepsOf(form);
  const [settled] = useDebouncedValue(steps, 100);
  const preview = useCall(
    'rollout.preview',
    { deploymentId, steps: settled ?? [] },
    { enabled: settled !== null },
  );
  const checked = steps === null ? undefined : preview.data;
  const open = plan !== null && isOpenPlan(plan.status);
  const production = channel.target === 'production';
  const same = open && JSON.stringify(plan.steps) === JSON.stringify(steps);

  const onConfirm = async () => {
    if (!steps) return;
    try {
      await put.run({ deploymentId, steps, reason: reason.trim() || null });
      onClose();
    } catch {
      // `put.error` says it in the dialog; the plan is shown as it is now.
      void preview.refetch();
    }
  };
  const error = put.error ?? preview.error;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`${open ? 'Change the plan of' : 'Plan the rollout of'} ${release.label} in ${channelTitle(channel)}`}
      tier={channel.target}
      now={{
        label: 'Now',
        version: <span className={classes.word}>{formatPercent(release.rollout)}</span>,
        note: plan ? `plan ${planLooks[plan.status].label}` : 'raised by hand, no plan',
      }}
      next={{
        label: 'Goes',
        version: <span className={classes.word}>{wayWords(steps, release.rollout)}</span>,
        note: checked ? (
          <>
            done <Instant at={checked.endsAt} form="clock" /> at the earliest
          </>
        ) : (
          'each step by its own rule'
        ),
      }}
      rows={[
        {
          label: 'Steps',
          note: 'what must be so before it goes on',
          content: (
            <>
              <StepRows
                form={form}
                onChange={setForm}
                channel={channel}
                // What was counted for the rows that did not change stays beside them.
                preview={preview.data}
                presetOf={(name) => formOf(presetSteps(name, release.rollout, reached))}
              />
              {checked?.refusal ? <Refusal refusal={checked.refusal} /> : null}
            </>
          ),
        },
        ...(checked && !checked.refusal ? effectRows(checked, release.rollout) : []),
        {
          label: 'What if',
          note: 'changes nothing',
          content: <WhatIf found={found} steps={steps} devices={checked?.devices ?? 0} />,
        },
      ]}
      reason={{ required: production, value: reason, onChange: setReason }}
      confirmLabel={`${open ? 'Change the plan' : `Plan ${release.label}`} in ${channel.name}`}
      confirmIcon={IconStairsUp}
      blockedReason={
        steps === null
          ? 'A step is not complete'
          : checked?.refusal
            ? 'Not possible like this'
            : same
              ? 'Nothing is changed yet'
              : checked
                ? null
                : 'Being checked'
      }
      {...(checked ? { checkedAt: checked.checkedAt } : {})}
      busy={put.busy}
      error={error ? <ErrorText error={error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

/** `20 → 50 → 100 %`: from where it stands through the steps ahead. */
function wayWords(steps: readonly { readonly percent: number }[] | null, rollout: number): string {
  if (steps === null) return 'not complete';
  const ahead = steps.filter(({ percent }) => percent > rollout).map(({ percent }) => percent);
  if (ahead.length === 0) return 'no step ahead';
  const shown = ahead.length > 5 ? [...ahead.slice(0, 3), '…', ahead.at(-1)] : ahead;
  return `${[rollout, ...shown].join(' → ')} %`;
}

function Refusal({ refusal }: { readonly refusal: NonNullable<Preview['refusal']> }) {
  return (
    <div className={classes.refusal} role="alert">
      <IconBan size={15} stroke={1.75} aria-hidden />
      <span>
        {refusal.message.replace(/ Nothing was changed\.$/, '')}
        {refusal.hint ? <span className={classes.dim}> {refusal.hint}</span> : null}
      </span>
    </div>
  );
}

/** What the plan does at once, and which of its steps could never pass. */
function effectRows({ startsAt, steps, devices }: Preview, rollout: number): ActionRow[] {
  const endless = steps.filter(
    (step) => step.percent < 100 && step.opensAt !== null && step.minimumReports > step.devices,
  );
  const icon = <IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />;
  return [
    ...(startsAt === null
      ? []
      : [
          {
            label: 'At once',
            content: (
              <ActionLine icon={<IconStairsUp size={15} stroke={1.75} aria-hidden />}>
                The rollout goes from {formatPercent(rollout)} to {formatPercent(startsAt)}.
              </ActionLine>
            ),
          },
        ]),
    ...(endless.length === 0 || devices === 0
      ? []
      : [
          {
            label: 'Mind',
            content: endless.map((step) => (
              <ActionLine key={step.percent} icon={icon}>
                {formatPercent(step.percent)} waits for {formatCount(step.minimumReports)} reports and reaches{' '}
                {formatCount(step.devices)} known devices.
              </ActionLine>
            )),
          },
        ]),
  ];
}
