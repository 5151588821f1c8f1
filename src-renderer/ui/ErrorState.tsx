import { IconAlertCircle } from '@tabler/icons-react';
import { ActionButton } from './ActionButton.tsx';
import classes from './EmptyState.module.css';
import type { StateAction } from './EmptyState.tsx';

/** What failed, what still holds, the way on; the machine's own words are folded below. */
export function ErrorState({
  title,
  kept,
  actions = [],
  detail,
}: {
  readonly title: string;
  /** What was not lost, as "Nothing was changed." */
  readonly kept?: string;
  readonly actions?: readonly StateAction[];
  readonly detail?: string;
}) {
  return (
    <div className={classes.state} role="alert">
      <IconAlertCircle size={24} stroke={1.5} className={classes.icon} data-tone="bad" aria-hidden />
      <p className={classes.title}>{title}</p>
      {kept ? <p className={classes.hint}>{kept}</p> : null}
      {actions.length > 0 ? (
        <div className={classes.actions}>
          {actions.map((action) => (
            <ActionButton key={action.label} {...action} />
          ))}
        </div>
      ) : null}
      {detail ? (
        <details className={classes.detail}>
          <summary>Details</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keys */}
          <pre tabIndex={0}>{detail}</pre>
        </details>
      ) : null}
    </div>
  );
}
