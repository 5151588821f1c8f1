import { SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { type StoreState, storeStates } from '#shared/features/build/model.ts';
import { planStoreState, storeMachine } from '#shared/features/build/rules.ts';
import { movesFrom } from '#shared/machine.ts';
import { useAct } from '../../../api/client.ts';
import { ActionDialog, ActionLine } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import classes from '../Build.module.css';
import { type BuildRecord, numberLabel, refusalOf, storeStateLook } from '../words.ts';

/** Says what the store says of a build; anything but its usual course is a correction and named so. */
export function StoreStateDialog({
  record,
  onClose,
}: {
  readonly record: BuildRecord;
  readonly onClose: () => void;
}) {
  const { build } = record;
  const set = useAct('build.setStoreState');
  const [usual] = movesFrom(storeMachine, build.isOnStore ?? 'none').map(({ to }) => to);
  const [state, setState] = useState<StoreState>(
    usual !== undefined && usual !== 'none' ? usual : (build.isOnStore ?? 'pending'),
  );
  const [reason, setReason] = useState('');
  const refusal = refusalOf(record, 'setStoreState');
  const plan = refusal === null ? planStoreState(build, state) : null;
  const onConfirm = async () => {
    try {
      await set.run({ id: build.id, state, reason: reason.trim() || null });
      onClose();
    } catch {
      // `set.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`What the store says of build ${numberLabel(build.number)}`}
      tier={build.tier}
      now={{ label: 'In the store now', version: <StateBadge {...storeStateLook(build.isOnStore)} /> }}
      next={{ label: 'From now on', version: <StateBadge {...storeStateLook(state)} /> }}
      rows={[
        {
          label: 'State',
          content: (
            <SegmentedControl
              className={classes.choice ?? ''}
              aria-label="What the store says"
              value={state}
              onChange={(value) => setState(value as StoreState)}
              data={storeStates.map((value) => ({ value, label: storeMachine.states[value].label }))}
            />
          ),
        },
        ...(plan
          ? [
              {
                label: 'Because',
                note: 'the rule',
                content: plan.correction
                  ? 'This is not the usual course of a store, so it stands in the log as a correction.'
                  : 'This is the usual course: submitted, then approved or rejected, and submitted again after a rejection.',
              },
            ]
          : []),
        ...(plan?.endsLive
          ? [
              {
                label: 'Mind',
                content: (
                  <ActionLine
                    icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
                  >
                    It is Live, which needs an approval: it is taken off, and {build.environment} has no Live
                    build until one follows.
                  </ActionLine>
                ),
              },
            ]
          : []),
        ...(state === 'success' && !build.live
          ? [
              {
                label: 'Then',
                content: (
                  <ActionLine icon={<IconInfoCircle size={15} stroke={1.75} aria-hidden />}>
                    An approved build is not Live by itself: make it Live once the users get it.
                  </ActionLine>
                ),
              },
            ]
          : []),
      ]}
      reason={{ required: plan?.correction ?? false, value: reason, onChange: setReason }}
      confirmLabel={`Mark ${storeMachine.states[state].label}`}
      blockedReason={refusal ?? (plan ? null : `It is ${storeMachine.states[state].label} already`)}
      busy={set.busy}
      error={set.error ? <ErrorText error={set.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
