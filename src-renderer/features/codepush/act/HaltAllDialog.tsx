import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { osLabels } from '#shared/features/build/model.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { StatusIcon } from '../../../ui/StatusBadge.tsx';
import { Version } from '../../../ui/Version.tsx';
import { standingOf } from '../standing.ts';
import { devicesWords } from '../words.ts';
import classes from './Act.module.css';

const rolloutsWords = (count: number) => (count === 1 ? '1 rollout' : `${formatCount(count)} rollouts`);

/** Halts every rollout that is under way, in one project or everywhere: first the list of all that would stop. */
export function HaltAllDialog({
  projectId,
  onClose,
}: {
  readonly projectId: number | null;
  readonly onClose: () => void;
}) {
  const { data, dataUpdatedAt } = useCall('codepush.rollouts', { projectId }, { keepPrevious: false });
  const haltAll = useAct('codepush.haltAll');
  const [reason, setReason] = useState('');
  const running = data?.filter(({ release }) => standingOf(release) === 'rolling_out') ?? [];
  const halted = (data?.length ?? 0) - running.length;
  const production = running.some(({ channel }) => channel.target === 'production');
  const [first] = running;
  const where = projectId === null || !first ? 'everywhere' : `in ${first.channel.project}`;
  const rows: ActionRow[] = [
    {
      label: 'Stops',
      note: rolloutsWords(running.length),
      content: (
        <div className={classes.list}>
          {running.map(({ channel, release, counters }) => (
            <ActionLine
              key={release.deploymentId}
              icon={<StatusIcon status="in_progress" />}
              aside={`${formatPercent(release.rollout)}, ${devicesWords(counters.active)} ${counters.active === 1 ? 'runs' : 'run'} it`}
            >
              {channel.project} <Version value={release.label} strong />{' '}
              <span className={classes.dim}>
                for <Version value={release.targetBinaryRange} max={18} />
              </span>{' '}
              <EnvironmentLabel name={`${osLabels[channel.os]} ${channel.name}`} tier={channel.target} />
            </ActionLine>
          ))}
        </div>
      ),
    },
    {
      label: 'What happens',
      note: 'can be resumed',
      content:
        'No further device gets any of these. Devices that run one are offered the newest other release for their binary at their next check. Every rollout keeps its percentage and is resumed by itself.',
    },
    ...(halted > 0
      ? [
          {
            label: 'Stays',
            content: `${rolloutsWords(halted)} halted already, as ${halted === 1 ? 'it is' : 'they are'}.`,
          },
        ]
      : []),
  ];
  const onConfirm = async () => {
    try {
      await haltAll.run({ projectId, reason: reason.trim() || null });
      onClose();
    } catch {
      // `haltAll.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Halt every rollout ${where}`}
      {...(production ? { tier: 'production' as const } : {})}
      rows={rows}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={`Halt ${rolloutsWords(running.length)}`}
      confirmIcon={IconHandStop}
      destructive
      blockedReason={!data ? 'Being checked' : running.length === 0 ? 'No rollout is under way' : null}
      checkedAt={dataUpdatedAt}
      busy={haltAll.busy}
      error={haltAll.error ? <ErrorText error={haltAll.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
