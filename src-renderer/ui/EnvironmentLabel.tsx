import classes from './EnvironmentLabel.module.css';
import type { Tier } from './TierTag.tsx';

/** An environment's name behind the edge of its tier; production is the only one in colour. */
export function EnvironmentLabel({ name, tier }: { readonly name: string; readonly tier: Tier }) {
  return (
    <span className={classes.label} data-tier={tier} title={`${name}, ${tier}`}>
      {name}
    </span>
  );
}
