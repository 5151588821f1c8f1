import { PasswordInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { ActionButton } from './ActionButton.tsx';
import type { SaidError } from './ErrorText.tsx';
import { FormDialog } from './FormDialog.tsx';
import classes from './SecretDialog.module.css';

/** A file's text; of one that is no text, its bytes in Base64. */
async function readSecret(file: File): Promise<{ value: string; isText: boolean }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isText: true };
  } catch {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return { value: btoa(text), isText: false };
  }
}

const NOTE =
  'It goes to this machine’s own secret store and nowhere else: not into the workspace, not into a log. It is never shown again.';

/** Takes a secret, typed or from a file, and closes once it is kept. It is only ever written: nothing shows it again. */
export function SecretDialog({
  title,
  also,
  kept,
  busy,
  error,
  minLength = 1,
  onSave,
  onClose,
}: {
  readonly title: string;
  /** One sentence more on whom it serves. */
  readonly also?: string;
  /** This machine holds a value already, which the new one replaces. */
  readonly kept: boolean;
  readonly busy: boolean;
  readonly error: SaidError | null;
  readonly minLength?: number;
  /** Keeps it; what makes it fail is said by `error`. */
  readonly onSave: (value: string) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState('');
  const [file, setFile] = useState<string | null>(null);
  const save = async () => {
    try {
      await onSave(value);
      onClose();
    } catch {
      // `error` says it.
    }
  };
  const take = async (chosen: File) => {
    const read = await readSecret(chosen);
    setValue(read.value);
    setFile(`${chosen.name}${read.isText ? '' : ', kept in Base64'}`);
  };
  return (
    <FormDialog
      title={title}
      onClose={onClose}
      submitLabel={kept ? 'Replace the secret' : 'Keep the secret'}
      onSubmit={() => void save()}
      blockedReason={value.length < minLength ? (value === '' ? 'Needs a value' : 'Is too short') : null}
      busy={busy}
      error={error}
    >
      <p className={classes.note}>{also ? `${NOTE} ${also}` : NOTE}</p>
      <div className={classes.field}>
        <PasswordInput
          label="Value"
          data-autofocus
          autoComplete="off"
          placeholder={kept ? 'a value is kept; type another one' : ''}
          description={file === null ? undefined : `from ${file}`}
          visibilityToggleButtonProps={{ 'aria-label': 'Show what was typed', tabIndex: 0 }}
          value={value}
          onChange={(event) => {
            setValue(event.currentTarget.value);
            setFile(null);
          }}
        />
        <ActionButton label="From a file" onClick={() => input.current?.click()} />
      </div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File with the secret"
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (chosen) void take(chosen);
        }}
      />
    </FormDialog>
  );
}
