import { IconHandStop, IconPlayerPlay, IconPlayerStop, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { type ChangeAct as Act, changeRows } from '../release/changeRows.tsx';
import { type Standing, standingLooks, standingOf } from '../standing.ts';
import { channelTitle } from '../words.ts';
import { blockedBy, planRows, Word } from './planRows.tsx';

type Detail = OutputFor<'codepush.get'>;

const looks = {
  halt: { verb: 'Halt', icon: IconHandStop, becomes: 'halted', preview: 'codepush.previewHalt' },
  resume: {
    verb: 'Resume',
    icon: IconPlayerPlay,
    becomes: 'rolling_out',
    preview: 'codepush.previewResume',
  },
  end: { verb: 'End', icon: IconPlayerStop, becomes: 'ended', preview: 'codepush.previewEnd' },
} as const satisfies Readonly<
  Record<
    Act,
    {
      verb: string;
      icon: TablerIcon;
      becomes: Standing;
      preview: 'codepush.previewHalt' | 'codepush.previewResume' | 'codepush.previewEnd';
    }
  >
>;

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
  const { channel, release } = detail;
  const { deploymentId } = release;
  const change = useAct(`codepush.${act}`);
  const [reason, setReason] = useState('');
  const { verb, icon, becomes, preview: previewed } = looks[act];
  const preview = useCall(previewed, { deploymentId });
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
      rows={[...changeRows(act, detail, preview.data), ...planRows(preview.data)]}
      // A halt must never wait for words; the others change what production gets for good.
      reason={{
        required: channel.target === 'production' && act !== 'halt',
        value: reason,
        onChange: setReason,
      }}
      confirmLabel={`${verb} ${release.label} in ${channel.name}`}
      confirmIcon={icon}
      destructive={act !== 'resume'}
      blockedReason={blockedBy(preview.data)}
      {...(preview.data ? { checkedAt: preview.data.checkedAt } : {})}
      busy={change.busy}
      error={change.error ? <ErrorText error={change.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
