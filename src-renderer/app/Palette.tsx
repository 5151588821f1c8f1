import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconClock, IconLink, IconSearch, IconTerminal2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { KeyHint } from '../ui/KeyHint.tsx';
import { allCommands, useCommandStore } from './commands.ts';
import { showPalette, useDialogs } from './dialogs.ts';
import { keyText } from './KeySheet.tsx';
import { navigate } from './location.ts';
import styles from './Palette.module.css';
import { type Entry, useRecordEntries } from './paletteRecords.tsx';
import { instantOf } from './paletteTime.ts';
import { recentCommands, rememberCommand } from './recentCommands.ts';
import { pathTo, readDeepLink } from './routes.ts';

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
      overlayProps={{ color: 'var(--sl-scrim)', backgroundOpacity: 1, blur: 0 }}
      // The dialog's name; the search field shows what it is for.
      title="Find records and commands"
      styles={{ header: { display: 'none' } }}
    >
      <Spotlight.Search
        placeholder="Version, SHA, #number, project, command, or a time"
        aria-label="Find a record or command"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
      />
      <Spotlight.ActionsList className={styles.list}>
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
