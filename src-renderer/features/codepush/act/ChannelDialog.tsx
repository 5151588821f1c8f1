import { SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { IconKey, IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type BuildTarget,
  buildTargets,
  type OperatingSystem,
  operatingSystems,
  osLabels,
} from '#shared/features/build/model.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { type SelectionPolicy, selectionPolicies } from '#shared/features/codepush/model.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { channelTitle, selectionWords } from '../words.ts';
import classes from './Act.module.css';
import {
  type ChannelForm,
  changedFacts,
  channelFault,
  channelFormOf,
  channelInput,
  channelWarnings,
} from './channelForm.ts';
import { ProjectField } from './ProjectField.tsx';
import { mindRows } from './planRows.tsx';

type Start = {
  readonly projectId?: number;
  readonly os?: OperatingSystem;
  readonly target?: BuildTarget;
};

/** Opens a channel for an app: a deployment key and an empty history. */
export function OpenChannelDialog({
  start,
  onClose,
}: {
  readonly start: Start;
  readonly onClose: () => void;
}) {
  const create = useAct('codepush.createChannel');
  const known = useCall('codepush.channels', {}).data ?? [];
  const [form, setForm] = useState<ChannelForm>(() => channelFormOf(null, start));
  const [reason, setReason] = useState('');
  const set = (changes: Partial<ChannelForm>) => setForm((old) => ({ ...old, ...changes }));
  const onConfirm = async () => {
    const { projectId } = form;
    if (projectId === null) return;
    try {
      const made = await create.run({
        projectId,
        os: form.os,
        target: form.target,
        ...channelInput(form),
        reason: reason.trim() || null,
      });
      onClose();
      navigate(pathTo.channel(made.id));
    } catch {
      // `create.error` says it in the dialog, and the fields stay.
    }
  };
  const place = `${form.os}-${form.target}-ota`;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title="Open a channel"
      tier={form.target}
      rows={[
        {
          label: 'For which app',
          content: (
            <div className={classes.fields}>
              <ProjectField value={form.projectId} onValue={(projectId) => set({ projectId })} />
              <div className={classes.wide}>
                <SegmentedControl
                  aria-label="Operating system"
                  data={operatingSystems.map((os) => ({ value: os, label: osLabels[os] }))}
                  value={form.os}
                  onChange={(os) => set({ os: os as OperatingSystem })}
                />{' '}
                <SegmentedControl
                  aria-label="Target"
                  data={[...buildTargets]}
                  value={form.target}
                  onChange={(target) => set({ target: target as BuildTarget })}
                />
              </div>
            </div>
          ),
        },
        nameRow(form, set, 'made here when left empty'),
        ...policyRows(form, set),
        {
          label: 'Comes to be',
          content: (
            <>
              An empty history that begins with v1. Its releases stand in the matrix under{' '}
              <span className={classes.mono}>{place}</span>.
            </>
          ),
        },
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={`Open ${osLabels[form.os]} ${form.name.trim() || (form.target === 'staging' ? 'Staging' : 'Production')}`}
      confirmIcon={IconKey}
      blockedReason={channelFault(form, known, null)}
      busy={create.busy}
      error={create.error ? <ErrorText error={create.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

/** Changes what a channel is called, asks with, draws by and verifies with. */
export function EditChannelDialog({
  channelId,
  onClose,
}: {
  readonly channelId: number;
  readonly onClose: () => void;
}) {
  const channel = useCall('codepush.channels', {}).data?.find(({ id }) => id === channelId);
  return channel ? <EditChannel channel={channel} onClose={onClose} /> : null;
}

function EditChannel({
  channel,
  onClose,
}: {
  readonly channel: Channel & { readonly devices: number };
  readonly onClose: () => void;
}) {
  const edit = useAct('codepush.editChannel');
  const known = useCall('codepush.channels', {}).data ?? [];
  const rollouts = useCall('codepush.rollouts', { projectId: channel.projectId }).data ?? [];
  const [form, setForm] = useState<ChannelForm>(() => channelFormOf(channel));
  const [reason, setReason] = useState('');
  const set = (changes: Partial<ChannelForm>) => setForm((old) => ({ ...old, ...changes }));
  const changes = changedFacts(channel, form);
  const unfinished = rollouts
    .filter((one) => one.channel.id === channel.id)
    .map(({ release }) => release.label);
  const production = channel.target === 'production';
  const onConfirm = async () => {
    try {
      await edit.run({ id: channel.id, ...changes, reason: reason.trim() || null });
      onClose();
    } catch {
      // `edit.error` says it in the dialog, and the fields stay.
    }
  };
  const nothing = Object.keys(changes).length === 0 ? 'Nothing is changed yet' : null;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Edit ${channelTitle(channel)}`}
      tier={channel.target}
      rows={[
        nameRow(form, set, 'what installed apps ask with'),
        ...policyRows(form, set),
        ...mindRows(channelWarnings(channel, changes, unfinished)),
      ]}
      reason={{ required: production, value: reason, onChange: setReason }}
      confirmLabel={`Save ${osLabels[channel.os]} ${channel.name}`}
      confirmIcon={IconSettings}
      blockedReason={nothing ?? channelFault(form, known, channel.id)}
      busy={edit.busy}
      error={edit.error ? <ErrorText error={edit.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

type SetForm = (changes: Partial<ChannelForm>) => void;

function nameRow(form: ChannelForm, set: SetForm, keyNote: string): ActionRow {
  return {
    label: 'Name and key',
    content: (
      <div className={classes.fields}>
        <TextInput
          label="Name"
          placeholder={form.target === 'staging' ? 'Staging' : 'Production'}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Deployment key"
          placeholder={keyNote}
          classNames={{ input: classes.key ?? '' }}
          value={form.key}
          onChange={(event) => set({ key: event.currentTarget.value })}
        />
        <p className={`${classes.wide} ${classes.hint}`}>
          With the key that installed apps have, they come along when only their server’s address changes.
        </p>
      </div>
    ),
  };
}

function policyRows(form: ChannelForm, set: SetForm): ActionRow[] {
  return [
    {
      label: 'Drawn',
      note: 'while a rollout is unfinished',
      content: (
        <>
          <Select
            aria-label="How devices are drawn"
            data={selectionPolicies.map((policy) => ({ value: policy, label: selectionWords[policy].label }))}
            value={form.selection}
            onChange={(value) => value !== null && set({ selection: value as SelectionPolicy })}
          />
          <p className={classes.hint}>{selectionWords[form.selection].sentence}</p>
        </>
      ),
    },
    {
      label: 'Public key',
      note: 'if apps verify',
      content: (
        <Textarea
          aria-label="Public key, PEM"
          autosize
          minRows={1}
          maxRows={6}
          placeholder="-----BEGIN PUBLIC KEY-----"
          classNames={{ input: classes.mono ?? '' }}
          value={form.publicKey}
          onChange={(event) => set({ publicKey: event.currentTarget.value })}
        />
      ),
    },
  ];
}
