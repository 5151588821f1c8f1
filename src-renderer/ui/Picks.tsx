import classes from './Picks.module.css';

export interface Choice<Key extends string | number> {
  readonly key: Key;
  readonly label: string;
  /** What it stands for, where the label is short. */
  readonly title?: string;
  readonly picked: boolean;
  readonly disabled?: boolean;
}

/** A few usual choices as buttons in a row: a quick way to fill in what the fields below say exactly. */
export function Picks<Key extends string | number>({
  label,
  picks,
  onPick,
}: {
  readonly label: string;
  readonly picks: readonly Choice<Key>[];
  readonly onPick: (key: Key) => void;
}) {
  return (
    <fieldset className={classes.picks} aria-label={label}>
      {picks.map(({ key, label: words, title, picked, disabled }) => (
        <button
          key={key}
          type="button"
          className={classes.pick}
          title={title}
          aria-pressed={picked}
          disabled={disabled}
          onClick={() => onPick(key)}
        >
          {words}
        </button>
      ))}
    </fieldset>
  );
}
