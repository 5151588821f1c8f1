import type { ReactNode } from 'react';
import classes from './Settings.module.css';

/** One setting: its name and one sentence at the left, its control at the right. */
export function SettingRow({
  label,
  note,
  htmlFor,
  children,
}: {
  readonly label: string;
  readonly note?: string;
  readonly htmlFor?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.row}>
      <div>
        {htmlFor ? (
          <label className={classes.rowLabel} htmlFor={htmlFor}>
            {label}
          </label>
        ) : (
          <span className={classes.rowLabel}>{label}</span>
        )}
        {note ? <span className={classes.rowNote}>{note}</span> : null}
      </div>
      <div className={classes.rowControl}>{children}</div>
    </div>
  );
}

/** The head of a section: its name, what it decides, and its actions. */
export function SectionHead({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.head}>
      <div>
        <h2 className={classes.headTitle}>{title}</h2>
        <p className={classes.headNote}>{note}</p>
      </div>
      {children ? <div className={classes.headActions}>{children}</div> : null}
    </div>
  );
}
