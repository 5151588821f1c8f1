import { TextInput } from '@mantine/core';
import { IconFilter, IconSearch, IconTerminal2 } from '@tabler/icons-react';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { useCall } from '../../api/client.ts';
import { isLeaving, navigate, usePlace } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { type GridKey, type ListCommand, useListCommands } from '../../app/useListCommands.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { DataGrid } from '../../ui/DataGrid/DataGrid.tsx';
import { useArrivalFocus } from '../../ui/DataGrid/useArrivalFocus.ts';
import { useGridRows } from '../../ui/DataGrid/useGridRows.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterChip } from '../../ui/FilterChip.tsx';
import { ListState } from '../../ui/ListState.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { FilterBar, Page, PageHeader } from '../../ui/Page.tsx';
import { lineColumns, runColumns } from './list/columns.tsx';
import { useRunPages } from './list/useRunPages.ts';
import { pathOfRuns, pathToLine, type RunsPlace, runsPlaceOf } from './places.ts';
import classes from './Workflow.module.css';
import { subjectOf } from './words.ts';

/** The search looks for at least so many letters. */
const SHORTEST = 2;
/** So many lines are found at most; the newest. */
const FOUND = 100;

const offered: readonly ListCommand<'search' | 'open'>[] = [
  { name: 'search', label: 'Search what runs wrote', icon: IconSearch, keys: '/' },
  { name: 'open', label: 'Show only runs that are not over', icon: IconFilter, keys: 'o' },
];
const gridKeys: readonly GridKey[] = [
  ['next', 'Next row', 'j'],
  ['previous', 'Previous row', 'k'],
  ['enter', 'Open the run', 'Enter'],
];

/** The runs of every project, those under way among them, and a search over all that runs wrote. */
export function RunsPage() {
  const shown = usePlace();
  const place = useMemo(() => runsPlaceOf(shown.search), [shown]);
  const input = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const go = (next: RunsPlace) => {
    if (!isLeaving(shown)) navigate(pathOfRuns(next), { replace: true });
  };
  useListCommands('runs', offered, gridKeys, {
    search: () => input.current?.focus(),
    open: () => go({ ...place, isOpen: !place.isOpen }),
  });
  useArrivalFocus(grid);
  const searches = place.text.trim().length >= SHORTEST;
  return (
    <Page>
      <PageHeader title="Runs" count={<OpenCount />} />
      <FilterBar
        aside={
          place.isOpen || searches ? null : (
            <ActionButton label="Only open" size="xs" onClick={() => go({ ...place, isOpen: true })} />
          )
        }
      >
        <TextInput
          ref={input}
          size="xs"
          className={classes.search ?? ''}
          aria-label="Words in what runs wrote"
          placeholder="Words in what runs wrote"
          leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
          value={place.text}
          onChange={(event) => go({ ...place, text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Enter') return;
            event.preventDefault();
            if (event.key === 'Escape') go({ ...place, text: '' });
            grid.current?.focus();
          }}
        />
        {place.isOpen && !searches ? (
          <FilterChip
            field="run"
            relation="is"
            value="not over"
            onRemove={() => go({ ...place, isOpen: false })}
          />
        ) : null}
      </FilterBar>
      {searches ? (
        <FoundLines text={place.text.trim()} gridRef={grid} onClear={() => go({ ...place, text: '' })} />
      ) : (
        <RunList isOpen={place.isOpen} gridRef={grid} onAll={() => go({ ...place, isOpen: false })} />
      )}
    </Page>
  );
}

function OpenCount() {
  const { data } = useCall('workflow.runs', { limit: 200 });
  if (data === undefined) return null;
  if (data.length === 0) return 'none under way';
  return `${formatCount(data.length)}${data.length === 200 ? '+' : ''} under way`;
}

interface ListProps {
  readonly gridRef: RefObject<HTMLDivElement | null>;
}

function RunList({
  isOpen,
  gridRef,
  onAll,
}: ListProps & { readonly isOpen: boolean; readonly onAll: () => void }) {
  const { rows, ready, error, loadMore, again } = useRunPages(isOpen);
  const [current, setCurrent] = useState<number | null>(null);
  const grown = useGridRows(rows, loadMore);
  return (
    <DataGrid
      label="Runs"
      scrollRef={gridRef}
      columns={runColumns}
      {...grown}
      rowKey={(run) => run.id}
      rowLabel={(run) => `${run.project}: ${subjectOf(run)}`}
      current={current}
      onCurrent={setCurrent}
      onOpen={(run) => navigate(pathTo.run(run.id))}
      onPeek={(run) => navigate(pathTo.run(run.id))}
      emptyState={
        <ListState error={error} ready={ready} again={again}>
          {isOpen ? (
            <EmptyState
              icon={IconTerminal2}
              title="No run is under way, and none waits for anybody."
              primary={{ label: 'Show all runs', onClick: onAll }}
            />
          ) : (
            <EmptyState
              icon={IconTerminal2}
              title="Every run of a workflow will stand here, with what it wrote."
              hint="Give an environment of a project a workflow, trust it on this machine, then deploy there."
              primary={{ label: 'Choose a project', onClick: () => navigate(pathTo.settings('projects')) }}
            />
          )}
        </ListState>
      }
    />
  );
}

const nothing = () => {};

function FoundLines({
  text,
  gridRef,
  onClear,
}: ListProps & { readonly text: string; readonly onClear: () => void }) {
  const { data, error, isFetching } = useCall('workflow.search', { text, limit: FOUND });
  const [current, setCurrent] = useState<number | null>(null);
  const lines = useMemo(() => (data ?? []).map((line, key) => ({ ...line, key })), [data]);
  const grown = useGridRows(lines, nothing);
  const open = (found: (typeof lines)[number]) => navigate(pathToLine(found, text));
  return (
    <DataGrid
      label="Lines that runs wrote"
      scrollRef={gridRef}
      columns={lineColumns}
      {...grown}
      rowKey={(found) => found.key}
      rowLabel={(found) => found.line}
      current={current}
      onCurrent={setCurrent}
      onOpen={open}
      onPeek={open}
      footer={lines.length >= FOUND ? `The newest ${FOUND} places. One more word finds fewer.` : undefined}
      emptyState={
        <ListState error={error} ready={!isFetching}>
          <EmptyState
            icon={IconSearch}
            title={`No run wrote “${text}”.`}
            hint="Words are found by their beginnings, all of them in one piece of output."
            primary={{ label: 'Clear the search', onClick: onClear }}
          />
        </ListState>
      }
    />
  );
}
