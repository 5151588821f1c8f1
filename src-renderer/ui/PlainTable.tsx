import type { ReactNode } from 'react';
import classes from './PlainTable.module.css';

/** A column by its head: words stand left, numbers and actions at the end. */
export type PlainColumn =
  | string
  | {
      readonly label: string;
      readonly end?: boolean;
      /** Said, not shown. */
      readonly silent?: boolean;
      /** It goes where the table gets narrow, before or after the others; its cells say the same as `data-drop`. */
      readonly drop?: 'first' | 'second';
    };

/** The head over the buttons of the rows. */
export const ACTIONS: PlainColumn = { label: 'Actions', end: true, silent: true };

function Head({ column }: { readonly column: PlainColumn }) {
  if (typeof column === 'string') return <th>{column}</th>;
  const { label, end, silent, drop } = column;
  return (
    <th data-end={end || undefined} data-drop={drop} {...(silent ? { 'aria-label': label } : {})}>
      {silent ? null : label}
    </th>
  );
}

/** A small table in a frame, for lists that are never long enough to need the grid. The rows are the caller's. */
export function PlainTable({
  label,
  columns,
  children,
}: {
  readonly label?: string;
  readonly columns: readonly PlainColumn[];
  readonly children: ReactNode;
}) {
  const drops = columns.some((column) => typeof column !== 'string' && column.drop !== undefined);
  return (
    <div className={classes.frame} data-drops={drops || undefined}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={typeof column === 'string' ? column : column.label} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
