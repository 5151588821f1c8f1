import { Switch } from '@mantine/core';
import classes from './MatrixPage.module.css';

const steps = [
  { id: 'same', label: 'same' },
  { id: '1', label: '−1 release' },
  { id: '2', label: '−2 or −3' },
  { id: '3', label: '−4 or more' },
  { id: 'ahead', label: '+ ahead' },
] as const;

/** What the tints say, and the switch that takes environments away in which nothing shown runs. */
export function Legend({
  comparing,
  hideEmpty,
  onHideEmpty,
}: {
  readonly comparing: boolean;
  readonly hideEmpty: boolean;
  readonly onHideEmpty: (hide: boolean) => void;
}) {
  return (
    <footer className={classes.legend}>
      {comparing ? (
        <span>Before stands above, after stands below.</span>
      ) : (
        <>
          <span>Compared with the column to the left:</span>
          {steps.map(({ id, label }) => (
            <span key={id} className={classes.step}>
              <span className={classes.swatch} data-step={id} aria-hidden />
              {label}
            </span>
          ))}
        </>
      )}
      <Switch
        className={classes.switch ?? ''}
        size="xs"
        label="Hide empty environments"
        checked={hideEmpty}
        onChange={(event) => onHideEmpty(event.currentTarget.checked)}
      />
    </footer>
  );
}
