import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { osLabels } from '#shared/features/build/model.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatCount, formatPercent } from '../../../ui/numbers.ts';
import { StatusIcon } from '../../../ui/StatusBadge.tsx';
import { Version } from '../../../ui/Version.tsx';
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
  const { data } = useCall('codepush.previewHaltAll', { projectId }, { keepPrevious: false });
  const haltAll = useAct('codepush.haltAll');
  const [reason, setReason] = useState('');
  const { halts: running, halted, goesOn } = data ?? { halts: [], halted: 0, goesOn: [] };
  const led = running.filter(({ plan }) => plan === 'running').length;
  const production = running.some(({ channel }) => channel.target === 'production');
  const [first] = running;
  const where = projectId === null || !first ? 'everywhere' : `in ${first.channel.project}`;
  const rows: ActionRow[] = [
    {
      label: 'Stops',
      note: rolloutsWords(running.length),
      content: (
        <div className={classes.list}>
          {running.map(({ channel, release, counters, reach }) => (
            <ActionLine
              key={release.deploymentId}
              icon={<StatusIcon status="in_progress" />}
              aside={`${formatPercent(release.rollout)}, ${devicesWords(reach)} let in, ${formatCount(counters.active)} ${counters.active === 1 ? 'runs' : 'run'} it`}
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
      content: `No further device gets any of these. Devices that run one are offered the newest other release for their binary at their next check. Every rollout keeps its percentage and is resumed by itself; no next release waits for it until then.${
        led === 0
          ? ''
          : ` ${led === 1 ? 'One is led by a plan: it holds' : `${formatCount(led)} are led by plans: they hold`} until then.`
      }`,
    },
    ...(goesOn.length > 0
      ? [
          {
            label: 'Goes on',
            note: 'in the stores',
            content: (
              <div className={classes.list}>
                {goesOn.map(({ distribution, storeLabel, share }) => (
                  <ActionLine
                    key={distribution.id}
                    icon={<StatusIcon status="in_progress" />}
                    aside={
                      <a href={`#${pathTo.distribution(distribution.id)}`} onClick={onClose}>
                        Halt it there
                      </a>
                    }
                  >
                    {distribution.project} <Version value={distribution.envVersion} strong />{' '}
                    <span className={classes.dim}>
                      {storeLabel} {distribution.track}, at {formatPercent(Math.round(share * 10_000) / 100)}
                    </span>
                  </ActionLine>
                ))}
                <p className={classes.hint}>
                  A staged rollout is the store’s own: only the store, or a delivery to it, halts it.
                </p>
              </div>
            ),
          },
        ]
      : []),
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
      blockedReason={data ? (data.refusal?.replace(/\.$/, '') ?? null) : 'Being checked'}
      {...(data ? { checkedAt: data.checkedAt } : {})}
      busy={haltAll.busy}
      error={haltAll.error ? <ErrorText error={haltAll.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
