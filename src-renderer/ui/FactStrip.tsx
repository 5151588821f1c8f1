import classes from './FactStrip.module.css';
import type { Fact } from './Page.tsx';

/** Facts of a record in one line under its head; what has no room goes into a second line. */
export function FactStrip({ facts, label }: { readonly facts: readonly Fact[]; readonly label: string }) {
  return (
    <dl className={classes.strip} aria-label={label}>
      {facts.map((fact) => (
        <div key={fact.label} className={classes.fact}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
