import type { ReactNode } from 'react';
import classes from './PlainTable.module.css';

/** A column by its head: words stand left, numbers and actions at the end. */
export type PlainColumn =
  | string
  | { readonly label: string; readonly end?: boolean /** Said, not shown. */; readonly silent?: boolean };

/** The head over the buttons of the rows. */
export const ACTIONS: PlainColumn = { label: 'Actions', end: true, silent: true };

function Head({ column }: { readonly column: PlainColumn }) {
  if (typeof column === 'string') return <th>{column}</th>;
  const { label, end, silent } = column;
  return silent ? <th aria-label={label} /> : <th data-end={end || undefined}>{label}</th>;
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
  return (
    <div className={classes.frame}>
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
