import { IconAlertCircle } from '@tabler/icons-react';
import classes from './ErrorText.module.css';

/** What an error says of itself: what happened and what was kept, then what to do. */
export interface SaidError {
  readonly message: string;
  readonly details?: { readonly hint?: string };
}

/** An error at the place that asked: its message, and its hint after it. Draws nothing without one. */
export function ErrorText({
  error,
  icon = true,
}: {
  readonly error: SaidError | null;
  readonly icon?: boolean;
}) {
  if (!error) return null;
  return (
    <div className={classes.error} role={icon ? 'alert' : undefined}>
      {icon ? <IconAlertCircle size={15} stroke={1.75} aria-hidden className={classes.icon} /> : null}
      <span>
        {error.message}
        {error.details?.hint ? <span className={classes.hint}> {error.details.hint}</span> : null}
      </span>
    </div>
  );
}
