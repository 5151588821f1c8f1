import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ActionButton } from './ActionButton.tsx';
import { ErrorText, type SaidError } from './ErrorText.tsx';
import classes from './PathField.module.css';

/**
 * Names a file on the machine that Slipway runs on. Where the host has the system's own dialog it is one button;
 * in a browser, whose dialogs know no paths, it is a field.
 */
export function PathField({
  label,
  buttonLabel,
  placeholder = '/home/you/releases.slipway',
  canChoose,
  choose,
  onPath,
  busy = false,
  error = null,
  blockedReason = null,
}: {
  /** What the file is, as "Workspace file". */
  readonly label: string;
  readonly buttonLabel: string;
  readonly placeholder?: string;
  readonly canChoose: boolean;
  readonly choose: () => Promise<string | null>;
  readonly onPath: (path: string) => void;
  readonly busy?: boolean;
  readonly error?: SaidError | null;
  readonly blockedReason?: string | null;
}) {
  const [path, setPath] = useState('');
  if (canChoose) {
    const pick = async () => {
      const chosen = await choose();
      if (chosen !== null) onPath(chosen);
    };
    return (
      <div className={classes.field}>
        <ActionButton
          label={buttonLabel}
          busy={busy}
          disabledReason={blockedReason}
          onClick={() => void pick()}
        />
        <ErrorText error={error} />
      </div>
    );
  }
  const missing = path.trim() === '' ? 'Type the path of a file on the machine that Slipway runs on.' : null;
  const submit = () => {
    if (!missing && !blockedReason && !busy) onPath(path.trim());
  };
  const onForm = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className={classes.field} onSubmit={onForm}>
      <div className={classes.line}>
        <TextInput
          className={classes.input}
          aria-label={`${label}, a path on the machine that Slipway runs on`}
          placeholder={placeholder}
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <ActionButton
          label={buttonLabel}
          busy={busy}
          disabledReason={blockedReason ?? missing}
          onClick={submit}
        />
      </div>
      <ErrorText error={error} />
    </form>
  );
}
