import { IconBuildingStore, IconPlus } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { openDialog } from '../../app/dialogs.ts';
import { goBack, isLeaving, navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { useListCommands } from '../../app/useListCommands.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { DataGrid } from '../../ui/DataGrid/DataGrid.tsx';
import { useArrivalFocus } from '../../ui/DataGrid/useArrivalFocus.ts';
import { useGridRows } from '../../ui/DataGrid/useGridRows.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListState } from '../../ui/ListState.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Page, PageHeader } from '../../ui/Page.tsx';
import { WithPeek } from '../../ui/PeekDrawer.tsx';
import { ask } from './act/open.ts';
import { distributionColumns } from './list/columns.tsx';
import { gridKeys, listCommands } from './list/commands.ts';
import { DistributionFilters } from './list/DistributionFilters.tsx';
import { DistributionPeek } from './list/DistributionPeek.tsx';
import { useDistributionPages } from './list/useDistributionPages.ts';
import { everything, isFiltered, type ListPlace, listPlaceOf, pathOfList } from './places.ts';
import { type ListedDistribution, nameOf } from './words.ts';

const add = {
  label: 'New distribution',
  icon: IconPlus,
  onClick: () => ask({ act: 'new', deploymentId: null }),
};

/** Every delivery to a store, the newest first. */
export function DistributionsPage() {
  const shown = usePlace();
  const place = useMemo(() => listPlaceOf(shown.search), [shown]);
  const { rows, ready, error, more, loadMore, again } = useDistributionPages(place);
  const [current, setCurrent] = useState<number | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const addFilter = useRef<HTMLButtonElement>(null);
  const go = useCallback(
    (next: ListPlace) => {
      if (!isLeaving(shown)) navigate(pathOfList(next), { replace: true });
    },
    [shown],
  );
  const closePeek = useCallback(() => go({ ...place, peek: null }), [go, place]);
  const onEscape = () => (isLeaving(shown) ? goBack(pathTo.distributions()) : closePeek());
  useListCommands('distributions', listCommands, gridKeys, {
    filter: () => addFilter.current?.click(),
    failed: () => go({ ...place, statuses: ['failed'] }),
    new: add.onClick,
  });
  useArrivalFocus(grid);
  const filtered = isFiltered(place);
  const peeked = rows.findIndex(({ id }) => id === place.peek);
  const grown = useGridRows(rows, loadMore);
  const onCurrent = (index: number) => {
    setCurrent(index);
    const row = rows[index];
    if (place.peek !== null && row && row.id !== place.peek) go({ ...place, peek: row.id });
  };
  const onPeek = (row: ListedDistribution, how: 'key' | 'pointer') =>
    go({ ...place, peek: how === 'key' && place.peek === row.id ? null : row.id });
  return (
    <Page>
      <PageHeader
        title="Distributions"
        count={ready ? `${formatCount(rows.length)}${more ? '+' : ''}` : undefined}
        actions={
          <>
            <ActionButton
              label="New build"
              onClick={() => openDialog({ kind: 'build', action: { act: 'new' } })}
            />
            <ActionButton {...add} tone={ready && rows.length === 0 ? 'default' : 'primary'} />
          </>
        }
      />
      <DistributionFilters place={place} addRef={addFilter} onPlace={go} />
      <WithPeek
        onClosePeek={onEscape}
        peek={place.peek === null ? null : <DistributionPeek id={place.peek} onClose={closePeek} />}
      >
        <DataGrid
          label="Distributions"
          scrollRef={grid}
          columns={distributionColumns}
          {...grown}
          rowKey={(row) => row.id}
          rowLabel={nameOf}
          current={current ?? (peeked < 0 ? null : peeked)}
          onCurrent={onCurrent}
          onOpen={(row) => navigate(pathTo.distribution(row.id))}
          onPeek={onPeek}
          emptyState={
            <ListState error={error} ready={ready} again={again}>
              {filtered ? (
                <EmptyState
                  icon={IconBuildingStore}
                  title="No distribution fits these conditions."
                  hint="Take a chip away, or look at all of them."
                  primary={{ label: 'Clear filters', onClick: () => go(everything) }}
                />
              ) : (
                <EmptyState
                  icon={IconBuildingStore}
                  title="Every delivery of a build to a store’s track will stand here."
                  hint="Record a build first, or choose one that succeeded and say which track it goes to."
                  primary={add}
                  others={[
                    {
                      label: 'New build',
                      onClick: () => openDialog({ kind: 'build', action: { act: 'new' } }),
                    },
                  ]}
                />
              )}
            </ListState>
          }
        />
      </WithPeek>
    </Page>
  );
}
