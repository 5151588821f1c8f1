import { useMemo, useState } from 'react';
import { useAct } from '../../api/client.ts';
import { allCommands, useCommandStore } from '../../app/commands.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import { KeyRecorder } from './KeyRecorder.tsx';
import { keyConflict, keyWords, rebound } from './keyBinding.ts';
import { SectionHead } from './SettingRow.tsx';
import classes from './Settings.module.css';

/** The keys of the desk's commands. A key that another command has is refused, with that command's name. */
export function KeyBindings({ overrides }: { readonly overrides: Readonly<Record<string, string>> }) {
  const sets = useCommandStore((state) => state.sets);
  const update = useAct('settings.update');
  const [recording, setRecording] = useState<string | null>(null);
  const [conflict, setConflict] = useState<{ readonly id: string; readonly text: string } | null>(null);
  // The commands of the shell: those of single screens come and go, and their keys hold on their screen only.
  const commands = useMemo(
    () => allCommands(new Map([['shell', sets.get('shell') ?? []]])).filter((command) => !command.shownOnly),
    [sets],
  );
  const save = (id: string, keys: string | null) => {
    setRecording(null);
    const other = keys === null ? null : keyConflict(commands, overrides, id, keys);
    setConflict(
      other && keys !== null
        ? {
            id,
            text: `${keyWords(keys)} belongs to “${other.label}”. Nothing was changed; give that one another key first.`,
          }
        : null,
    );
    if (other) return;
    void update.run({ keys: rebound(overrides, id, keys) }).catch(() => {});
  };
  return (
    <div className={classes.block}>
      <SectionHead
        title="Keys"
        note="Press Change, then the new key, or two keys one after the other. The ? sheet shows what works on a screen."
      />
      <PlainTable columns={['Command', 'Key', ACTIONS]}>
        {commands.map((command) => {
          const own = overrides[command.id];
          const keys = own ?? command.keys;
          return (
            <tr key={command.id}>
              <td data-wrap>
                {command.label}
                {conflict?.id === command.id ? <ErrorText error={{ message: conflict.text }} /> : null}
              </td>
              <td>
                {recording === command.id ? (
                  <KeyRecorder
                    label={command.label}
                    onKeys={(next) => save(command.id, next)}
                    onCancel={() => setRecording(null)}
                  />
                ) : keys ? (
                  <KeyHint keys={keyWords(keys)} />
                ) : (
                  <span className={classes.faint}>none</span>
                )}
              </td>
              <td data-end>
                <span className={classes.pair} style={{ justifyContent: 'flex-end' }}>
                  {own === undefined ? null : (
                    <ActionButton label="Reset" size="xs" onClick={() => save(command.id, null)} />
                  )}
                  <ActionButton
                    label="Change"
                    size="xs"
                    onClick={() => {
                      setConflict(null);
                      setRecording(command.id);
                    }}
                  />
                </span>
              </td>
            </tr>
          );
        })}
      </PlainTable>
      <ErrorText error={update.error} />
    </div>
  );
}
