import { Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '#shared/features/settings/contract.ts';
import { useAct } from '../../api/client.ts';
import { noticePermission } from '../../app/notices.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { SettingRow } from './SettingRow.tsx';

type Notices = Settings['notices'];

const said = {
  granted: 'While you look at another window. A click on one opens the deployment or the run.',
  denied: 'This browser does not let Slipway tell you anything. Its settings for this page do.',
  default: 'The browser has to be asked once.',
  unsupported: 'This browser has no desktop notifications.',
} as const;

/** What a person is told on their desktop: deployments that end, runs that wait for a decision. */
export function NoticeRow({ notices }: { readonly notices: Notices }) {
  const update = useAct('settings.update');
  const [permission, setPermission] = useState(noticePermission);
  const set = (change: Partial<Notices>) =>
    void update.run({ notices: { ...notices, ...change } }).catch(() => {});
  return (
    <SettingRow label="Desktop notifications" note={said[permission]}>
      <SegmentedControl
        aria-label="Tell of deployments that end"
        data={[
          { value: 'none', label: 'No deployment' },
          { value: 'production', label: 'In production' },
          { value: 'all', label: 'Everywhere' },
        ]}
        value={notices.ended}
        onChange={(ended) => set({ ended: ended as Notices['ended'] })}
      />
      <Checkbox
        size="xs"
        label="Runs that wait for a decision"
        checked={notices.decisions}
        onChange={(event) => set({ decisions: event.currentTarget.checked })}
      />
      {permission === 'default' ? (
        <ActionButton
          label="Allow notifications"
          onClick={() => void Notification.requestPermission().then(setPermission)}
        />
      ) : null}
      <ErrorText error={update.error} />
    </SettingRow>
  );
}
