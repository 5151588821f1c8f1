import { Menu } from '@mantine/core';
import { type RefObject, useState } from 'react';
import {
  type DistributionStatus,
  distributionMachine,
  distributionStatuses,
} from '#shared/features/distribution/machine.ts';
import { storeRules, stores } from '#shared/features/distribution/stores.ts';
import { useCall } from '../../../api/client.ts';
import { DeliveryBadge, deliveryLooks } from '../../../ui/DeliveryBadge.tsx';
import { AddFilterChip, FilterChip, StatusCounts } from '../../../ui/FilterChip.tsx';
import { FilterBar } from '../../../ui/Page.tsx';
import type { StatusName } from '../../../ui/StatusBadge.tsx';
import type { ListPlace } from '../places.ts';

/** The conditions as chips, and the menu that adds one. */
export function DistributionFilters({
  place,
  addRef,
  onPlace,
}: {
  readonly place: ListPlace;
  readonly addRef: RefObject<HTMLButtonElement | null>;
  readonly onPlace: (place: ListPlace) => void;
}) {
  const projects = useCall('project.list', undefined);
  const [opened, setOpened] = useState(false);
  const { projectId, store, statuses } = place;
  const apps = (projects.data ?? []).filter(({ kind, id }) => kind === 'mobile' || id === projectId);
  const counts = useCall('distribution.count', { projectId, store }).data ?? [];
  const shown = counts.filter(({ status, count }) => count > 0 || statuses.includes(status));
  /** Only the one that was pressed; every one when it was that already. */
  const picked = (look: StatusName) => {
    const only = distributionStatuses.filter((status) => deliveryLooks[status] === look);
    return statuses.length === 1 && statuses[0] === only[0] ? [] : only;
  };
  const toggle = (status: DistributionStatus) =>
    onPlace({
      ...place,
      statuses: statuses.includes(status) ? statuses.filter((one) => one !== status) : [...statuses, status],
    });
  return (
    <FilterBar
      aside={
        <StatusCounts
          counts={shown.map(({ status, ...counted }) => ({
            ...counted,
            status: deliveryLooks[status],
            label: distributionMachine.states[status].label,
          }))}
          active={statuses.map((status) => deliveryLooks[status])}
          onPick={(look) => onPlace({ ...place, statuses: picked(look) })}
        />
      }
    >
      {projectId === null ? null : (
        <FilterChip
          field="project"
          relation="is"
          value={projects.data?.find(({ id }) => id === projectId)?.name ?? `#${projectId}`}
          onEdit={() => setOpened(true)}
          onRemove={() => onPlace({ ...place, projectId: null })}
        />
      )}
      {store === null ? null : (
        <FilterChip
          field="store"
          relation="is"
          value={storeRules[store].label}
          onEdit={() => setOpened(true)}
          onRemove={() => onPlace({ ...place, store: null })}
        />
      )}
      {statuses.length === 0 ? null : (
        <FilterChip
          field="delivery"
          relation="is"
          value={statuses.map((status) => distributionMachine.states[status].label).join(' or ')}
          onEdit={() => setOpened(true)}
          onRemove={() => onPlace({ ...place, statuses: [] })}
        />
      )}
      <Menu
        opened={opened}
        onChange={setOpened}
        position="bottom-start"
        width={240}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <AddFilterChip ref={addRef} />
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          <Menu.Label>Delivery</Menu.Label>
          {distributionStatuses.map((status) => (
            <Menu.CheckboxItem
              key={status}
              checked={statuses.includes(status)}
              onChange={() => toggle(status)}
            >
              <DeliveryBadge status={status} />
            </Menu.CheckboxItem>
          ))}
          <Menu.Label>Store</Menu.Label>
          {stores.map((one) => (
            <Menu.CheckboxItem
              key={one}
              checked={store === one}
              onChange={(on) => onPlace({ ...place, store: on ? one : null })}
            >
              {storeRules[one].label}
            </Menu.CheckboxItem>
          ))}
          {apps.length > 0 ? <Menu.Label>Project</Menu.Label> : null}
          {apps.map(({ id, name }) => (
            <Menu.CheckboxItem
              key={id}
              checked={projectId === id}
              onChange={(on) => onPlace({ ...place, projectId: on ? id : null })}
            >
              {name}
            </Menu.CheckboxItem>
          ))}
        </Menu.Dropdown>
      </Menu>
    </FilterBar>
  );
}
