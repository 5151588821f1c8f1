import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { standingLooks, standingOf } from '../standing.ts';
import { channelTitle, devicesWords } from '../words.ts';
import { PackageField } from './PackageField.tsx';
import { blockedBy, planRows, Word } from './planRows.tsx';
import { ReleaseFields } from './ReleaseFields.tsx';
import { RolloutField } from './RolloutField.tsx';
import { completed, type ReleaseForm, releaseFault, releaseFormFor, releaseInput } from './releaseForm.ts';
import { usePackage } from './usePackage.ts';

type Channel = OutputFor<'codepush.channels'>[number];

/** The whole way of a release: the package in, what it is, who gets it, what it ends, and then out. */
export function ReleaseDialog({
  channelId,
  file,
  onClose,
}: {
  readonly channelId: number | null;
  readonly file: File | undefined;
  readonly onClose: () => void;
}) {
  const channels = useCall('codepush.channels', {}).data;
  return channels ? (
    <Release channels={channels} channelId={channelId} file={file} onClose={onClose} />
  ) : null;
}

function Release({
  channels,
  channelId,
  file,
  onClose,
}: {
  readonly channels: readonly Channel[];
  readonly channelId: number | null;
  readonly file: File | undefined;
  readonly onClose: () => void;
}) {
  const release = useAct('codepush.release');
  const found = usePackage();
  const { step } = found;
  const [id, setId] = useState(channelId ?? (channels.length === 1 ? (channels[0]?.id ?? null) : null));
  const channel = channels.find((one) => one.id === id) ?? null;
  const [typed, setForm] = useState<ReleaseForm>(() => releaseFormFor(channel));
  const [reason, setReason] = useState('');
  const set = (changes: Partial<ReleaseForm>) => setForm((old) => ({ ...old, ...changes }));
  const choose = (next: Channel) => {
    setId(next.id);
    const { parentId, targetBinaryRange, rollout } = releaseFormFor(next);
    // What was typed stays; what another channel decides is proposed anew.
    setForm((old) => ({ ...old, parentId, targetBinaryRange, rollout }));
  };
  const takeFirst = useEffectEvent(() => {
    if (file) found.take(file, id);
  });
  useEffect(() => takeFirst(), []);

  const builds = useBuildsOf(channel);
  const form = completed(typed, channel, builds ?? []);
  const facts = step.at === 'ready' ? step.facts : null;
  const fault = releaseFault(form, { channel, facts });
  const input = channel && facts && builds ? releaseInput(form, channel.id, facts.packageHash) : null;
  const [settled] = useDebouncedValue(input, 100);
  const preview = useCall('codepush.previewRelease', settled ?? { channelId: 0, packageHash: '' }, {
    enabled: settled !== null && form.targetBinaryRange.trim() !== '',
  });
  const plan = input === null || form.targetBinaryRange.trim() === '' ? undefined : preview.data;
  const label = plan?.release?.label ?? (channel ? `v${channel.lastNumber + 1}` : null);
  const projection = useCall(
    'codepush.projection',
    { channelId: channel?.id ?? 0, label },
    { enabled: channel !== null },
  ).data;

  const close = () => {
    found.stop();
    onClose();
  };
  const onConfirm = async () => {
    if (!input) return;
    try {
      const made = await release.run({ ...input, reason: reason.trim() || null });
      onClose();
      navigate(pathTo.codePush(made.release.deploymentId));
    } catch {
      void preview.refetch();
    }
  };
  const newest = channel?.newest ?? null;
  const refused = release.error ?? (input === null ? null : preview.error);
  const rows: ActionRow[] = [
    channelRow(channels, channel, choose),
    {
      label: 'Package',
      note: 'a zip or a bundle',
      content: (
        <PackageField
          step={step}
          os={channel?.os ?? null}
          title="Drop the package here, or choose it."
          note="What the CodePush command line packs: a zip of the update folder, or a bare bundle. It is read first; nothing is released before you say so."
          onFile={(chosen) => found.take(chosen, id)}
          onStop={found.stop}
          onAgain={found.again}
        />
      ),
    },
    ...(facts && channel
      ? [
          {
            label: 'Rollout',
            note: 'who gets it',
            content: (
              <RolloutField
                value={form.rollout}
                onChange={(rollout) => set({ rollout })}
                policy={channel.selection}
                projection={projection}
              />
            ),
          },
          { label: 'The release', content: <ReleaseFields form={form} builds={builds ?? []} onForm={set} /> },
          ...planRows(plan, newest ? [newest] : []),
        ]
      : []),
  ];
  return (
    <ActionDialog
      opened
      onClose={close}
      title={channel ? `Release to ${channelTitle(channel)}` : 'Release a package'}
      {...(channel ? { tier: channel.target } : {})}
      {...(channel && facts
        ? {
            now: {
              label: 'Newest now',
              version: newest?.label ?? <Word>nothing</Word>,
              note: newest
                ? `for ${newest.targetBinaryRange}, ${standingLooks[standingOf(newest)].label} at ${formatPercent(newest.rollout)}`
                : 'no release yet',
            },
            next: {
              label: 'Will be',
              version: plan?.refusal ? <Word>not possible</Word> : label,
              note: nextNote(form, channel.devices),
            },
          }
        : {})}
      rows={rows}
      reason={{ required: channel?.target === 'production', value: reason, onChange: setReason }}
      confirmLabel={channel ? `Release to ${channel.name}` : 'Release'}
      confirmIcon={IconUpload}
      blockedReason={fault ?? blockedBy(plan)}
      {...(plan ? { checkedAt: plan.checkedAt } : {})}
      busy={release.busy}
      error={refused ? <ErrorText error={refused} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

/** The builds that a release of a channel can be made for; undefined until they are known. */
function useBuildsOf(channel: Channel | null) {
  const { projectId = 0, os = 'android', target = 'staging' } = channel ?? {};
  const options = { enabled: channel !== null, keepPrevious: false };
  const { data } = useCall('build.ofChannel', { projectId, os, target }, options);
  return useMemo(() => data?.map(({ build }) => build), [data]);
}

function nextNote(
  { targetBinaryRange, rollout, isDisabled }: ReturnType<typeof completed>,
  devices: number,
): string {
  const parts = [
    targetBinaryRange.trim() === '' ? null : `for ${targetBinaryRange.trim()}`,
    rollout === null ? null : `at ${formatPercent(rollout)}`,
    isDisabled ? 'disabled' : null,
    devices === 0 ? null : `${devicesWords(devices)} known`,
  ];
  return parts.filter(Boolean).join(', ');
}

function channelRow(
  channels: readonly Channel[],
  channel: Channel | null,
  onChannel: (channel: Channel) => void,
): ActionRow {
  return {
    label: 'Channel',
    content: (
      <Select
        aria-label="Channel"
        placeholder="Choose where it goes"
        searchable
        openOnFocus={false}
        data={channels.map((one) => ({
          value: String(one.id),
          label: `${channelTitle(one)}${one.name.toLowerCase() === one.target ? '' : ` (${one.target})`}`,
        }))}
        value={channel === null ? null : String(channel.id)}
        onChange={(value) => {
          const next = channels.find((one) => String(one.id) === value);
          if (next) onChannel(next);
        }}
      />
    ),
  };
}
