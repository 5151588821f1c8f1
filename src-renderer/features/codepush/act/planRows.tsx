import { IconAlertTriangle, IconBan } from '@tabler/icons-react';
import type { ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { PlanPreview } from '#shared/features/codepush/contract.ts';
import { ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { StatusIcon } from '../../../ui/StatusBadge.tsx';
import { reasonOf } from '../words.ts';
import classes from './Act.module.css';

/** Why the rules would not do it, and what to do instead. */
function refusedRow({ message, hint }: NonNullable<PlanPreview['refusal']>): ActionRow {
  return {
    label: 'Refused',
    note: 'by the rules',
    content: (
      <>
        <ActionLine icon={<IconBan size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}>
          {reasonOf(message)}
        </ActionLine>
        {hint ? <p className={classes.hint}>{hint}</p> : null}
      </>
    ),
  };
}

/** What a person should know before going on; it stops nothing. */
export function mindRows(warnings: readonly string[]): ActionRow[] {
  if (warnings.length === 0) return [];
  return [
    {
      label: 'Mind',
      content: warnings.map((warning) => (
        <ActionLine
          key={warning}
          icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
        >
          {warning}
        </ActionLine>
      )),
    },
  ];
}

/** The rollouts that a new release cuts short. */
function endsRow(
  labels: readonly string[],
  releases: readonly Pick<ReleaseRow, 'label' | 'rollout'>[],
): ActionRow {
  return {
    label: 'Is cut short',
    note: labels.length === 1 ? '1 rollout' : `${formatCount(labels.length)} rollouts`,
    content: labels.map((label) => {
      const rollout = releases.find((one) => one.label === label)?.rollout;
      return (
        <ActionLine key={label} icon={<StatusIcon status="canceled" />} aside="keeps its number">
          {label}
          {rollout === undefined ? null : (
            <span className={classes.dim}> at {formatPercent(rollout)}, goes no further</span>
          )}
        </ActionLine>
      );
    }),
  };
}

/** What the rules say of a plan: the refusal, or what it ends and what to mind. */
export function planRows(
  preview: PlanPreview | undefined,
  releases: readonly Pick<ReleaseRow, 'label' | 'rollout'>[] = [],
): ActionRow[] {
  if (!preview) return [];
  if (preview.refusal) return [refusedRow(preview.refusal)];
  return [
    ...(preview.superseded.length > 0 ? [endsRow(preview.superseded, releases)] : []),
    ...mindRows(preview.warnings),
  ];
}

/** Why a plan cannot be confirmed, as the words beside the button; null when it can. */
export function blockedBy(preview: PlanPreview | undefined): string | null {
  if (!preview) return 'Being checked';
  return preview.refusal ? 'Not possible like this' : null;
}

/** A word in the place of a version, as it is read. */
export function Word({ children }: { readonly children: string }) {
  return <span className={classes.word}>{children}</span>;
}
