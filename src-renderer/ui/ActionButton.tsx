import { Button, Tooltip } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import classes from './ActionButton.module.css';

export interface ActionButtonProps {
  readonly label: string;
  readonly icon?: TablerIcon;
  /** `primary` is the one filled button of a page; `prod` is outlined in production's colour. */
  readonly tone?: 'default' | 'primary' | 'prod' | 'prod-filled' | 'bad' | 'bad-filled';
  readonly size?: 'sm' | 'xs';
  /** Why the button cannot be used now, or null when it can. It keeps its place, stays focusable, and says so. */
  readonly disabledReason?: string | null;
  readonly busy?: boolean;
  readonly autoFocus?: boolean;
  /** Said after the label, as a count or a key. */
  readonly after?: ReactNode;
  readonly onClick: () => void;
}

const looks = {
  default: { variant: 'default' },
  primary: { variant: 'filled' },
  prod: { variant: 'outline', color: 'prod' },
  'prod-filled': { variant: 'filled', color: 'prod' },
  bad: { variant: 'default', color: 'bad' },
  'bad-filled': { variant: 'filled', color: 'bad' },
} as const;

/** A button that, when it cannot act, says why on hover and on focus instead of going away. */
export function ActionButton({
  label,
  icon: Icon,
  tone = 'default',
  size = 'sm',
  disabledReason,
  busy = false,
  autoFocus = false,
  after,
  onClick,
}: ActionButtonProps) {
  const reasonId = useId();
  const off = Boolean(disabledReason) || busy;
  const button = (
    <Button
      {...looks[tone]}
      size={size}
      leftSection={Icon ? <Icon size={15} stroke={1.75} aria-hidden /> : null}
      rightSection={after}
      {...(off ? { 'aria-disabled': true, 'data-disabled': true } : {})}
      aria-busy={busy || undefined}
      data-autofocus={autoFocus || undefined}
      aria-describedby={disabledReason ? reasonId : undefined}
      onClick={() => {
        if (!off) onClick();
      }}
    >
      {label}
    </Button>
  );
  // One that may be unusable keeps its place in the page when that changes, and with it the focus.
  if (disabledReason === undefined) return button;
  return (
    <span className={classes.wrap}>
      <Tooltip label={disabledReason ?? ''} disabled={!disabledReason}>
        {button}
      </Tooltip>
      {disabledReason ? (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      ) : null}
    </span>
  );
}
