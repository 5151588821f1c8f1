import { Input, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { environmentNameSchema, type Tier, tiers } from '#shared/features/environment/model.ts';
import { type OutputFor, useAct } from '../../api/client.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { formatCount } from '../../ui/numbers.ts';
import form from './Form.module.css';

/** Makes an environment, renames it or moves it to another tier. */
export function EnvironmentDialog({
  environment,
  onClose,
}: {
  readonly environment: OutputFor<'environment.list'>[number] | null;
  readonly onClose: () => void;
}) {
  const create = useAct('environment.create');
  const update = useAct('environment.update');
  const [name, setName] = useState(environment?.name ?? '');
  const [tier, setTier] = useState<Tier>(environment?.tier ?? 'staging');
  const fault =
    name.trim() === ''
      ? 'Needs a name'
      : (environmentNameSchema.safeParse(name).error?.issues[0]?.message ?? null);
  const save = async () => {
    try {
      await (environment
        ? update.run({ id: environment.id, name: name.trim(), tier })
        : create.run({ name: name.trim(), tier }));
      onClose();
    } catch {
      // The form stays open and shows what was refused.
    }
  };
  return (
    <FormDialog
      title={environment ? `Edit ${environment.name}` : 'New environment'}
      onClose={onClose}
      submitLabel={environment ? 'Save environment' : 'Create environment'}
      onSubmit={() => void save()}
      blockedReason={fault}
      busy={create.busy || update.busy}
      error={create.error ?? update.error}
    >
      <TextInput
        label="Name"
        description="Letters, digits, - and _, as pipelines write it: prod-eu"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Input.Wrapper label="Tier" labelElement="div">
        <SegmentedControl
          className={form.choice ?? ''}
          aria-label="Tier"
          data={[...tiers]}
          value={tier}
          onChange={(value) => setTier(value as Tier)}
        />
      </Input.Wrapper>
      {tier === 'production' ? (
        <p className={form.note}>
          Production is marked wherever an action can touch it, and its actions ask once more.
        </p>
      ) : null}
      {environment && environment.deployments > 0 && name.trim() !== environment.name ? (
        <p className={form.note}>
          Its {formatCount(environment.deployments)} deployments follow the new name; the log keeps both.
        </p>
      ) : null}
    </FormDialog>
  );
}
