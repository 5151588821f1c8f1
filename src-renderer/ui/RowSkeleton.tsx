import { useEffect, useState } from 'react';
import classes from './RowSkeleton.module.css';

/** Row outlines for what is not there yet. They wait 150 ms, because local data should have painted by then. */
export function RowSkeleton({
  rows = 8,
  label = 'Loading',
}: {
  readonly rows?: number;
  readonly label?: string;
}) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: outlines have no identity
        <div key={index} className={classes.row} />
      ))}
    </div>
  );
}
