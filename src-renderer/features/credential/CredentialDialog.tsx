import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { type BuildTarget, buildTargets, type OperatingSystem } from '#shared/features/build/model.ts';
import { type CredentialKind, credentialKinds, credentialRules } from '#shared/features/credential/model.ts';
import { useAct } from '../../api/client.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { fieldFault } from '../../ui/fieldFault.ts';
import classes from './Credential.module.css';
import { dayOf, endOfDay, type ListedCredential } from './levels.ts';

/** Notes a credential: what it is, whom it is for, when it ends. Its values are set afterwards, one by one. */
export function CredentialDialog({
  projectId,
  credential,
  onClose,
}: {
  readonly projectId: number;
  readonly credential: ListedCredential | null;
  readonly onClose: () => void;
}) {
  const put = useAct('credential.put');
  const [kind, setKind] = useState<CredentialKind>(credential?.kind ?? 'keystore');
  const [os, setOs] = useState<OperatingSystem | null>(credential?.os ?? null);
  const [target, setTarget] = useState<BuildTarget>(credential?.target ?? 'production');
  const [bundle, setBundle] = useState(credential?.bundleIdentifier ?? '');
  const [day, setDay] = useState(dayOf(credential?.expiresAt ?? null));
  const { systems, perTarget } = credentialRules[kind];
  const system = os !== null && systems.includes(os) ? os : systems[0];
  const save = async () => {
    if (!system) return;
    try {
      await put.run({
        projectId,
        kind,
        os: system,
        target: perTarget ? target : null,
        bundleIdentifier: bundle.trim() || null,
        expiresAt: endOfDay(day),
      });
      onClose();
    } catch {
      // The form stays open and shows what was refused.
    }
  };
  return (
    <FormDialog
      title={credential ? `Edit ${credential.label}` : 'New credential'}
      onClose={onClose}
      submitLabel={credential ? 'Save credential' : 'Note credential'}
      onSubmit={() => void save()}
      busy={put.busy}
      error={put.error}
    >
      <Select
        label="Kind"
        data-autofocus
        disabled={credential !== null}
        data={credentialKinds.map((value) => ({ value, label: credentialRules[value].label }))}
        value={kind}
        onChange={(value) => value !== null && setKind(value as CredentialKind)}
      />
      <div className={classes.two}>
        <Choice
          label="Operating system"
          values={systems}
          value={system ?? ''}
          disabled={credential !== null || systems.length === 1}
          onValue={(value) => setOs(value as OperatingSystem)}
        />
        {perTarget ? (
          <Choice
            label="Target"
            values={buildTargets}
            value={target}
            disabled={credential !== null}
            onValue={(value) => setTarget(value as BuildTarget)}
          />
        ) : null}
      </div>
      <TextInput
        label="Bundle identifier"
        description="The app it signs or publishes; an extension’s profile has one of its own"
        placeholder="com.example.storefront"
        disabled={credential !== null}
        value={bundle}
        error={fieldFault(put.error, 'bundleIdentifier')}
        onChange={(event) => setBundle(event.currentTarget.value)}
      />
      <DatePickerInput
        label="Good through, UTC"
        description="The overview warns 30, 14 and 3 days before"
        placeholder="no end known"
        clearable
        hideOutsideDates
        weekendDays={[]}
        valueFormat="YYYY-MM-DD"
        value={day}
        onChange={setDay}
        clearButtonProps={{ 'aria-label': 'No end known' }}
      />
      {credential ? (
        <p className={classes.note}>
          What it is and whom it is for stays: another one is noted as another credential.
        </p>
      ) : (
        <p className={classes.note}>
          Its values come next: {credentialRules[kind].slots.join(', ')}. They stay on this machine.
        </p>
      )}
    </FormDialog>
  );
}

function Choice({
  label,
  values,
  value,
  disabled,
  onValue,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly value: string;
  readonly disabled: boolean;
  readonly onValue: (value: string) => void;
}) {
  return (
    <div>
      <span className={classes.label}>{label}</span>
      <SegmentedControl
        className={classes.choice ?? ''}
        aria-label={label}
        data={[...values]}
        value={value}
        disabled={disabled}
        onChange={onValue}
      />
    </div>
  );
}
