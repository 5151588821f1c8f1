import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import type { DryLine } from '#shared/features/action/dry.ts';
import { ActionDialog, type ActionDialogProps, ActionLine } from './ActionDialog.tsx';
import { ActionPreview } from './ActionPreview.tsx';
import { ErrorText, type SaidError } from './ErrorText.tsx';
import type { Tier } from './TierTag.tsx';

/** Shows to the last letter what this machine would be allowed to run, before it is. */
export function TrustDialog({
  title,
  tier,
  whenever,
  parts,
  reason,
  checking,
  busy,
  error,
  onConfirm,
  onClose,
}: {
  readonly title: string;
  readonly tier?: Tier;
  /** What sets it off, as `somebody presses Deliver now on this machine`. */
  readonly whenever: string;
  readonly parts: readonly { readonly label: string; readonly lines: readonly DryLine[] }[];
  readonly reason?: ActionDialogProps['reason'];
  /** What is shown or its hash is being read anew: one may not belong to the other. */
  readonly checking: boolean;
  readonly busy: boolean;
  readonly error: SaidError | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={title}
      {...(tier ? { tier } : {})}
      rows={[
        {
          label: 'Mind',
          content: (
            <ActionLine
              icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
            >
              These run as you, with your rights, whenever {whenever}. Read every line. A change of any letter
              has to be trusted anew.
            </ActionLine>
          ),
        },
        ...parts.map(({ label, lines }) => ({
          label,
          note: 'as it is written',
          content: <ActionPreview label={label} lines={lines} />,
        })),
      ]}
      {...(reason ? { reason } : {})}
      confirmLabel="Trust on this machine"
      confirmIcon={IconShieldCheck}
      blockedReason={checking ? 'Is being checked' : null}
      busy={busy}
      error={error ? <ErrorText error={error} icon={false} /> : null}
      onConfirm={onConfirm}
    />
  );
}
