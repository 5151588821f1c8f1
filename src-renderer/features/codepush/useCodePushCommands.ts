import { IconDeviceMobile, IconHandStop, IconPlus, IconRoute, IconUpload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ask } from './act/open.ts';
import { standingOf } from './standing.ts';
import { channelTitle } from './words.ts';

const EXPLAIN = new URLSearchParams({ tab: 'explain' });

/** The channel that a path is about; null on every other screen. */
function channelOfPath(path: string): number | null {
  const id = /^\/rollouts\/channels\/(\d{1,15})$/.exec(path)?.[1];
  return id === undefined ? null : Number(id);
}

/** What can be done about channels from anywhere. */
export function useCodePushCommands(): void {
  const channels = useCall('codepush.channels', {}).data;
  const rollouts = useCall('codepush.rollouts', {}).data;
  const here = channelOfPath(usePlace().path);
  const commands = useMemo((): Command[] => {
    const none = channels?.length ? null : 'Open a channel first.';
    const running = rollouts?.some(({ release }) => standingOf(release) === 'rolling_out') ?? false;
    const explained = here ?? channels?.[0]?.id;
    return [
      {
        id: 'codepush.release',
        label: 'Release a package to a channel',
        group: 'Actions',
        icon: IconUpload,
        keys: 'p',
        disabledReason: none,
        run: () => ask({ act: 'release', channelId: here }),
      },
      {
        id: 'codepush.open',
        label: 'Open a channel for an app',
        group: 'Actions',
        icon: IconPlus,
        run: () => ask({ act: 'openChannel' }),
      },
      {
        id: 'codepush.explain',
        label: 'Explain a device: why it gets a release or none',
        group: 'Actions',
        icon: IconRoute,
        disabledReason: none,
        run: () => {
          if (explained !== undefined) navigate(pathTo.channel(explained, EXPLAIN));
        },
      },
      {
        id: 'codepush.haltAll',
        label: 'Halt all rollouts',
        group: 'Actions',
        icon: IconHandStop,
        disabledReason: running ? null : 'No rollout is under way.',
        run: () => ask({ act: 'haltAll', projectId: null }),
      },
      ...(channels ?? []).map(
        (channel): Command => ({
          id: `channel.${channel.id}`,
          label: `Go to ${channelTitle(channel)}`,
          group: 'Go to',
          icon: IconDeviceMobile,
          run: () => navigate(pathTo.channel(channel.id)),
        }),
      ),
    ];
  }, [channels, rollouts, here]);
  useCommands('codepush', commands);
}
