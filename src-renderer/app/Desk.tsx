import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { followChanges, useCall } from '../api/client.ts';
import { Welcome } from '../features/workspace/Welcome.tsx';
import { TimeProvider } from '../ui/time.tsx';
import { follow } from './follow.ts';
import { tell } from './notices.ts';
import { Shell } from './Shell.tsx';
import { cssVariablesResolver, theme } from './theme.ts';

/** Theme, zone and clock from this machine's settings; the shell when a workspace is open, the welcome when none is. */
export function Desk() {
  const settings = useCall('settings.get', undefined);
  const state = useCall('workspace.state', undefined);
  useEffect(() => followChanges(follow, (notice) => void tell(notice)), []);
  const scheme = settings.data?.theme ?? 'system';
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      {...(scheme === 'system' ? {} : { forceColorScheme: scheme })}
    >
      <TimeProvider zone={settings.data?.zone ?? 'utc'}>
        <Notifications position="bottom-right" autoClose={6000} limit={3} />
        {state.data &&
          settings.data &&
          (state.data.workspace ? <Shell key={state.data.workspace.uid} /> : <Welcome state={state.data} />)}
      </TimeProvider>
    </MantineProvider>
  );
}
