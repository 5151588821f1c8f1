import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CopyButton } from './CopyButton.tsx';
import classes from './RecordHeader.module.css';

/** The head of one record: the way back and its id, its name with what belongs to it, one line on its state, actions. */
export function RecordHeader({
  back,
  id,
  copyValue,
  title,
  beside,
  children,
  actions,
}: {
  readonly back?: { readonly label: string; readonly onClick: () => void };
  /** The id as it is read, `#318,442`. */
  readonly id?: string;
  /** What copying the id gives, when it is not the id as read. */
  readonly copyValue?: string;
  readonly title: string;
  /** Beside the name: environment, tag. */
  readonly beside?: ReactNode;
  /** The line under the name: versions, status, what is left. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <header className={classes.header}>
      {back || id ? (
        <nav className={classes.trail} aria-label="Where this record belongs">
          {back ? (
            <button type="button" className={classes.back} onClick={back.onClick}>
              <IconChevronLeft size={14} stroke={1.75} aria-hidden />
              {back.label}
            </button>
          ) : null}
          {back && id ? <span aria-hidden>/</span> : null}
          {id ? (
            <span className={classes.id}>
              {id}
              <CopyButton value={copyValue ?? id} label="Copy the id" size={13} />
            </span>
          ) : null}
        </nav>
      ) : null}
      <div className={classes.body}>
        <div className={classes.what}>
          <div className={classes.line}>
            <h1 className={classes.title}>{title}</h1>
            {beside}
          </div>
          {children ? <div className={classes.line}>{children}</div> : null}
        </div>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
    </header>
  );
}

/** From one version to the next, as the second line of a deployment's head and its peek write it. */
export function FromTo({ from, to }: { readonly from: ReactNode; readonly to: ReactNode }) {
  return (
    <span className={classes.fromTo}>
      {from ? (
        <>
          <span className={classes.from}>{from}</span>
          <span aria-hidden className={classes.arrow}>
            →
          </span>
          <span className={classes.said}>to</span>
        </>
      ) : null}
      <strong className={classes.to}>{to}</strong>
    </span>
  );
}
