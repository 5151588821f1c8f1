import {
  IconAlertTriangle,
  IconCircleXFilled,
  IconHourglassHigh,
  IconHourglassLow,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Expiry } from '#shared/features/credential/expiry.ts';
import classes from './StatusBadge.module.css';

const looks: Readonly<Record<Expiry['level'], readonly [TablerIcon, string]>> = {
  30: [IconHourglassHigh, 'dim'],
  14: [IconHourglassLow, 'warn'],
  3: [IconAlertTriangle, 'err'],
  expired: [IconCircleXFilled, 'bad'],
};

/** How near the end of something is, in icon, word and colour: 30, 14 and 3 days before it, and after it. */
export function ExpiryBadge({ level, label }: { readonly level: Expiry['level']; readonly label: string }) {
  const [Icon, tone] = looks[level];
  return (
    <span className={classes.badge} style={{ color: `var(--sl-${tone})` }}>
      <Icon size={15} stroke={1.75} className={classes.icon} aria-hidden />
      {label}
    </span>
  );
}
