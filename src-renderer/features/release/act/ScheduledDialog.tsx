import { useDebouncedValue } from '@mantine/hooks';
import { IconClock, IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { obstacleRows } from '../../../ui/Obstacles/Obstacles.tsx';
import { forceBy, neededOverrides, type Override, overridesBlock } from '../../../ui/Obstacles/overrides.ts';
import { Instant, useZone } from '../../../ui/time.tsx';
import { arrivalRow } from './arrivalRow.tsx';
import { instantOf } from './deployForm.ts';
import { mindRow, Word, workflowRow } from './planRows.tsx';
import { TimeField } from './TimeField.tsx';

interface Asked {
  readonly act: 'begin' | 'reschedule';
  readonly deploymentId: number;
}

/** Begins a scheduled deployment before its time, or gives it another: judged as at the instant when it would begin. */
export function ScheduledDialog({ start, onClose }: { readonly start: Asked; readonly onClose: () => void }) {
  const { data, error } = useCall('deployment.get', { id: start.deploymentId });
  if (data) return <Ask start={start} record={data} onClose={onClose} />;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title="Scheduled deployment"
      rows={[]}
      confirmLabel="Deploy now"
      blockedReason="Being read"
      error={error ? <ErrorText error={error} icon={false} /> : null}
      onConfirm={onClose}
    />
  );
}

function Ask({
  start: { act, deploymentId },
  record,
  onClose,
}: {
  readonly start: Asked;
  readonly record: DeploymentDetail;
  readonly onClose: () => void;
}) {
  const zone = useZone();
  const begin = useAct('environment.beginScheduled');
  const reschedule = useAct('environment.reschedule');
  const acting = act === 'begin' ? begin : reschedule;
  const [when, setWhen] = useState('');
  const [reason, setReason] = useState('');
  const [overrides, setOverrides] = useState<readonly Override[]>([]);
  const scheduledFor = act === 'begin' ? null : instantOf(when, zone);
  const isAsked = act === 'begin' || scheduledFor !== null;
  // What stands in the way is asked for as if nothing were ticked; whether it can be done with what was ticked.
  const [bare] = useDebouncedValue({ deploymentId, scheduledFor }, 100);
  const found = useCall('environment.previewScheduled', bare, { enabled: isAsked });
  const way = isAsked ? (found.data ?? null) : null;
  const force = way && forceBy(way, overrides, null);
  const forced = useCall('environment.previewScheduled', { ...bare, force }, { enabled: force !== null });
  const plan = force ? forced.data : found.data;
  const shown = way && { ...(plan ?? way), obstacles: way.obstacles, frozenBy: way.frozenBy };
  const { project, projectId, environment, environmentId, tier, version } = record;
  const onConfirm = async () => {
    const why = reason.trim() || null;
    const input = { deploymentId, force: force && { ...force, reason: why }, reason: why };
    try {
      if (scheduledFor === null) await begin.run(input);
      else await reschedule.run({ ...input, scheduledFor });
      onClose();
      navigate(pathTo.deployment(deploymentId));
    } catch {
      // `acting.error` says it in the dialog; what stands in the way is shown as it is now.
      void found.refetch();
      void forced.refetch();
    }
  };
  const refused = acting.error ?? (isAsked ? found.error : null);
  const isKnown = isAsked && plan !== undefined;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={
        act === 'begin'
          ? `Deploy ${project} to ${environment} now`
          : `Reschedule ${project} in ${environment}`
      }
      tier={tier}
      now={{
        label: 'Scheduled for',
        version:
          record.scheduledFor === null ? (
            <Word>no time</Word>
          ) : (
            <Instant at={record.scheduledFor} form="clock" />
          ),
        note: `#${formatCount(record.number)} ${version}`,
      }}
      next={{
        label: act === 'begin' ? 'Will begin' : 'Will be for',
        version:
          act === 'begin' ? (
            <Word>now</Word>
          ) : scheduledFor === null ? (
            <Word>to be chosen</Word>
          ) : (
            <Instant at={scheduledFor} form="clock" />
          ),
        note:
          way === null
            ? 'a time that lies ahead'
            : way.fromVersion
              ? `in place of ${way.fromVersion}`
              : `the first in ${environment}`,
      }}
      rows={[
        ...(act === 'reschedule'
          ? [
              {
                label: 'When',
                content: (
                  <TimeField
                    value={when}
                    onValue={(next) => {
                      setWhen(next);
                      setOverrides([]);
                    }}
                  />
                ),
              },
            ]
          : []),
        ...(shown
          ? [
              ...obstacleRows({
                way: shown,
                verb: 'Deploy',
                isLater: act === 'reschedule',
                overrides,
                onOverrides: setOverrides,
              }),
              ...arrivalRow(shown.arrives, projectId),
              ...mindRow(shown.warnings),
            ]
          : []),
        workflowRow(record, { projectId, environmentId }),
      ]}
      reason={{
        required: way !== null && neededOverrides(way).length > 0,
        value: reason,
        onChange: setReason,
      }}
      confirmLabel={act === 'begin' ? `Deploy to ${environment} now` : `Reschedule in ${environment}`}
      confirmIcon={act === 'begin' ? IconRocket : IconClock}
      blockedReason={
        !isAsked
          ? 'Needs a time'
          : isKnown && plan === null
            ? null
            : overridesBlock(shown ?? undefined, overrides)
      }
      {...(isAsked && plan ? { checkedAt: plan.checkedAt } : {})}
      busy={acting.busy}
      error={refused ? <ErrorText error={refused} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
