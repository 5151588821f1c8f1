import { IconHandStop, IconPlayerPlay, IconPlayerStop, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { type Standing, standingLooks, standingOf } from '../standing.ts';
import { channelTitle, devicesWords } from '../words.ts';
import classes from './Act.module.css';
import { planRows, Word } from './planRows.tsx';

type Act = 'halt' | 'resume' | 'end';
type Detail = OutputFor<'codepush.get'>;

const looks: Readonly<Record<Act, { verb: string; icon: TablerIcon; becomes: Standing }>> = {
  halt: { verb: 'Halt', icon: IconHandStop, becomes: 'halted' },
  resume: { verb: 'Resume', icon: IconPlayerPlay, becomes: 'rolling_out' },
  end: { verb: 'End', icon: IconPlayerStop, becomes: 'ended' },
};

/** Halts, resumes or ends the rollout of one release. */
export function ChangeDialog({
  act,
  deploymentId,
  onClose,
}: {
  readonly act: Act;
  readonly deploymentId: number;
  readonly onClose: () => void;
}) {
  const { data } = useCall('codepush.get', { deploymentId }, { keepPrevious: false });
  return data ? <Change act={act} detail={data} onClose={onClose} /> : null;
}

function Change({
  act,
  detail,
  onClose,
}: {
  readonly act: Act;
  readonly detail: Detail;
  readonly onClose: () => void;
}) {
  const { channel, release, actions } = detail;
  const { deploymentId } = release;
  const change = useAct(`codepush.${act}`);
  const [reason, setReason] = useState('');
  // The warnings are those of the rule that sets the same flag; whether it is allowed, the release itself says.
  const preview = useCall('codepush.previewEdit', { deploymentId, isDisabled: act !== 'resume' });
  const refusal = actions.find(({ action }) => action === act)?.refusal ?? null;
  const { verb, icon, becomes } = looks[act];
  const onConfirm = async () => {
    try {
      await change.run({ deploymentId, reason: reason.trim() || null });
      onClose();
    } catch {
      void preview.refetch();
    }
  };
  const percent = formatPercent(release.rollout);
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`${verb} the rollout of ${release.label} in ${channelTitle(channel)}`}
      tier={channel.target}
      now={{
        label: 'Now',
        version: <Word>{standingLooks[standingOf(release)].label}</Word>,
        note: `at ${percent}`,
      }}
      next={{
        label: 'Will be',
        version: <Word>{standingLooks[becomes].label}</Word>,
        note: `keeps its ${percent}`,
      }}
      rows={[
        ...changeRows(act, detail),
        ...planRows(
          preview.data && {
            ...preview.data,
            refusal: refusal === null ? null : { message: refusal, hint: null, field: null },
          },
        ),
      ]}
      // A halt must never wait for words; the others change what production gets for good.
      reason={{
        required: channel.target === 'production' && act !== 'halt',
        value: reason,
        onChange: setReason,
      }}
      confirmLabel={`${verb} ${release.label} in ${channel.name}`}
      confirmIcon={icon}
      destructive={act !== 'resume'}
      blockedReason={preview.data ? (refusal === null ? null : 'Not possible now') : 'Being checked'}
      {...(preview.data ? { checkedAt: preview.data.checkedAt } : {})}
      busy={change.busy}
      error={change.error ? <ErrorText error={change.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

function changeRows(act: Act, { release, counters }: Detail): ActionRow[] {
  const { label } = release;
  const percent = formatPercent(release.rollout);
  const running = (
    <p className={classes.said}>
      {counters.active === 0
        ? `No device is known to run ${label}.`
        : `${devicesWords(counters.active)} ${counters.active === 1 ? 'runs' : 'run'} ${label}. At their next check they are offered the newest other release for their binary.`}
    </p>
  );
  switch (act) {
    case 'halt':
      return [
        {
          label: 'What happens',
          note: 'can be resumed',
          content: (
            <p className={classes.said}>
              No further device gets {label}. It keeps its {percent}, and resuming goes on from there with the
              same devices.
            </p>
          ),
        },
        { label: 'Devices on it', content: running },
      ];
    case 'resume':
      return [
        {
          label: 'What happens',
          content: (
            <p className={classes.said}>
              {label} is served again to the same devices as before: those in the buckets that {percent}{' '}
              opens.
            </p>
          ),
        },
      ];
    case 'end':
      return [
        {
          label: 'What happens',
          note: 'for good',
          content: (
            <p className={classes.said}>
              {label} is disabled and stays at {percent}. It holds up no other release any more, and it cannot
              be resumed; its contents can be released again.
            </p>
          ),
        },
        { label: 'Devices on it', content: running },
      ];
  }
}
