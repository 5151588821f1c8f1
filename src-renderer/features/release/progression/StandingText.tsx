import { IconCircleCheck, IconHourglass, IconLock, IconLockOpen } from '@tabler/icons-react';
import type { Standing } from './openness.ts';
import classes from './Progression.module.css';

const icons = {
  succeeded: IconCircleCheck,
  open: IconLockOpen,
  waits: IconHourglass,
  blocked: IconLock,
} as const satisfies Readonly<Record<Standing['state'], unknown>>;

/** Whether an environment is open for the candidate of now, and why not. */
export function StandingText({ standing: { state, words } }: { readonly standing: Standing }) {
  const Icon = icons[state];
  return (
    <span className={classes.standing} data-state={state} title={words}>
      <Icon size={14} stroke={1.75} aria-hidden />
      <span>{words}</span>
    </span>
  );
}
