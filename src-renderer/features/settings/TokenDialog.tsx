import { Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Scope, scopes } from '#shared/systems.ts';
import { DAY } from '#shared/time.ts';
import { useAct } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FieldSet } from '../../ui/FieldSet.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import form from './Form.module.css';

const levels: Readonly<Record<string, string>> = {
  read: 'sees deployments, the matrix and the latest versions',
  report: 'all of read, and reports from devices and clients',
  admin: 'all of it, and makes deployments and changes their status',
};

const expiries = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: 'never', label: 'never' },
];

/** Makes a token and shows its secret, this once. */
export function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const create = useAct('token.create');
  const [name, setName] = useState('');
  const [person, setPerson] = useState('');
  const [email, setEmail] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [expiry, setExpiry] = useState('90');
  const [secret, setSecret] = useState<string | null>(null);

  if (secret !== null) return <SecretDialog name={name} secret={secret} onClose={onClose} />;
  const fault =
    name.trim() === ''
      ? 'Needs a name'
      : person.trim() === ''
        ? 'Needs whom it stands for'
        : email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
          ? 'That is no e-mail address'
          : chosen.length === 0
            ? 'Needs a scope'
            : null;
  const save = async () => {
    try {
      const made = await create.run({
        name: name.trim(),
        personName: person.trim(),
        email: email.trim() || null,
        scopes: [...chosen],
        expiresAt: expiry === 'never' ? null : Date.now() + Number(expiry) * DAY,
      });
      setSecret(made.secret);
    } catch {
      // The form stays open and shows what was refused.
    }
  };
  return (
    <FormDialog
      title="New token"
      onClose={onClose}
      submitLabel="Create token"
      onSubmit={() => void save()}
      blockedReason={fault}
      busy={create.busy}
      error={create.error}
    >
      <TextInput
        label="Name"
        description="To recognise it by, such as ci-deploy"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={form.two}>
        <TextInput
          label="Stands for"
          description="The name its actions stand under"
          value={person}
          onChange={(event) => setPerson(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail"
          description="If there is one"
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </div>
      <FieldSet legend="Scopes">
        <div className={form.lines}>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              label={`${scope}: ${levels[scope.split(':')[1] ?? ''] ?? ''}`}
              checked={chosen.includes(scope)}
              onChange={(event) =>
                setChosen(
                  event.currentTarget.checked
                    ? [...chosen, scope]
                    : chosen.filter((other) => other !== scope),
                )
              }
            />
          ))}
        </div>
      </FieldSet>
      <Select
        label="Expires after"
        data={expiries}
        value={expiry}
        onChange={(value) => setExpiry(value ?? '90')}
        w={160}
      />
    </FormDialog>
  );
}

/** The one time a secret is shown. A click beside the dialog must not lose it, so only its button closes it. */
function SecretDialog({
  name,
  secret,
  onClose,
}: {
  readonly name: string;
  readonly secret: string;
  readonly onClose: () => void;
}) {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={`The secret of ${name.trim()}`}
      size={560}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <div className={form.once}>
        <p className={form.note}>
          Copy it now: it is shown this once. The workspace keeps only a hash of it, so nobody can show it
          again. A lost secret means a new token.
        </p>
        <div className={form.secret} style={{ margin: '12px 0' }}>
          <code>{secret}</code>
          <CopyButton value={secret} label="Copy the secret" />
        </div>
        <ActionButton label="I have kept it" tone="primary" onClick={onClose} />
      </div>
    </Modal>
  );
}
