import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import classes from './Act.module.css';

/** Chooses an app, or makes a project for a new one on the spot. */
export function ProjectField({
  value,
  onValue,
}: {
  readonly value: number | null;
  readonly onValue: (id: number) => void;
}) {
  const projects = useCall('project.list', undefined).data;
  const create = useAct('project.create');
  const [name, setName] = useState<string | null>(null);
  const apps = projects?.filter(({ kind, id }) => kind === 'mobile' || id === value) ?? [];
  const making = name !== null || (projects !== undefined && apps.length === 0);
  const make = async () => {
    if (!name?.trim() || create.busy) return;
    try {
      const made = await create.run({ name: name.trim(), kind: 'mobile' });
      onValue(made.id);
      setName(null);
    } catch {
      // The error stands under the field, and the name stays.
    }
  };
  if (!making) {
    return (
      <div className={`${classes.wide} ${classes.pickOne}`}>
        <Select
          label="Project"
          placeholder="Choose the app"
          searchable
          openOnFocus={false}
          nothingFoundMessage="No mobile project of that name"
          data={apps.map((app) => ({ value: String(app.id), label: app.name }))}
          value={value === null ? null : String(value)}
          onChange={(next) => next !== null && onValue(Number(next))}
          data-autofocus
        />
        <ActionButton label="New" onClick={() => setName('')} />
      </div>
    );
  }
  return (
    <div className={classes.wide}>
      <div className={classes.pickOne}>
        <TextInput
          label="New mobile project"
          placeholder="storefront"
          data-autofocus
          value={name ?? ''}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            void make();
          }}
        />
        <ActionButton
          label="Create project"
          busy={create.busy}
          disabledReason={name?.trim() ? null : 'Needs a name'}
          onClick={() => void make()}
        />
        {apps.length > 0 ? <ActionButton label="Choose instead" onClick={() => setName(null)} /> : null}
      </div>
      <ErrorText error={create.error} />
    </div>
  );
}
