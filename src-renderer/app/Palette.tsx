import { Spotlight, spotlight } from '@mantine/spotlight';
import {
  IconClock,
  IconFolder,
  IconLink,
  IconMapPin,
  IconSearch,
  IconTerminal2,
  IconVersions,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useCall } from '../api/client.ts';
import { EnvironmentLabel } from '../ui/EnvironmentLabel.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { StatusIcon } from '../ui/StatusBadge.tsx';
import { Instant } from '../ui/time.tsx';
import { Version } from '../ui/Version.tsx';
import { allCommands, useCommandStore } from './commands.ts';
import { showPalette, useDialogs } from './dialogs.ts';
import { keyText } from './KeySheet.tsx';
import { navigate } from './location.ts';
import styles from './Palette.module.css';
import { instantOf } from './paletteTime.ts';
import { recentCommands, rememberCommand } from './recentCommands.ts';
import { pathTo, readDeepLink } from './routes.ts';

interface Entry {
  readonly id: string;
  readonly icon: ReactNode;
  readonly label: ReactNode;
  readonly aside?: ReactNode;
  readonly keywords: string;
  readonly run: () => void;
}

function useCommandEntries(): Entry[] {
  const sets = useCommandStore((state) => state.sets);
  return allCommands(sets)
    .filter((command) => !command.shownOnly && !command.disabledReason && command.id !== 'find')
    .map((command) => {
      const Icon = command.icon ?? IconSearch;
      return {
        id: command.id,
        icon: <Icon size={16} stroke={1.75} aria-hidden="true" />,
        label: command.label,
        aside: command.keys ? <KeyHint keys={keyText(command.keys)} /> : null,
        keywords: command.label.toLowerCase(),
        run: command.run,
      };
    });
}

function useRecordEntries(text: string): Entry[] {
  const { data } = useCall('search.find', { text, limit: 8 }, { enabled: text.length > 0 });
  if (!data || text === '') return [];
  const icon = (Icon: typeof IconFolder) => <Icon size={16} stroke={1.75} aria-hidden="true" />;
  return [
    ...data.projects.map((project) => ({
      id: `project ${project.id}`,
      icon: icon(IconFolder),
      label: project.name,
      aside: 'project',
      keywords: '',
      run: () => navigate(pathTo.deployments(`project=${project.id}`)),
    })),
    ...data.environments.map((environment) => ({
      id: `environment ${environment.id}`,
      icon: icon(IconMapPin),
      label: <EnvironmentLabel name={environment.name} tier={environment.tier} />,
      aside: 'environment',
      keywords: '',
      run: () => navigate(pathTo.deployments(`environment=${environment.id}`)),
    })),
    ...data.releases.map((release) => ({
      id: `release ${release.id}`,
      icon: icon(IconVersions),
      label: (
        <>
          {release.project} <Version value={release.version} />
        </>
      ),
      aside: 'release',
      keywords: '',
      run: () => navigate(pathTo.release(release.id)),
    })),
    ...data.deployments.map((row) => ({
      id: `deployment ${row.id}`,
      icon: <StatusIcon status={row.status} />,
      label: (
        <span className={styles.record}>
          {row.project} <Version value={row.version} />{' '}
          <EnvironmentLabel name={row.environment} tier={row.tier} />
        </span>
      ),
      aside: <Instant at={row.triggeredAt} />,
      keywords: '',
      run: () => navigate(pathTo.deployment(row.id)),
    })),
  ];
}

/** The entries that a text alone makes: a deep link, an instant to go to. */
function useTextEntries(text: string): Entry[] {
  const link = readDeepLink(text);
  const at = instantOf(text);
  const clock = <IconClock size={16} stroke={1.75} aria-hidden="true" />;
  return [
    ...(link
      ? [
          {
            id: 'link',
            icon: <IconLink size={16} stroke={1.75} aria-hidden="true" />,
            label: `Open the linked ${link.noun}`,
            keywords: '',
            run: () => navigate(link.path),
          },
        ]
      : []),
    ...(at === null
      ? []
      : [
          {
            id: 'time',
            icon: clock,
            label: `Show the matrix as of ${new Date(at).toISOString()}`,
            keywords: '',
            run: () => navigate(pathTo.matrixAt(at)),
          },
        ]),
  ];
}

/** The way to the search over what runs wrote; it takes too long to run with every letter. */
const outputSearch = (text: string): Entry => ({
  id: 'output',
  icon: <IconTerminal2 size={16} stroke={1.75} aria-hidden="true" />,
  label: `Search what runs wrote for “${text}”`,
  keywords: '',
  run: () => navigate(pathTo.runs(new URLSearchParams({ q: text }))),
});

/** Finds records and commands. With no text the commands used last come first. */
export function Palette() {
  const opened = useDialogs((state) => state.palette);
  const [text, setText] = useState('');
  const commands = useCommandEntries();
  const wanted = text.trim();
  const records = useRecordEntries(wanted);
  const typed = useTextEntries(wanted);
  useEffect(() => {
    if (opened) spotlight.open();
    else spotlight.close();
  }, [opened]);

  const recent = recentCommands();
  const rank = (id: string) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  const shown =
    wanted === ''
      ? [...commands].sort((a, b) => rank(a.id) - rank(b.id))
      : commands.filter((command) =>
          wanted
            .toLowerCase()
            .split(/\s+/)
            .every((word) => command.keywords.includes(word)),
        );
  const run = (entry: Entry) => {
    if (commands.includes(entry)) rememberCommand(entry.id);
    showPalette(false);
    entry.run();
  };
  const action = (entry: Entry) => (
    <Spotlight.Action key={entry.id} onClick={() => run(entry)} className={styles.action}>
      <span className={styles.icon}>{entry.icon}</span>
      <span className={styles.label}>{entry.label}</span>
      {entry.aside && <span className={styles.aside}>{entry.aside}</span>}
    </Spotlight.Action>
  );
  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      shortcut={null}
      onSpotlightClose={() => showPalette(false)}
      scrollable
      maxHeight={440}
      size={620}
      clearQueryOnClose
      // The dialog's name; the search field shows what it is for.
      title="Find records and commands"
      styles={{ header: { display: 'none' } }}
    >
      <Spotlight.Search
        placeholder="Version, SHA, #number, project, command, or a time"
        aria-label="Find a record or command"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
      />
      <Spotlight.ActionsList>
        {[...typed, ...records].map(action)}
        {shown.map(action)}
        {wanted.length > 1 && action(outputSearch(wanted))}
        {wanted !== '' && typed.length + records.length + shown.length === 0 && (
          <Spotlight.Empty>
            Nothing begins with “{wanted}”. Try a version, a commit, a name or a command.
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
