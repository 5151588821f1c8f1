import { Modal } from '@mantine/core';
import { useCall } from '../api/client.ts';
import { KeyHint } from '../ui/KeyHint.tsx';
import { allCommands, type Command, useCommandStore } from './commands.ts';
import { showKeys, useDialogs } from './dialogs.ts';
import styles from './KeySheet.module.css';

const groups: readonly Command['group'][] = ['Go to', 'List', 'Actions', 'View', 'Workspace'];

/** A key as a person reads it: `mod+k` is Ctrl K, or the Command sign on a Mac. */
export function keyText(keys: string): string {
  const mod = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';
  return keys.replaceAll('mod', mod).replaceAll('+', ' ');
}

/** Every key that works on this screen, by group. */
export function KeySheet() {
  const opened = useDialogs((state) => state.keys);
  const sets = useCommandStore((state) => state.sets);
  const overrides = useCall('settings.get', undefined).data?.keys ?? {};
  const commands = allCommands(sets).filter((command) => overrides[command.id] ?? command.keys);
  return (
    <Modal
      opened={opened}
      onClose={() => showKeys(false)}
      title="Keys on this screen"
      closeButtonProps={{ 'aria-label': 'Close' }}
      size={640}
    >
      <div className={styles.columns}>
        {groups.map((group) => {
          const own = commands.filter((command) => command.group === group);
          if (own.length === 0) return null;
          return (
            <section key={group} className={styles.group}>
              <h3 className={styles.heading}>{group}</h3>
              <dl className={styles.list}>
                {own.map((command) => (
                  <div key={command.id} className={styles.line}>
                    <dt>{command.label}</dt>
                    <dd>
                      <KeyHint keys={keyText(overrides[command.id] ?? command.keys ?? '')} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
