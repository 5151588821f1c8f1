import { NumberInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { StagedMove } from '#shared/features/distribution/staged.ts';
import type { StagedMoveKind } from '#shared/features/distribution/staged-machines.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { useJobRun } from '../../../api/jobs.ts';
import { ActionDialog, ActionLine } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import classes from '../Distribution.module.css';
import { type DistributionRecord, moveLabels, placeOf, shareText, versionOf } from '../words.ts';
import { nextShare } from './shares.ts';
import { WhoMoves } from './WhoMoves.tsx';

const withShare: ReadonlySet<StagedMoveKind> = new Set(['start', 'widen']);

const moveOf = (kind: StagedMoveKind, share: number): StagedMove =>
  kind === 'start' || kind === 'widen'
    ? { kind, userFraction: share }
    : kind === 'resume'
      ? { kind, userFraction: null }
      : { kind };

/** A move of a staged rollout: what it comes to in its store, or why the store would refuse it. */
export function StagedDialog({
  record,
  kind,
  onClose,
}: {
  readonly record: DistributionRecord;
  readonly kind: StagedMoveKind;
  readonly onClose: () => void;
}) {
  const { distribution: row, delivery, staged } = record;
  const [share, setShare] = useState(nextShare(staged?.share ?? 0));
  const [reason, setReason] = useState('');
  const step = kind === 'halt' || kind === 'roll_back' ? 'halt' : 'widen';
  const canDeliver = delivery.steps.includes(step);
  const [own, setOwn] = useState(canDeliver);
  const move = moveOf(kind, share);
  const preview = useCall('distribution.previewStaged', { id: row.id, move });
  const recordMove = useAct('distribution.staged');
  const job = useJobRun('distribution.deliver');
  const plan = preview.data;
  const onConfirm = async () => {
    const why = reason.trim() || null;
    if (own) {
      await job.start({ act: 'staged', id: row.id, move, reason: why });
      return;
    }
    try {
      await recordMove.run({ id: row.id, move, reason: why });
      onClose();
    } catch {
      // The error stands in the dialog; the plan is shown as it is now.
      void preview.refetch();
    }
  };
  // The command that moves it can still fail: the dialog goes when it has come to its end, and says it when not.
  const ended = job.job?.status;
  const leave = useEffectEvent(onClose);
  useEffect(() => {
    if (ended === 'succeeded') leave();
  }, [ended]);
  const failed = ended === 'failed' ? { message: job.job?.error ?? 'The rollout could not be moved.' } : null;
  const error = recordMove.error ?? job.error ?? failed ?? preview.error;
  const stops = kind === 'halt' || kind === 'roll_back';
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`${moveLabels[kind]} the rollout of ${row.project} ${versionOf(row)}`}
      tier={row.target}
      destructive={stops}
      {...(plan?.before
        ? {
            now: {
              label: 'In the store now',
              version: <StateBadge tone={plan.before.tone} label={plan.before.label} />,
              note: `reaches ${shareText(plan.before.share)}`,
            },
            next: plan.after
              ? {
                  label: 'Will be',
                  version: <StateBadge tone={plan.after.tone} label={plan.after.label} />,
                  note: `reaches ${shareText(plan.after.share)}`,
                }
              : { label: 'Will be', version: 'as it is' },
          }
        : {})}
      rows={[
        ...(withShare.has(kind)
          ? [
              {
                label: 'Share',
                note: 'of its users',
                content: (
                  <NumberInput
                    aria-label="Share of the users, in percent"
                    className={classes.shareField ?? ''}
                    min={0}
                    max={100}
                    decimalScale={2}
                    suffix=" %"
                    value={Math.round(share * 10_000) / 100}
                    onChange={(value) => setShare(Number(value) / 100)}
                  />
                ),
              },
            ]
          : []),
        ...(plan?.note
          ? [
              {
                label: 'Because',
                note: 'the rule',
                content: (
                  <ActionLine icon={<IconInfoCircle size={15} stroke={1.75} aria-hidden />}>
                    {plan.note}
                  </ActionLine>
                ),
              },
            ]
          : []),
        {
          label: 'Who does it',
          note: placeOf(row),
          content: <WhoMoves own={own} canDeliver={canDeliver} step={step} onOwn={setOwn} />,
        },
      ]}
      reason={{ required: stops, value: reason, onChange: setReason }}
      confirmLabel={
        own
          ? `${moveLabels[kind]} it in the store`
          : `Record that it was ${kind === 'roll_back' ? 'rolled back' : 'done'}`
      }
      blockedReason={plan ? plan.refusal : 'Is being checked'}
      {...(plan ? { checkedAt: plan.checkedAt } : {})}
      busy={recordMove.busy || job.busy}
      error={error ? <ErrorText error={error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
