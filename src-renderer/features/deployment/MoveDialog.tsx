import { Textarea } from '@mantine/core';
import { IconAlertTriangle, IconBan } from '@tabler/icons-react';
import { useState } from 'react';
import type { MovePreview } from '#shared/features/deployment/contract.ts';
import type { DeploymentEvent, DeploymentStatus } from '#shared/features/deployment/machine.ts';
import { useAct, useCall } from '../../api/client.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../ui/ActionDialog.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { StatusIcon, statusLabel } from '../../ui/StatusBadge.tsx';
import { Version } from '../../ui/Version.tsx';
import classes from './act/Act.module.css';
import { moveIcons } from './moves.ts';
import { moveLabels, moveTitle, nameOf, numberLabel } from './words.ts';

type Item = MovePreview['items'][number];

const destructive: ReadonlySet<DeploymentEvent> = new Set(['roll_back', 'cancel', 'request_cancel']);

/** The one environment that all of them stand in; null when there are several. */
function onlyEnvironment(items: readonly Item[]): string | null {
  const names = new Set(items.map(({ deployment }) => deployment.environment));
  const [name] = names;
  return names.size === 1 && name !== undefined ? name : null;
}

const running = (version: string | null) =>
  version === null ? 'nothing' : <Version value={version} size="header" max={30} />;

/** One move of one deployment or many: what each would become, what runs afterwards, who is refused, and why now. */
export function MoveDialog({
  ids,
  to,
  onClose,
}: {
  readonly ids: readonly number[];
  readonly to: DeploymentStatus;
  readonly onClose: () => void;
}) {
  const preview = useCall('deployment.previewMove', { ids: [...ids], to }, { keepPrevious: false });
  const move = useAct('deployment.move');
  const [reason, setReason] = useState('');
  const [errorMessage, setErrorMessage] = useState('');
  const items = preview.data?.items ?? [];
  const eligible = items.filter((item) => item.refusal === null);
  const refused = items.filter((item) => item.refusal !== null);
  const [only] = items.length === 1 ? items : [];
  const event = eligible[0]?.event ?? null;
  const shown = eligible.length > 0 ? eligible : items;
  const environment = onlyEnvironment(shown);
  const what = only ? only.deployment.project : `${formatCount(eligible.length || ids.length)} deployments`;
  const title = event
    ? moveTitle(event, what, environment)
    : `Mark ${what} ${statusLabel(to)}${environment === null ? '' : ` in ${environment}`}`;
  const production = shown.some(({ deployment }) => deployment.tier === 'production');
  const label = event ? moveLabels[event] : `Mark ${statusLabel(to)}`;
  const confirm = environment ? `${label} in ${environment}` : `${label}, ${formatCount(eligible.length)}`;

  const onConfirm = async () => {
    try {
      await move.run({
        ids: eligible.map(({ deployment }) => deployment.id),
        to,
        reason: reason.trim() || null,
        errorMessage: errorMessage.trim() || null,
      });
      onClose();
    } catch {
      // `move.error` says it in the dialog; the plan is shown as it is now.
      void preview.refetch();
    }
  };

  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={title}
      {...(production ? { tier: 'production' as const } : {})}
      {...(only
        ? {
            now: { label: 'Runs now', version: running(only.effect.before) },
            next: { label: 'Will run', version: running(only.effect.after) },
          }
        : {})}
      rows={[
        ...rowsOf(only, eligible, refused, to),
        ...(to === 'failed' || to === 'errored' ? [whatWentWrong(errorMessage, setErrorMessage)] : []),
      ]}
      reason={{ required: preview.data?.needsReason ?? false, value: reason, onChange: setReason }}
      confirmLabel={confirm}
      {...(event ? { confirmIcon: moveIcons[event], destructive: destructive.has(event) } : {})}
      blockedReason={blockedBy(preview.data, eligible)}
      {...(preview.data ? { checkedAt: preview.data.checkedAt } : {})}
      busy={move.busy}
      error={
        preview.error || move.error ? <ErrorText error={move.error ?? preview.error} icon={false} /> : null
      }
      onConfirm={() => void onConfirm()}
    />
  );
}

function blockedBy(preview: MovePreview | undefined, eligible: readonly Item[]): string | null {
  if (!preview) return 'Being checked';
  return eligible.length === 0 ? 'Not allowed now' : null;
}

function whatWentWrong(value: string, onChange: (value: string) => void): ActionRow {
  return {
    label: 'Error',
    note: 'if it is known',
    content: (
      <Textarea
        aria-label="What went wrong"
        autosize
        minRows={2}
        maxRows={6}
        placeholder="What went wrong, as the log says it"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    ),
  };
}

function rowsOf(
  only: Item | undefined,
  eligible: readonly Item[],
  refused: readonly Item[],
  to: DeploymentStatus,
): ActionRow[] {
  if (only?.refusal) return [refusedRow([only])];
  if (only) {
    const again = only.nextAttempt > only.deployment.attempt;
    return [
      {
        label: 'The record',
        note: numberLabel(only.deployment.number),
        content: (
          <ActionLine icon={<StatusIcon status={to} />}>
            {nameOf(only.deployment)}: {statusLabel(only.deployment.status)} → {statusLabel(to)}
            {again ? `, as attempt ${only.nextAttempt}` : ''}
          </ActionLine>
        ),
      },
      { label: 'Because', note: 'the rule', content: only.effect.because },
    ];
  }
  return [
    ...(eligible.length > 0
      ? [
          {
            label: 'Changes',
            note: `${formatCount(eligible.length)} of ${formatCount(eligible.length + refused.length)}`,
            content: (
              <div className={classes.list}>
                {eligible.map((item) => (
                  <ActionLine
                    key={item.deployment.id}
                    icon={<StatusIcon status={item.deployment.status} />}
                    aside={effectWords(item)}
                  >
                    {nameOf(item.deployment)} <span className={classes.dim}>→ {statusLabel(to)}</span>
                  </ActionLine>
                ))}
              </div>
            ),
          },
        ]
      : []),
    ...(refused.length > 0 ? [refusedRow(refused)] : []),
  ];
}

function effectWords({ effect }: Item): string {
  if (effect.before === effect.after) return `${effect.before ?? 'nothing'} goes on running`;
  return effect.after === null ? 'nothing runs then' : `${effect.after} runs then`;
}

function refusedRow(items: readonly Item[]): ActionRow {
  return {
    label: 'Refused',
    note: items.length === 1 ? 'stays as it is' : `${formatCount(items.length)} stay as they are`,
    content: (
      <div className={classes.list}>
        {items.map(({ deployment, refusal }) => (
          <ActionLine
            key={deployment.id}
            icon={
              items.length === 1 ? (
                <IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />
              ) : (
                <IconBan size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />
              )
            }
          >
            {refusal}
          </ActionLine>
        ))}
      </div>
    ),
  };
}
