import { IconHistory, IconInfoCircle, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatAge, formatAsOf } from '#shared/time.ts';
import classes from './Banner.module.css';
import { useNow, useZone } from './time.tsx';

/** A bar across the page that must not be missed: a strong part, plain words after it, buttons at the right. */
export function Banner({
  tone = 'warn',
  icon: Icon = IconInfoCircle,
  title,
  children,
  actions,
}: {
  readonly tone?: 'warn' | 'bad' | 'ice' | 'accent';
  readonly icon?: TablerIcon;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={classes.banner} data-tone={tone} role="status">
      <Icon size={16} stroke={1.75} aria-hidden className={classes.icon} />
      <strong className={classes.title}>{title}</strong>
      <span className={classes.text}>{children}</span>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </div>
  );
}

/** The loud banner of a past instant: date, second and zone, how long ago, and that nothing can be changed there. */
export function AsOfBanner({ at, actions }: { readonly at: number; readonly actions?: ReactNode }) {
  const zone = useZone();
  const age = formatAge(Math.max(0, useNow() - at));
  return (
    <Banner icon={IconHistory} title={`As of ${formatAsOf(at, zone)}`} actions={actions}>
      {age === '' ? '' : `${age} ago. `}Actions are off while you look at the past.
    </Banner>
  );
}
