import { CopyButton } from './CopyButton.tsx';
import classes from './Version.module.css';

/** A commit: seven characters to read, all of them on hover and on copy. */
export function Sha({ value, copy = false }: { readonly value: string; readonly copy?: boolean }) {
  return (
    <span className={classes.withCopy}>
      <span className={classes.version} title={value}>
        {value.slice(0, 7)}
      </span>
      {copy ? <CopyButton value={value} label="Copy the whole commit" /> : null}
    </span>
  );
}
