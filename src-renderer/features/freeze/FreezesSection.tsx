import { IconPlus, IconSnowflake } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { type FreezePlace, pathOf, placeOf } from './address.ts';
import { EndDialog } from './EndDialog.tsx';
import classes from './Freeze.module.css';
import { FreezeDialog } from './FreezeDialog.tsx';
import { FreezeTable } from './FreezeTable.tsx';
import { OverTable } from './OverTable.tsx';
import { WeekLanes } from './WeekLanes.tsx';

type Dialog = FreezePlace['dialog'];

/** When nothing new is deployed where: the week in lanes, every freeze, and those that are over. */
export function FreezesSection() {
  const { search } = usePlace();
  const place = useMemo(() => placeOf(search), [search]);
  const { data, error } = useCall('freeze.list', {});
  const go = (dialog: Dialog) => navigate(pathOf({ ...place, dialog }));
  const close = () => navigate(pathOf({ ...place, dialog: { kind: 'none' } }), { replace: true });
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'freeze.new',
        label: 'New freeze',
        group: 'Actions',
        icon: IconSnowflake,
        keys: 'c',
        run: () => navigate(pathOf({ ...place, dialog: { kind: 'new', drawn: null } })),
      },
    ],
    [place],
  );
  useCommands('settings.freezes', commands);
  const add = {
    label: 'New freeze',
    icon: IconPlus,
    onClick: () => go({ kind: 'new', drawn: null }),
  };
  return (
    <>
      <div className={classes.head}>
        <div>
          <h2 className={classes.title}>Freezes</h2>
          <p className={classes.note}>
            When nothing new is deployed. An act is judged at the instant at which it takes effect; what runs
            already finishes. Who goes through a freeze names it and says why.
          </p>
        </div>
        <ActionButton {...add} tone="primary" />
      </div>
      {error ? (
        <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />
      ) : data === undefined ? (
        <RowSkeleton rows={8} label="Loading the freezes" />
      ) : (
        <>
          {data.freezes.length === 0 ? (
            <EmptyState
              icon={IconSnowflake}
              title="Freezes that stand or will stand would be listed here."
              hint="Make one for the weekends, a sale or the books’ end, or draw it in the lane of an environment."
              others={[add]}
            />
          ) : (
            <FreezeTable
              freezes={data.freezes}
              onEdit={(id) => go({ kind: 'edit', id, drawn: null })}
              onEnd={(kind, id) => go({ kind, id })}
            />
          )}
          <WeekLanes
            freezes={data.freezes}
            week={place.week}
            onWeek={(week) => navigate(pathOf({ ...place, week }), { replace: true })}
            onDraw={(drawn) => go({ kind: 'new', drawn })}
            onEdit={(id, drawn) => go({ kind: 'edit', id, drawn })}
          />
          <OverTable newest={data} />
          <Dialogs dialog={place.dialog} freezes={data.freezes} onClose={close} />
        </>
      )}
    </>
  );
}

function Dialogs({
  dialog,
  freezes,
  onClose,
}: {
  readonly dialog: Dialog;
  readonly freezes: Parameters<typeof FreezeTable>[0]['freezes'];
  readonly onClose: () => void;
}) {
  if (dialog.kind === 'none') return null;
  if (dialog.kind === 'new') return <FreezeDialog freeze={null} drawn={dialog.drawn} onClose={onClose} />;
  const freeze = freezes.find(({ id }) => id === dialog.id);
  if (!freeze) return null;
  if (dialog.kind === 'edit')
    return <FreezeDialog key={freeze.id} freeze={freeze} drawn={dialog.drawn} onClose={onClose} />;
  return <EndDialog kind={dialog.kind} freeze={freeze} onClose={onClose} />;
}
