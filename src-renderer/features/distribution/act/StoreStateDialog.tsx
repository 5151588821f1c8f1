import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { readStoreState, storeStatesOf } from '#shared/features/distribution/store-state.ts';
import { useAct } from '../../../api/client.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import text from '../../../ui/Text.module.css';
import classes from '../Distribution.module.css';
import { type DistributionRecord, placeOf } from '../words.ts';

/** States that carry a share of the users beside them. */
const staged: ReadonlySet<string> = new Set(['inProgress', 'halted', 'phased', 'phase_stopped']);

const verdicts = { pending: 'in review', success: 'approved', rejected: 'rejected' } as const;

/** Notes the store's own word for a distribution, and says what follows for its build. */
export function StoreStateDialog({
  record,
  onClose,
}: {
  readonly record: DistributionRecord;
  readonly onClose: () => void;
}) {
  const { distribution: row } = record;
  const set = useAct('distribution.setStoreState');
  const states = storeStatesOf(row.store, row.track);
  const [state, setState] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const said = state === null ? null : readStoreState(row.store, row.track, state);
  const onConfirm = async () => {
    if (state === null) return;
    try {
      await set.run({
        id: row.id,
        state,
        userFraction: staged.has(state) ? share : null,
        reason: reason.trim() || null,
      });
      onClose();
    } catch {
      // `set.error` says it in the dialog.
    }
  };
  const nothing = <span className={text.dim}>nothing yet</span>;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`What ${placeOf(row)} says`}
      tier={row.target}
      now={{
        label: 'It says now',
        version: record.storeState ? (
          <StateBadge tone={record.storeState.tone} label={record.storeState.label} />
        ) : (
          nothing
        ),
      }}
      next={{
        label: 'From now on',
        version: said ? <StateBadge tone={said.tone} label={said.label} /> : nothing,
      }}
      rows={[
        {
          label: 'State',
          note: 'the store’s own word',
          content: (
            <div className={classes.numbers}>
              <Select
                aria-label="What the store says"
                placeholder="Choose what the store says"
                searchable
                data={Object.entries(states).map(([value, { label }]) => ({ value, label }))}
                value={state}
                onChange={setState}
              />
              {state !== null && staged.has(state) ? (
                <NumberInput
                  aria-label="Share of the users, in percent"
                  placeholder="share, if it is known"
                  min={0}
                  max={100}
                  suffix=" %"
                  value={share === null ? '' : share * 100}
                  onChange={(value) => setShare(value === '' ? null : Number(value) / 100)}
                />
              ) : null}
            </div>
          ),
        },
        ...(said
          ? [
              {
                label: 'Then',
                content:
                  said.isOnStore === null
                    ? 'It says nothing of the build itself, whose own state stays.'
                    : `Its build becomes ${verdicts[said.isOnStore]} in the store.`,
              },
            ]
          : []),
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={said ? `Note: ${said.label}` : 'Note it'}
      blockedReason={state === null ? 'Needs a state' : null}
      busy={set.busy}
      error={set.error ? <ErrorText error={set.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
