import { ActionIcon } from '@mantine/core';
import { IconGripVertical, IconPlus, IconStack2 } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { type OutputFor, useAct, useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { TierTag } from '../../ui/TierTag.tsx';
import { EnvironmentDialog } from './EnvironmentDialog.tsx';
import { EnvironmentMenu } from './EnvironmentMenu.tsx';
import { movedBy, movedTo } from './order.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { SectionHead } from './SettingRow.tsx';
import classes from './Settings.module.css';

const HERE = pathTo.settings('environments');
type Environment = OutputFor<'environment.list'>[number];

/** The environments in promotion order; within a tier they are moved by keys or by dragging. */
export function EnvironmentsSection() {
  const { search } = usePlace();
  const { data } = useCall('environment.list', undefined);
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'environment.new',
        label: 'New environment',
        group: 'Actions',
        icon: IconPlus,
        keys: 'c',
        run: () => navigate(`${HERE}?edit=new`),
      },
    ],
    [],
  );
  useCommands('settings.environments', commands);
  const edit = search.get('edit');
  const edited = data?.find((environment) => String(environment.id) === edit);
  const deleted = data?.find(({ id }) => String(id) === search.get('delete'));
  const add = { label: 'New environment', icon: IconPlus, onClick: () => navigate(`${HERE}?edit=new`) };
  return (
    <>
      <SectionHead
        title="Environments"
        note="Where versions go, in the order they are promoted: the columns of the matrix. Drag a row, or focus its handle and press ↑ or ↓."
      >
        <ActionButton {...add} tone="primary" />
      </SectionHead>
      {data === undefined ? (
        <RowSkeleton rows={4} label="Loading the environments" />
      ) : data.length === 0 ? (
        <EmptyState
          icon={IconStack2}
          title="The environments of this workspace would be listed here."
          hint="Make one for each place that a version is deployed to."
          primary={add}
        />
      ) : (
        <EnvironmentTable environments={data} />
      )}
      {edit === 'new' || edited ? (
        <EnvironmentDialog
          key={edit}
          environment={edited ?? null}
          onClose={() => navigate(HERE, { replace: true })}
        />
      ) : null}
      {deleted ? (
        <RemoveDialog
          removed={{ kind: 'environment', id: deleted.id }}
          onClose={() => navigate(HERE, { replace: true })}
        />
      ) : null}
    </>
  );
}

function EnvironmentTable({ environments }: { readonly environments: readonly Environment[] }) {
  const reorder = useAct('environment.reorder');
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState('');

  const apply = async (ids: readonly number[] | null, moved: Environment) => {
    if (!ids) return;
    const place = ids.indexOf(moved.id) + 1;
    setSaid(`${moved.name} is now ${place} of ${ids.length}.`);
    await reorder.run({ ids: [...ids] }).catch(() => {});
  };
  const onKey = (event: KeyboardEvent, environment: Environment) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    void apply(movedBy(environments, environment.id, by as 1 | -1), environment);
  };
  const drop = (target: Environment) => {
    const moved = environments.find(({ id }) => id === dragged);
    setDragged(null);
    setOver(null);
    if (moved) void apply(movedTo(environments, moved.id, target.id), moved);
  };

  return (
    <>
      <PlainTable
        columns={[
          'Order',
          'Name',
          'Tier',
          { label: 'Projects', end: true },
          { label: 'Deployments', end: true },
          ACTIONS,
        ]}
      >
        {environments.map((environment) => (
          <tr
            key={environment.id}
            draggable
            data-over={over === environment.id || undefined}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(environment.id);
            }}
            onDragOver={(event) => {
              if (dragged === null || !movedTo(environments, dragged, environment.id)) return;
              event.preventDefault();
              setOver(environment.id);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop(environment);
            }}
          >
            <td>
              <ActionIcon
                size={22}
                aria-label={`Move ${environment.name}: press the up or down arrow`}
                onKeyDown={(event) => onKey(event, environment)}
              >
                <IconGripVertical size={14} stroke={1.75} />
              </ActionIcon>
            </td>
            <td>
              <button
                type="button"
                className={classes.link}
                aria-label={`Edit ${environment.name}`}
                onClick={() => navigate(`${HERE}?edit=${environment.id}`)}
              >
                <EnvironmentLabel name={environment.name} tier={environment.tier} />
              </button>
            </td>
            <td>
              <TierTag tier={environment.tier} />
            </td>
            <td data-end>{formatCount(environment.projects)}</td>
            <td data-end>
              <a href={`#${pathTo.deployments(`environment=${environment.id}`)}`}>
                {formatCount(environment.deployments)}
              </a>
            </td>
            <td data-end>
              <EnvironmentMenu
                name={environment.name}
                onEdit={() => navigate(`${HERE}?edit=${environment.id}`)}
                onDelete={() => navigate(`${HERE}?delete=${environment.id}`)}
              />
            </td>
          </tr>
        ))}
      </PlainTable>
      <p className={classes.note} aria-live="polite">
        {said || 'Another tier: open the environment and change it there. The order goes through the tiers.'}
      </p>
      <ErrorText error={reorder.error} />
    </>
  );
}
