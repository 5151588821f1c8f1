import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { WorkspaceState } from '#shared/features/workspace/contract.ts';
import { client, useAct } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { BrandMark } from '../../ui/BrandMark.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { PathField } from '../../ui/PathField.tsx';
import { OpenProblem } from './OpenProblem.tsx';
import { RecentFiles } from './RecentFiles.tsx';
import classes from './Workspace.module.css';

/** What stands here while no workspace is open: why one is not, those opened lately, and the ways to one. */
export function Welcome({ state }: { readonly state: WorkspaceState }) {
  const open = useAct('workspace.open');
  const openFile = (file: string) => void open.run({ file }).catch(() => {});
  return (
    <main className={classes.welcome}>
      <header className={classes.brand}>
        <BrandMark width={22} />
        <h1 className={classes.name}>Slipway</h1>
        <span className={classes.note}>{state.version}</span>
      </header>
      <p className={classes.lead}>
        Everything that was, is and will be deployed, in one file on this machine. No account, and nothing
        calls home.
      </p>
      {state.problem ? <OpenProblem problem={state.problem} busy={open.busy} onRetry={openFile} /> : null}
      <RecentFiles recent={state.recent} onOpen={openFile} />
      <section className={classes.part} aria-label="Open a workspace">
        <h2 className={classes.heading}>Open a workspace</h2>
        <PathField
          label="Workspace file"
          buttonLabel={state.canChooseFiles ? 'Choose a file…' : 'Open'}
          canChoose={state.canChooseFiles}
          choose={() => client.workspace.chooseFile({ purpose: 'open' })}
          onPath={openFile}
          busy={open.busy}
          error={open.error}
        />
      </section>
      <CreateWorkspace state={state} />
      <OpenSample />
    </main>
  );
}

function CreateWorkspace({ state }: { readonly state: WorkspaceState }) {
  const create = useAct('workspace.create');
  const [name, setName] = useState('');
  const missing = name.trim() === '' ? 'A name is needed.' : null;
  const make = async () => {
    if (missing || create.busy) return;
    const file = state.canChooseFiles ? await client.workspace.chooseFile({ purpose: 'create' }) : null;
    if (state.canChooseFiles && file === null) return;
    await create.run({ name: name.trim(), file }).catch(() => {});
  };
  const onForm = (event: FormEvent) => {
    event.preventDefault();
    void make();
  };
  return (
    <section className={classes.part} aria-label="Create a workspace">
      <h2 className={classes.heading}>Create a workspace</h2>
      <form className={classes.line} onSubmit={onForm}>
        <TextInput
          className={classes.grow}
          aria-label="Name of the new workspace"
          placeholder="Name, as harbor"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ActionButton
          label={state.canChooseFiles ? 'Create…' : 'Create'}
          busy={create.busy}
          disabledReason={missing}
          onClick={() => void make()}
        />
      </form>
      {state.canChooseFiles ? null : (
        <p className={classes.note}>
          It is made in <span className={classes.mono}>{state.dataFolder}</span>
        </p>
      )}
      <ErrorText error={create.error} />
    </section>
  );
}

function OpenSample() {
  const sample = useAct('workspace.openSample');
  return (
    <section className={classes.part} aria-label="Sample workspace">
      <h2 className={classes.heading}>Look around first</h2>
      <div className={classes.line}>
        <ActionButton
          label="Open the sample workspace"
          busy={sample.busy}
          onClick={() => void sample.run(undefined).catch(() => {})}
        />
        <span className={classes.note}>nine years of real releases</span>
      </div>
      <ErrorText error={sample.error} />
    </section>
  );
}
