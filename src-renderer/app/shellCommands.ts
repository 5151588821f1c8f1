import {
  IconBookmarkPlus,
  IconClock,
  IconFileImport,
  IconKeyboard,
  IconMoon,
  IconRocket,
  IconSearch,
  IconShieldCheck,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { client, useCall } from '../api/client.ts';
import { type Command, useCommands } from './commands.ts';
import { openDialog, showKeys, showPalette } from './dialogs.ts';
import { currentPath, navigate, usePlace } from './location.ts';
import { screens } from './routes.ts';

const themes = ['system', 'light', 'dark'] as const;

/** What can be done from anywhere. */
export function useShellCommands(): void {
  const settings = useCall('settings.get', undefined);
  const theme = settings.data?.theme ?? 'system';
  const zone = settings.data?.zone ?? 'utc';
  const { path, search } = usePlace();
  const past = path === '/matrix' && search.has('at');
  const commands = useMemo((): Command[] => {
    const nextTheme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
    return [
      ...screens.map(
        (screen): Command => ({
          id: `go.${screen.id}`,
          label: `Go to ${screen.label}`,
          group: 'Go to',
          icon: screen.icon,
          keys: `g ${screen.key}`,
          run: () => navigate(screen.path),
        }),
      ),
      {
        id: 'find',
        label: 'Find a record or command',
        group: 'Go to',
        icon: IconSearch,
        keys: 'mod+k',
        run: () => showPalette(true),
      },
      {
        id: 'keys',
        label: 'Show the keys',
        group: 'View',
        icon: IconKeyboard,
        keys: '?',
        run: () => showKeys(true),
      },
      {
        id: 'deploy',
        label: 'Record a deployment',
        group: 'Actions',
        icon: IconRocket,
        keys: 'n',
        disabledReason: past ? 'You are looking at the past. Go back to now first.' : null,
        run: () => openDialog({ kind: 'record' }),
      },
      {
        id: 'import',
        label: 'Import a file',
        group: 'Workspace',
        icon: IconFileImport,
        keys: 'i',
        run: () => openDialog({ kind: 'import' }),
      },
      {
        id: 'verify',
        label: 'Verify the audit chain',
        group: 'Workspace',
        icon: IconShieldCheck,
        run: () => void client.activity.verify(),
      },
      {
        id: 'view.save',
        label: 'Save this view',
        group: 'View',
        icon: IconBookmarkPlus,
        run: () => openDialog({ kind: 'saveView', path: currentPath() }),
      },
      {
        id: 'theme',
        label: `Theme: change to ${nextTheme}`,
        group: 'View',
        icon: IconMoon,
        run: () => void client.settings.update({ theme: nextTheme }),
      },
      {
        id: 'zone',
        label: zone === 'utc' ? 'Show local times' : 'Show UTC times',
        group: 'View',
        icon: IconClock,
        keys: 'u',
        run: () => void client.settings.update({ zone: zone === 'utc' ? 'local' : 'utc' }),
      },
    ];
  }, [theme, zone, past]);
  useCommands('shell', commands);
}
