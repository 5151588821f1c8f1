import { SegmentedControl } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { DeploymentFilter } from '#shared/features/deployment/filter.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { useCall } from '../../api/client.ts';
import { openDialog } from '../../app/dialogs.ts';
import { goBack, isLeaving, navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { useListCommands } from '../../app/useListCommands.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ColumnMenu } from '../../ui/DataGrid/ColumnMenu.tsx';
import type { RowKey } from '../../ui/DataGrid/slots.ts';
import { StatusCounts } from '../../ui/FilterChip.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Page, PageHeader } from '../../ui/Page.tsx';
import { WithPeek } from '../../ui/PeekDrawer.tsx';
import { useNow, useZone } from '../../ui/time.tsx';
import { startOfLast } from './filterSearch.ts';
import { chipsOf, isEmptyFilter, withRange } from './list/chips.ts';
import { deploymentColumns } from './list/columns.tsx';
import { gridKeys, listCommands } from './list/commands.ts';
import { DeploymentFilters, onlyStatus } from './list/DeploymentFilters.tsx';
import { DeploymentGrid } from './list/DeploymentGrid.tsx';
import { ExportMenu } from './list/ExportMenu.tsx';
import classes from './list/List.module.css';
import { RowMenu, type RowMenuAt } from './list/RowMenu.tsx';
import { SelectionActions } from './list/SelectionActions.tsx';
import { useColumnState } from './list/useColumnState.ts';
import { useFilterOptions } from './list/useFilterOptions.ts';
import { type ListCounts, useListCounts } from './list/useListCounts.ts';
import { type ListPlace, listPlaceOf, pathOfList } from './listPlace.ts';
import { DeploymentPeek } from './peek/DeploymentPeek.tsx';

type Status = NonNullable<DeploymentFilter['is']['status']>[number];

/** `402 of 1,004,318`, `1,000+ of …` until it has been counted, or the total alone without a filter. */
function countWords({ matching, exact, known, total }: ListCounts, filtered: boolean): string {
  if (!filtered) return formatCount(total);
  if (!known) return `of ${formatCount(total)}`;
  return `${exact ? formatCount(matching) : '1,000+'} of ${formatCount(total)}`;
}

/** Everything that was deployed, one row each: search, filter, peek, select, export. */
export function DeploymentsPage() {
  const shown = usePlace();
  const { search } = shown;
  const place = useMemo(() => listPlaceOf(search), [search]);
  const { filter, sort, peek } = place;
  const filterKey = JSON.stringify(filter);
  const now = useNow(60_000);
  const zone = useZone();
  const state = useCall('workspace.state', undefined);
  const counts = useListCounts(filter);
  const head = useCall('deployment.list', { filter, sort });
  const actors = useMemo(
    () => [...new Set(head.data?.rows.flatMap(({ actor }) => actor ?? []))].sort(),
    [head.data],
  );
  const { names, optionsOf } = useFilterOptions(counts.statuses, actors);
  const chips = chipsOf(filter, names, now, zone);
  const [columnState, setColumnState] = useColumnState('deployments');
  const [selection, setSelection] = useState<{ key: string; keys: ReadonlySet<RowKey> }>({
    key: filterKey,
    keys: new Set(),
  });
  // Rows that a new filter does not show must not stay selected behind its back.
  const selected = selection.key === filterKey ? selection.keys : none;
  const setSelected = (keys: ReadonlySet<RowKey>) => setSelection({ key: filterKey, keys });
  const ids = useMemo(() => [...selected].map(Number), [selected]);
  const [menu, setMenu] = useState<RowMenuAt | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const searchField = useRef<HTMLInputElement>(null);

  const go = useCallback(
    (next: ListPlace) => {
      if (!isLeaving(shown)) navigate(pathOfList(next, shown.search), { replace: true });
    },
    [shown],
  );
  const setFilter = (next: DeploymentFilter) => go({ ...place, filter: next });
  const onRecent = (days: number) => {
    const rest = new URLSearchParams(search);
    rest.set('last', String(days));
    const next = { ...place, filter: withRange(filter, startOfLast(days, Date.now()), undefined) };
    navigate(pathOfList(next, rest), { replace: true });
  };
  const closePeek = useCallback(() => go({ ...place, peek: null }), [go, place]);
  const onEscape = () => (isLeaving(shown) ? goBack(pathTo.deployments()) : closePeek());
  const open = (row: DeploymentRow) => navigate(pathTo.deployment(row.id));
  useListCommands('deployments', listCommands, gridKeys, {
    search: () => searchField.current?.focus(),
    failed: () => setFilter(onlyStatus(filter, 'failed')),
  });
  const filtered = !isEmptyFilter(filter, chips);

  return (
    <Page>
      <PageHeader
        title="Deployments"
        count={countWords(counts, filtered)}
        actions={
          <>
            <span className={classes.wideOnly}>
              <SegmentedControl
                aria-label="How the rows are grouped"
                value={place.byDay ? 'day' : 'none'}
                onChange={(value) => go({ ...place, byDay: value === 'day' })}
                data={[
                  { value: 'day', label: 'By day' },
                  { value: 'none', label: 'Flat' },
                ]}
              />
            </span>
            <ColumnMenu columns={deploymentColumns} state={columnState} onState={setColumnState} />
            <ExportMenu count={counts.matching} exact={counts.exact} filter={filter} sort={sort} ids={ids} />
            <ActionButton
              label="Deploy"
              icon={IconRocket}
              tone="primary"
              onClick={() => openDialog({ kind: 'record' })}
            />
          </>
        }
      />
      <DeploymentFilters
        filter={filter}
        chips={chips}
        optionsOf={optionsOf}
        searchRef={searchField}
        onFilter={setFilter}
        onRecent={onRecent}
        onDone={() => grid.current?.focus()}
        aside={
          <>
            <span className={classes.wideOnly}>
              <StatusCounts
                counts={counts.quick.slice(0, roomFor[Math.min(chips.length, 2)])}
                active={filter.is.status ?? []}
                onPick={(status) => setFilter(onlyStatus(filter, status as Status))}
              />
            </span>
            <ActionButton
              label="Save view"
              size="xs"
              disabledReason={
                filtered || sort.by !== 'time' ? null : 'Filter or sort first: this is the whole list.'
              }
              onClick={() =>
                openDialog({ kind: 'saveView', path: pathOfList({ ...place, peek: null }, search) })
              }
            />
          </>
        }
      />
      <WithPeek
        onClosePeek={onEscape}
        peek={peek === null ? null : <DeploymentPeek id={peek} onClose={closePeek} />}
      >
        <DeploymentGrid
          place={place}
          chips={chips}
          workspace={state.data?.workspace?.uid ?? ''}
          nothingYet={!filtered && counts.total === 0}
          scrollRef={grid}
          selected={selected}
          onSelected={setSelected}
          columnState={columnState}
          onColumnState={setColumnState}
          onPlace={go}
          onOpen={open}
          onMenu={(row, at) => setMenu({ row, ...at })}
        />
        <SelectionActions ids={ids} filter={filter} sort={sort} onClear={() => setSelected(none)} />
      </WithPeek>
      {menu ? <RowMenu key={menu.row.id} at={menu} onClose={() => setMenu(null)} /> : null}
    </Page>
  );
}

/** How many status counts have room beside no chip, one, or more. */
const roomFor = [6, 4, 3] as const;

const none: ReadonlySet<RowKey> = new Set();
