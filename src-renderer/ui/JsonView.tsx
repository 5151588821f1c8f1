import { useMemo } from 'react';
import { CopyButton } from './CopyButton.tsx';
import classes from './JsonView.module.css';

/** A value as formatted JSON, to read and to copy. A string is taken as the text of a payload and shown as it came. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  const text = useMemo(
    () => (typeof value === 'string' ? value : JSON.stringify(value, null, 2)) ?? '',
    [value],
  );
  return (
    <div className={classes.view}>
      <div className={classes.copy}>
        <CopyButton value={text} label={`Copy ${label}`} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keys */}
      <section className={classes.text} tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
    </div>
  );
}
