import type { ReactNode } from 'react';
import classes from './TierTag.module.css';

/** The tier of an environment: a ramp of grey weight in which only production has a hue. */
export type Tier = 'development' | 'staging' | 'production';

/** An outlined tag with the tier's name; `children` words it otherwise, as `code-push` on a rollout. */
export function TierTag({ tier, children }: { readonly tier?: Tier; readonly children?: ReactNode }) {
  return (
    <span className={classes.tag} data-tier={tier}>
      {children ?? tier}
    </span>
  );
}
