import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { WorkspaceState } from '#shared/features/workspace/contract.ts';
import { client, useAct } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { PathField } from '../../ui/PathField.tsx';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import { Instant } from '../../ui/time.tsx';
import { SectionHead, SettingRow } from './SettingRow.tsx';
import classes from './Settings.module.css';

/** Opens and makes workspace files; one is open at a time. */
export function WorkspaceFiles({ state }: { readonly state: WorkspaceState }) {
  const open = useAct('workspace.open');
  const create = useAct('workspace.create');
  const sample = useAct('workspace.openSample');
  const forget = useAct('workspace.forget');
  const [name, setName] = useState('');
  const others = state.recent.filter(({ file }) => file !== state.workspace?.file);
  const make = async () => {
    const file = state.canChooseFiles ? await client.workspace.chooseFile({ purpose: 'create' }) : null;
    if (state.canChooseFiles && file === null) return;
    await create.run({ name: name.trim(), file }).catch(() => {});
  };
  return (
    <div className={classes.block}>
      <SectionHead title="Other workspaces" note="Opening another closes this one. Nothing of it is lost." />
      <SettingRow label="Open a workspace">
        <PathField
          label="Workspace file"
          buttonLabel="Open"
          canChoose={state.canChooseFiles}
          choose={() => client.workspace.chooseFile({ purpose: 'open' })}
          onPath={(file) => void open.run({ file }).catch(() => {})}
          busy={open.busy}
          error={open.error}
        />
      </SettingRow>
      <SettingRow
        label="Create a workspace"
        note={state.canChooseFiles ? 'You choose where it lies.' : 'It is made in the data folder.'}
      >
        <div className={classes.pair}>
          <TextInput
            aria-label="Name of the new workspace"
            placeholder="Name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ActionButton
            label="Create"
            busy={create.busy}
            disabledReason={name.trim() === '' ? 'A name is needed.' : null}
            onClick={() => void make()}
          />
          <ActionButton
            label="Open the sample"
            busy={sample.busy}
            onClick={() => void sample.run(undefined).catch(() => {})}
          />
        </div>
        <ErrorText error={create.error ?? sample.error} />
      </SettingRow>
      {others.length > 0 ? (
        <PlainTable label="Recent workspaces" columns={['Recent', 'File', 'Opened', ACTIONS]}>
          {others.map((recent) => (
            <tr key={recent.file} data-off={!recent.exists || undefined}>
              <td>{recent.name}</td>
              <td>
                <span className={`${classes.mono} ${classes.ellipsis}`} title={recent.file}>
                  {recent.file}
                </span>
              </td>
              <td className={classes.dim}>
                {recent.exists ? <Instant at={recent.openedAt} /> : 'not there any more'}
              </td>
              <td data-end>
                <span className={classes.pair} style={{ justifyContent: 'flex-end' }}>
                  {recent.exists ? (
                    <ActionButton
                      label="Open"
                      size="xs"
                      onClick={() => void open.run({ file: recent.file }).catch(() => {})}
                    />
                  ) : null}
                  <ActionButton
                    label="Forget"
                    size="xs"
                    onClick={() => void forget.run({ file: recent.file }).catch(() => {})}
                  />
                </span>
              </td>
            </tr>
          ))}
        </PlainTable>
      ) : null}
    </div>
  );
}
