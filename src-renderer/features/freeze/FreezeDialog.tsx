import { MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { tiers } from '#shared/features/environment/model.ts';
import { useAct, useCall } from '../../api/client.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { ChipSet, ZoneSelect, zoneName } from '../../ui/Recurrence.tsx';
import { useZone } from '../../ui/time.tsx';
import classes from './Freeze.module.css';
import { FreezePreview } from './FreezePreview.tsx';
import {
  type DrawnWindow,
  draftOf,
  type FreezeDraft,
  type FreezeForm,
  type FreezeRow,
  faultOfForm,
  formOfFreeze,
  formOfNew,
} from './freezeForm.ts';
import { WindowFields } from './WindowFields.tsx';

/** Makes a freeze or changes one; what it would freeze is shown beside the fields, by the rule that will freeze it. */
export function FreezeDialog({
  freeze,
  drawn,
  onClose,
}: {
  readonly freeze: FreezeRow | null;
  readonly drawn: DrawnWindow | null;
  readonly onClose: () => void;
}) {
  const shown = useZone();
  const create = useAct('freeze.create');
  const update = useAct('freeze.update');
  const [form, setForm] = useState(() =>
    freeze ? formOfFreeze(freeze, drawn) : formOfNew(zoneName(shown), drawn),
  );
  const set = (change: Partial<FreezeForm>) => setForm((before) => ({ ...before, ...change }));
  const draft = useMemo(() => draftOf(form, freeze?.window ?? null), [form, freeze]);
  const [asked] = useDebouncedValue(draft, 150);
  const preview = useCall(
    'freeze.preview',
    { ...(asked ?? NOTHING_ASKED), id: freeze?.id ?? null },
    { enabled: asked !== null },
  );
  const seen = draft === null ? undefined : preview.data;
  const fault = faultOfForm(form) ?? (seen?.fault ? 'Its window does not work' : null);
  const save = async () => {
    if (!draft) return;
    const facts = { name: form.name.trim(), reason: form.reason.trim(), ...draft };
    try {
      await (freeze ? update.run({ id: freeze.id, ...facts }) : create.run(facts));
      onClose();
    } catch {
      // The form stays open and shows what was refused.
    }
  };
  return (
    <FormDialog
      title={freeze ? `Edit ${freeze.name}` : 'New freeze'}
      onClose={onClose}
      submitLabel={freeze ? 'Save freeze' : 'Freeze'}
      onSubmit={() => void save()}
      blockedReason={fault}
      busy={create.busy || update.busy}
      error={create.error ?? update.error}
      size={860}
    >
      <div className={classes.form}>
        <div className={classes.fields}>
          <TextInput
            label="Name"
            placeholder="Weekend"
            data-autofocus
            value={form.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <WindowFields
            form={form}
            set={set}
            startFixed={freeze?.stands != null}
            fault={seen?.fault ?? null}
            zone={
              <ZoneSelect
                value={form.zone}
                error={seen?.fault?.field === 'zone' ? seen.fault.message : undefined}
                onValue={(zone) => set({ zone })}
              />
            }
          />
          <ScopeFields form={form} set={set} />
          <Textarea
            label="Reason"
            placeholder="Why is it frozen? Everybody who is stopped by it reads this."
            autosize
            minRows={2}
            maxRows={5}
            value={form.reason}
            onChange={(event) => set({ reason: event.currentTarget.value })}
          />
        </div>
        <FreezePreview preview={seen} zone={form.zone} failed={preview.error} />
      </div>
    </FormDialog>
  );
}

const NOTHING_ASKED: FreezeDraft = {
  zone: 'UTC',
  window: { kind: 'once', startsAt: 0, endsAt: 0 },
  scope: { projects: null, environments: null, tiers: null },
};

function ScopeFields({
  form,
  set,
}: {
  readonly form: FreezeForm;
  readonly set: (change: Partial<FreezeForm>) => void;
}) {
  const projects = useCall('project.list', undefined).data ?? [];
  const environments = useCall('environment.list', undefined).data ?? [];
  const options = (rows: readonly { readonly id: number; readonly name: string }[]) =>
    rows.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <>
      <MultiSelect
        label="Projects"
        placeholder={form.projects.length === 0 ? 'all projects' : ''}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'All projects' }}
        data={options(projects)}
        value={form.projects.map(String)}
        onChange={(ids) => set({ projects: ids.map(Number) })}
      />
      <MultiSelect
        label="Environments"
        placeholder={form.environments.length === 0 ? 'all environments' : ''}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'All environments' }}
        data={options(environments)}
        value={form.environments.map(String)}
        onChange={(ids) => set({ environments: ids.map(Number) })}
      />
      <ChipSet
        legend="Tiers"
        options={tiers.map((tier) => [tier, tier] as const)}
        value={form.tiers}
        onValue={(chosen) => set({ tiers: chosen })}
      >
        <p className={classes.hint}>
          {form.tiers.length === 0
            ? 'None chosen: every tier.'
            : 'A place must fit its project, environment and tier.'}
        </p>
      </ChipSet>
    </>
  );
}
