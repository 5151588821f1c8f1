import { Modal } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';
import { ActionButton } from './ActionButton.tsx';
import { ErrorText, type SaidError } from './ErrorText.tsx';
import classes from './FormDialog.module.css';
import { KeyHint } from './KeyHint.tsx';
import { useFocusBack } from './useFocusBack.ts';

/** A small form over the screen: for what is described, not decided. Its first field has the focus, Enter saves. */
export function FormDialog({
  title,
  onClose,
  submitLabel,
  onSubmit,
  blockedReason = null,
  busy = false,
  error = null,
  size = 560,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly submitLabel: string;
  readonly onSubmit: () => void;
  /** Why it cannot be saved yet; it stands beside the button. */
  readonly blockedReason?: string | null;
  readonly busy?: boolean;
  /** Why the last try was refused. */
  readonly error?: SaidError | null;
  readonly size?: number;
  readonly children: ReactNode;
}) {
  useFocusBack();
  const submit = () => {
    if (!blockedReason && !busy) onSubmit();
  };
  const onForm = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={onForm} className={classes.form}>
        {children}
        <div className={classes.foot}>
          <ErrorText error={error} />
          <div className={classes.buttons}>
            {blockedReason ? (
              <span className={classes.blocked}>
                <IconInfoCircle size={14} stroke={1.75} aria-hidden />
                {blockedReason}
              </span>
            ) : null}
            <ActionButton label="Cancel" after={<KeyHint keys="Esc" />} onClick={onClose} />
            <ActionButton
              label={submitLabel}
              tone={blockedReason ? 'default' : 'primary'}
              disabledReason={blockedReason}
              busy={busy}
              onClick={submit}
            />
          </div>
        </div>
        {/* Enter in a field submits a form only when it has a button to submit with. */}
        <button type="submit" className={classes.enter} tabIndex={-1} aria-hidden />
      </form>
    </Modal>
  );
}
