import { ActionIcon } from '@mantine/core';
import { IconX, type TablerIcon } from '@tabler/icons-react';
import { ActionButton } from './ActionButton.tsx';
import { formatCount } from './numbers.ts';
import classes from './SelectionBar.module.css';

export interface SelectionAction {
  readonly label: string;
  readonly icon: TablerIcon;
  /** How many of the selected it can be done to; said as `2 of 3` when it is not all of them. */
  readonly eligible?: number;
  readonly of?: number;
  readonly tone?: 'prod' | 'default';
  readonly disabledReason?: string | null;
  readonly onClick: () => void;
}

/** The bar that floats over the lower edge while rows are selected. Its parent must be positioned. */
export function SelectionBar({
  count,
  note,
  actions,
  onClear,
}: {
  readonly count: number;
  readonly note?: string;
  readonly actions: readonly SelectionAction[];
  readonly onClear: () => void;
}) {
  if (count === 0) return null;
  return (
    <div className={classes.place}>
      <section className={classes.bar} aria-label="Selection">
        <strong className={classes.count} aria-live="polite">
          {formatCount(count)} selected
        </strong>
        {note ? <span className={classes.note}>{note}</span> : null}
        {actions.map(({ label, icon, tone = 'default', eligible, of, disabledReason, onClick }) => {
          const share =
            eligible === undefined || of === undefined || eligible === of
              ? null
              : `${formatCount(eligible)} of ${formatCount(of)}`;
          const none = eligible === 0 ? 'None of the selected can take this' : null;
          return (
            <ActionButton
              key={label}
              label={label}
              icon={icon}
              tone={tone}
              size="xs"
              disabledReason={disabledReason ?? none}
              after={
                share ? <span className={tone === 'prod' ? undefined : classes.share}>{share}</span> : null
              }
              onClick={onClick}
            />
          );
        })}
        <ActionIcon size={24} aria-label="Clear the selection" onClick={onClear}>
          <IconX size={15} stroke={1.75} />
        </ActionIcon>
      </section>
    </div>
  );
}
