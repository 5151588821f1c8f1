import { IconAlertTriangle, IconArrowDown, IconBroadcast } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionDialog, ActionLine } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { type BuildRecord, numberLabel, storeStateLook } from '../words.ts';

const shown = (version: string | null) =>
  version === null ? 'nothing' : <Version value={version} size="header" max={30} />;

/** Marks a build Live: which one falls back to approved, and what the channel's users get afterwards. */
export function LiveDialog({
  record,
  onClose,
}: {
  readonly record: BuildRecord;
  readonly onClose: () => void;
}) {
  const { build } = record;
  const preview = useCall('build.previewLive', { id: build.id }, { keepPrevious: false });
  const live = useAct('build.setLive');
  const [reason, setReason] = useState('');
  const plan = preview.data;
  const onConfirm = async () => {
    try {
      await live.run({ id: build.id, reason: reason.trim() || null });
      onClose();
    } catch {
      // `live.error` says it in the dialog; the plan is shown as it is now.
      void preview.refetch();
    }
  };
  const version = build.storeVersion ?? build.envVersion;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Make build ${numberLabel(build.number)} of ${build.project} Live`}
      tier={build.tier}
      {...(plan
        ? {
            now: {
              label: 'Live now',
              version: shown(plan.replaces ? (plan.replaces.storeVersion ?? plan.replaces.envVersion) : null),
              note: plan.replaces ? (
                <>
                  build {numberLabel(plan.replaces.number)}
                  {plan.replaces.liveFrom === null ? null : (
                    <>
                      , since <Instant at={plan.replaces.liveFrom} form="clock" />
                    </>
                  )}
                </>
              ) : undefined,
            },
            next: {
              label: 'Will be Live',
              version: shown(version),
              note: `build ${numberLabel(build.number)} from ${build.tag}`,
            },
          }
        : {})}
      rows={[
        {
          label: 'Because',
          note: 'the rule',
          content: 'At most one build is Live for an operating system and target, and it must be approved.',
        },
        ...(plan?.replaces
          ? [
              {
                label: 'Falls back',
                note: '1 build',
                content: (
                  <ActionLine
                    icon={<IconArrowDown size={15} stroke={1.75} aria-hidden />}
                    aside={<StateBadge {...storeStateLook('success')} />}
                  >
                    Build {numberLabel(plan.replaces.number)} is replaced and stays approved. Force Update
                    becomes possible on it.
                  </ActionLine>
                ),
              },
            ]
          : []),
        ...(plan && plan.warnings.length > 0
          ? [
              {
                label: 'Mind',
                content: plan.warnings.map((warning) => (
                  <ActionLine
                    key={warning}
                    icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
                  >
                    {warning}
                  </ActionLine>
                )),
              },
            ]
          : []),
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={`Make Live in ${build.environment}`}
      confirmIcon={IconBroadcast}
      blockedReason={
        plan?.refusal
          ? plan.refusal.message
          : plan?.isLive
            ? 'It is Live already'
            : plan
              ? null
              : 'Is being checked'
      }
      {...(plan ? { checkedAt: plan.checkedAt } : {})}
      busy={live.busy}
      error={errorOf(live.error ?? preview.error)}
      onConfirm={() => void onConfirm()}
    />
  );
}

const errorOf = (error: React.ComponentProps<typeof ErrorText>['error']) =>
  error ? <ErrorText error={error} icon={false} /> : null;
