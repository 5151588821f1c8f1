// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern over CSS grid rows; a table element cannot be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: heads of columns are not reached by themselves
import { IconSnowflake } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Matrix.module.css';
import { type MatrixColumn, tierGroups } from './rows.ts';

/** The two lines that stay on top: tiers over a rule of their weight, environments below. */
export function MatrixHead({
  columns,
  corner,
}: {
  readonly columns: readonly MatrixColumn[];
  /** What stands over the first column: the filter. */
  readonly corner: ReactNode;
}) {
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.tiers}>
        <div role="columnheader" aria-colindex={1} className={classes.corner}>
          {corner}
        </div>
        {tierGroups(columns).map(({ tier, start, span }) => (
          <div
            key={`${tier}-${start}`}
            role="columnheader"
            aria-colindex={start + 2}
            aria-colspan={span}
            className={classes.tier}
            data-tier={tier}
            style={{ gridColumn: `${start + 2} / span ${span}` }}
          >
            {tier}
          </div>
        ))}
      </div>
      <div role="row" aria-rowindex={2} className={classes.environments}>
        <div role="columnheader" aria-colindex={1} className={classes.component}>
          Component
        </div>
        {columns.map(({ id, name, tier, frozen }, index) => (
          <div
            key={id}
            role="columnheader"
            aria-colindex={index + 2}
            className={classes.environment}
            data-tier={tier}
            title={[name, tier, frozen.length > 0 ? `frozen: ${frozen.join(', ')}` : '']
              .filter(Boolean)
              .join(', ')}
          >
            <span className={classes.environmentName}>{name}</span>
            {frozen.length > 0 ? (
              <span className={classes.frozen}>
                <IconSnowflake size={13} stroke={1.75} aria-hidden />
                frozen
              </span>
            ) : null}
          </div>
        ))}
      </div>
    </div>
  );
}
