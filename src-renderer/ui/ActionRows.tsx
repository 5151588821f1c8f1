import { IconBan, type TablerIcon } from '@tabler/icons-react';
import { ActionButton, type ActionButtonProps } from './ActionButton.tsx';
import classes from './ActionRows.module.css';

export interface OfferedAction {
  readonly key: string;
  readonly label: string;
  readonly icon?: TablerIcon;
  readonly tone?: ActionButtonProps['tone'];
  /** What it does, in one sentence. */
  readonly note: string;
  /** Why it cannot be done now; it stands in the place of the note. */
  readonly refusal: string | null;
  readonly onClick: () => void;
}

/** Everything that can be done here, a line each: the button, and beside it what it does or why it cannot be used. */
export function ActionRows({
  label,
  actions,
}: {
  readonly label: string;
  readonly actions: readonly OfferedAction[];
}) {
  return (
    <ul className={classes.rows} aria-label={label}>
      {actions.map(({ key, note, refusal, icon, tone, ...action }) => (
        <li key={key} className={classes.row}>
          <ActionButton
            {...action}
            {...(icon ? { icon } : {})}
            {...(tone && refusal === null ? { tone } : {})}
            size="xs"
            disabledReason={refusal}
          />
          <span className={classes.words} data-refused={refusal !== null || undefined}>
            {refusal === null ? null : <IconBan size={14} stroke={1.75} aria-hidden />}
            {refusal ?? note}
          </span>
        </li>
      ))}
    </ul>
  );
}
