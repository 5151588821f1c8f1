import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { LONGEST_DESCRIPTION } from '#shared/features/codepush/checks.ts';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { standingLooks, standingOf } from '../standing.ts';
import { channelTitle, devicesWords } from '../words.ts';
import classes from './Act.module.css';
import { PackageField } from './PackageField.tsx';
import { blockedBy, planRows, Word } from './planRows.tsx';
import { RolloutField } from './RolloutField.tsx';
import { type ReleaseForm, releaseFault, releaseFormFor, releaseInput } from './releaseForm.ts';
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
  const [form, setForm] = useState<ReleaseForm>(() => releaseFormFor(channel));
  const [reason, setReason] = useState('');
  const set = (changes: Partial<ReleaseForm>) => setForm((old) => ({ ...old, ...changes }));
  const choose = (next: Channel) => {
    setId(next.id);
    const fresh = releaseFormFor(next);
    // What was typed stays; what another channel decides is proposed anew.
    setForm((old) => ({ ...old, targetBinaryRange: fresh.targetBinaryRange, rollout: fresh.rollout }));
  };
  const takeFirst = useEffectEvent(() => {
    if (file) found.take(file, id);
  });
  useEffect(() => takeFirst(), []);

  const facts = step.at === 'ready' ? step.facts : null;
  const fault = releaseFault(form, { channel, facts });
  const input = channel && facts ? releaseInput(form, channel.id, facts.packageHash) : null;
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
          fieldsRow(form, set),
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

function nextNote({ targetBinaryRange, rollout, isDisabled }: ReleaseForm, devices: number): string {
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

function fieldsRow(form: ReleaseForm, set: (changes: Partial<ReleaseForm>) => void): ActionRow {
  return {
    label: 'The release',
    content: (
      <div className={classes.fields}>
        <TextInput
          label="For binaries"
          required
          placeholder="6.12.0 or 6.12.x"
          value={form.targetBinaryRange}
          onChange={(event) => set({ targetBinaryRange: event.currentTarget.value })}
        />
        <TextInput
          label="Tag"
          placeholder="the source it was made from"
          value={form.tag}
          onChange={(event) => set({ tag: event.currentTarget.value })}
        />
        <Textarea
          className={classes.wide ?? ''}
          label="Description"
          autosize
          minRows={1}
          maxRows={5}
          maxLength={LONGEST_DESCRIPTION}
          value={form.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <div className={`${classes.wide} ${classes.checks}`}>
          <Checkbox
            label="Mandatory: installed at once"
            checked={form.isMandatory}
            onChange={(event) => set({ isMandatory: event.currentTarget.checked })}
          />
          <Checkbox
            label="Disabled: nobody gets it yet"
            checked={form.isDisabled}
            onChange={(event) => set({ isDisabled: event.currentTarget.checked })}
          />
        </div>
      </div>
    ),
  };
}
