import type { ReactNode } from 'react';
import classes from './RelatedRow.module.css';

/** One related record: how it is related, what it is, and its state at the right end. */
export function RelatedRow({
  label,
  children,
  note,
  trailing,
  onOpen,
}: {
  readonly label: string;
  readonly children: ReactNode;
  /** The record's id or what else tells it apart, in faint text. */
  readonly note?: ReactNode;
  readonly trailing?: ReactNode;
  readonly onOpen?: () => void;
}) {
  return (
    <div className={classes.row}>
      <span className={classes.label}>{label}</span>
      {onOpen ? (
        <button type="button" className={classes.what} onClick={onOpen}>
          {children}
          {note ? <span className={classes.note}>{note}</span> : null}
        </button>
      ) : (
        <span className={classes.what}>
          {children}
          {note ? <span className={classes.note}>{note}</span> : null}
        </span>
      )}
      {trailing ? <span className={classes.trailing}>{trailing}</span> : null}
    </div>
  );
}
