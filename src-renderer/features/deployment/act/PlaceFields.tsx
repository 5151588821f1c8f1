import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Tier, tiers } from '#shared/features/environment/model.ts';
import { projectKinds } from '#shared/features/project/model.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import classes from './Act.module.css';

interface PickProps {
  readonly value: number | null;
  readonly onValue: (id: number) => void;
}

/** Chooses a project, or makes a new one on the spot. */
export function ProjectField({ value, onValue }: PickProps) {
  const projects = useCall('project.list', undefined);
  const create = useAct('project.create');
  const [kind, setKind] = useState<(typeof projectKinds)[number]>('service');
  const make = async (name: string) => {
    const { id } = await create.run({ name, kind });
    onValue(id);
  };
  return (
    <PickOrMake
      noun="project"
      options={projects.data ?? []}
      value={value}
      onValue={onValue}
      autoFocus
      choice={{
        label: 'Kind',
        value: kind,
        values: projectKinds,
        onChange: (next) => setKind(next as typeof kind),
      }}
      make={make}
      busy={create.busy}
      error={create.error}
    />
  );
}

/** Chooses an environment, or makes a new one on the spot. */
export function EnvironmentField({ value, onValue }: PickProps) {
  const environments = useCall('environment.list', undefined);
  const create = useAct('environment.create');
  const [tier, setTier] = useState<Tier>('staging');
  const make = async (name: string) => {
    const { id } = await create.run({ name, tier });
    onValue(id);
  };
  return (
    <PickOrMake
      noun="environment"
      options={environments.data ?? []}
      value={value}
      onValue={onValue}
      choice={{ label: 'Tier', value: tier, values: tiers, onChange: (next) => setTier(next as Tier) }}
      make={make}
      busy={create.busy}
      error={create.error}
    />
  );
}

function PickOrMake({
  noun,
  options,
  value,
  onValue,
  choice,
  make,
  busy,
  error,
  autoFocus = false,
}: PickProps & {
  readonly noun: string;
  readonly options: readonly { readonly id: number; readonly name: string }[];
  readonly choice: {
    readonly label: string;
    readonly value: string;
    readonly values: readonly string[];
    readonly onChange: (value: string) => void;
  };
  readonly make: (name: string) => Promise<void>;
  readonly busy: boolean;
  readonly error: React.ComponentProps<typeof ErrorText>['error'];
  readonly autoFocus?: boolean;
}) {
  const [name, setName] = useState<string | null>(null);
  const label = `${noun[0]?.toUpperCase()}${noun.slice(1)}`;
  const save = () => {
    if (!name?.trim() || busy) return;
    make(name.trim())
      .then(() => setName(null))
      // The error stands under the field, and the name stays.
      .catch(() => undefined);
  };
  if (name === null) {
    return (
      <div className={classes.pick}>
        <Select
          label={label}
          placeholder={`Choose the ${noun}`}
          searchable
          nothingFoundMessage={`No ${noun} of that name`}
          data={options.map((option) => ({ value: String(option.id), label: option.name }))}
          value={value === null ? null : String(value)}
          onChange={(next) => next !== null && onValue(Number(next))}
          {...(autoFocus ? { 'data-autofocus': true } : {})}
        />
        <ActionButton label="New" onClick={() => setName('')} />
      </div>
    );
  }
  return (
    <div className={classes.wide}>
      <div className={classes.create}>
        <TextInput
          label={`New ${noun}`}
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            save();
          }}
        />
        <Select
          label={choice.label}
          data={[...choice.values]}
          value={choice.value}
          onChange={(next) => next !== null && choice.onChange(next)}
        />
        <ActionButton
          label={`Create ${noun}`}
          busy={busy}
          disabledReason={name.trim() === '' ? 'Needs a name' : null}
          onClick={save}
        />
        <ActionButton label="Choose instead" onClick={() => setName(null)} />
      </div>
      <ErrorText error={error} />
    </div>
  );
}
