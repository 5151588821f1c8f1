import type { TablerIcon } from '@tabler/icons-react';
import { ActionButton } from './ActionButton.tsx';
import classes from './EmptyState.module.css';

export interface StateAction {
  readonly label: string;
  readonly icon?: TablerIcon;
  readonly disabledReason?: string | null;
  readonly onClick: () => void;
}

/** What stands where nothing is yet: one sentence on what would be here, one on what to do, and the way to do it. */
export function EmptyState({
  icon: Icon,
  title,
  hint,
  primary,
  others = [],
}: {
  readonly icon: TablerIcon;
  readonly title: string;
  readonly hint?: string;
  readonly primary?: StateAction;
  /** At most two plain buttons. */
  readonly others?: readonly StateAction[];
}) {
  return (
    <div className={classes.state}>
      <Icon size={24} stroke={1.5} className={classes.icon} aria-hidden />
      <p className={classes.title}>{title}</p>
      {hint ? <p className={classes.hint}>{hint}</p> : null}
      {primary || others.length > 0 ? (
        <div className={classes.actions}>
          {primary ? <ActionButton {...primary} tone="primary" /> : null}
          {others.slice(0, 2).map((action) => (
            <ActionButton key={action.label} {...action} />
          ))}
        </div>
      ) : null}
    </div>
  );
}
