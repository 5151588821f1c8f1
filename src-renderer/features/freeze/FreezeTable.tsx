import { scopeWords, windowWords } from '#shared/features/freeze/words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import classes from './Freeze.module.css';
import type { FreezeRow } from './freezeForm.ts';
import { StandsNow } from './StandsNow.tsx';
import { useNames } from './useNames.ts';

/** The freezes that stand or will, the next to begin first. */
export function FreezeTable({
  freezes,
  onEdit,
  onEnd,
}: {
  readonly freezes: readonly FreezeRow[];
  readonly onEdit: (id: number) => void;
  readonly onEnd: (kind: 'lift' | 'remove', id: number) => void;
}) {
  const names = useNames();
  return (
    <div className={classes.table}>
      <PlainTable label="Freezes" columns={['Freeze', 'Covers', 'Now', ACTIONS]}>
        {freezes.map((freeze) => (
          <tr key={freeze.id}>
            <td>
              <button
                type="button"
                className={classes.link}
                aria-label={`Edit ${freeze.name}`}
                onClick={() => onEdit(freeze.id)}
              >
                {freeze.name}
              </button>
              <span className={classes.under}>{windowWords(freeze.window, freeze.zone)}</span>
            </td>
            <td>
              <span className={classes.over} title={scopeWords(freeze.scope, names)}>
                {scopeWords(freeze.scope, names)}
              </span>
              <span className={classes.under} title={freeze.reason}>
                {freeze.reason}
              </span>
            </td>
            <td>
              <StandsNow {...freeze} />
            </td>
            <td data-end>
              <span className={classes.actions}>
                {freeze.stands ? (
                  <ActionButton label="Lift" size="xs" onClick={() => onEnd('lift', freeze.id)} />
                ) : null}
                <ActionButton label="Remove" size="xs" onClick={() => onEnd('remove', freeze.id)} />
              </span>
            </td>
          </tr>
        ))}
      </PlainTable>
    </div>
  );
}
