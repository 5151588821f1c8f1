import type { ReactNode } from 'react';
import classes from './FieldSet.module.css';

/** Fields that answer one question together, under a legend that looks like the label of a single one. */
export function FieldSet({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <fieldset className={classes.set}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}
