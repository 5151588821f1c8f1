import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '#shared/features/settings/contract.ts';
import { useAct, useCall } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { KeyBindings } from './KeyBindings.tsx';
import { NoticeRow } from './NoticeRow.tsx';
import { SectionHead, SettingRow } from './SettingRow.tsx';
import classes from './Settings.module.css';

/** How the desk looks on this machine, under which name one acts, and with which keys. */
export function AppearanceSection() {
  const { data } = useCall('settings.get', undefined);
  const update = useAct('settings.update');
  if (!data) return null;
  return (
    <>
      <SectionHead
        title="Appearance and you"
        note="Kept on this machine, not in the workspace file: a colleague who opens the file has their own."
      />
      <SettingRow label="Theme" note="System follows the operating system.">
        <SegmentedControl
          aria-label="Theme"
          data={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          value={data.theme}
          onChange={(value) => void update.run({ theme: value as Settings['theme'] }).catch(() => {})}
        />
      </SettingRow>
      <SettingRow label="Time zone" note="For every instant on the screen; the file keeps UTC.">
        <SegmentedControl
          aria-label="Zone of all times"
          data={[
            { value: 'utc', label: 'UTC' },
            { value: 'local', label: `Local (${Intl.DateTimeFormat().resolvedOptions().timeZone})` },
          ]}
          value={data.zone}
          onChange={(value) => void update.run({ zone: value as Settings['zone'] }).catch(() => {})}
        />
        <ErrorText error={update.error} />
      </SettingRow>
      <NoticeRow notices={data.notices} />
      <ActorForm key={`${data.actorName} ${data.actorEmail}`} settings={data} />
      <KeyBindings overrides={data.keys} />
    </>
  );
}

function ActorForm({ settings }: { readonly settings: Settings }) {
  const update = useAct('settings.update');
  const [name, setName] = useState(settings.actorName);
  const [email, setEmail] = useState(settings.actorEmail ?? '');
  const same = name.trim() === settings.actorName && (email.trim() || null) === settings.actorEmail;
  const save = () =>
    void update.run({ actorName: name.trim(), actorEmail: email.trim() || null }).catch(() => {});
  return (
    <SettingRow
      label="Your name"
      note="What you do at this desk stands under it in the audit log. Entries already written keep theirs."
    >
      <div className={classes.pair}>
        <TextInput
          aria-label="Your name"
          w={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          aria-label="Your e-mail"
          type="email"
          placeholder="E-mail, if you like"
          w={230}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </div>
      <ActionButton
        label="Save your name"
        busy={update.busy}
        disabledReason={name.trim() === '' ? 'A name is needed.' : same ? 'Nothing was changed yet.' : null}
        onClick={save}
      />
      <ErrorText error={update.error} />
    </SettingRow>
  );
}
