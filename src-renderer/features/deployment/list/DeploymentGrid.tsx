import { IconArrowUp, IconRocket } from '@tabler/icons-react';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { type DataGridColumnState, SLOT_HEIGHT } from '../../../ui/DataGrid/columns.ts';
import { DataGrid } from '../../../ui/DataGrid/DataGrid.tsx';
import type { DataGridSort } from '../../../ui/DataGrid/DataGridProps.ts';
import type { RowKey } from '../../../ui/DataGrid/slots.ts';
import { useArrivalFocus } from '../../../ui/DataGrid/useArrivalFocus.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx';
import type { ListPlace } from '../listPlace.ts';
import { usePagedRows } from '../rows/usePagedRows.ts';
import { nameOf } from '../words.ts';
import type { Chip } from './chips.ts';
import { deploymentColumns } from './columns.tsx';
import classes from './List.module.css';
import { NoMatches } from './NoMatches.tsx';

/** What floats over the lower edge while rows are selected. */
const BAR_ROOM = 64;

interface DeploymentGridProps {
  readonly place: ListPlace;
  readonly chips: readonly Chip[];
  readonly workspace: string;
  /** Nothing has been recorded in this workspace at all. */
  readonly nothingYet: boolean;
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly selected: ReadonlySet<RowKey>;
  readonly onSelected: (keys: ReadonlySet<RowKey>) => void;
  readonly columnState: DataGridColumnState;
  readonly onColumnState: (state: DataGridColumnState) => void;
  readonly onPlace: (place: ListPlace) => void;
  readonly onOpen: (row: DeploymentRow) => void;
  readonly onMenu: (row: DeploymentRow, at: { readonly x: number; readonly y: number }) => void;
}

/** The rows themselves: what is in view stays in view, whatever comes in above. */
export function DeploymentGrid(props: DeploymentGridProps) {
  const { place, scrollRef, selected, onPlace } = props;
  const query = { filter: place.filter, sort: place.sort };
  const { list, rows, snapshot, slotAt, dayLabelAt, error, again } = usePagedRows(
    query,
    place.byDay,
    props.workspace,
  );
  const [current, setCurrent] = useState(list.current);

  useLayoutEffect(() => {
    const scroller = scrollRef.current;
    if (scroller) scroller.scrollTop = list.scrollTop;
    setCurrent(list.current);
    return () => {
      list.scrollTop = scroller?.scrollTop ?? 0;
    };
  }, [list, scrollRef]);
  useEffect(() => {
    list.current = current;
  }, [list, current]);
  useLayoutEffect(() => {
    const scroller = scrollRef.current;
    if (snapshot.shift === 0 || !scroller) return;
    scroller.scrollTop += snapshot.shift * SLOT_HEIGHT;
    setCurrent((at) => (at === null ? null : at + snapshot.shift));
  }, [snapshot, scrollRef]);
  useArrivalFocus(scrollRef);

  const headed = place.byDay && place.sort.by === 'time';
  const [day, setDay] = useState<string | null>(null);
  const onVisible = useCallback(
    (first: number, last: number) => {
      rows.see(first, last);
      setDay(dayLabelAt(first));
    },
    [rows, dayLabelAt],
  );
  const rowKey = useCallback((row: DeploymentRow) => row.id, []);
  const onCurrent = (index: number) => {
    setCurrent(index);
    const slot = slotAt(index);
    if (place.peek !== null && slot?.kind === 'row' && slot.row.id !== place.peek) {
      onPlace({ ...place, peek: slot.row.id });
    }
  };
  const onPeek = (row: DeploymentRow, how: 'key' | 'pointer') => {
    const close = how === 'key' && place.peek === row.id;
    onPlace({ ...place, peek: close ? null : row.id });
  };
  const onSort = ({ id, direction }: DataGridSort) =>
    onPlace({ ...place, sort: { by: id as ListPlace['sort']['by'], direction } });
  const toTop = () => {
    rows.toTop();
    if (scrollRef.current) scrollRef.current.scrollTop = 0;
    scrollRef.current?.focus({ preventScroll: true });
  };

  const empty = error ? (
    <ErrorState
      title={error.message}
      kept={error.details.hint ?? 'Nothing was changed.'}
      actions={[{ label: 'Try again', onClick: () => void again() }]}
    />
  ) : !snapshot.ready ? (
    <RowSkeleton />
  ) : props.nothingYet ? (
    <EmptyState
      icon={IconRocket}
      title="Every deployment of this workspace will stand here."
      hint="Record one by hand, import a history, or let pipelines report into the gateway."
      primary={{ label: 'Record a deployment', onClick: () => openDialog({ kind: 'record' }) }}
      others={[{ label: 'Import a file', onClick: () => openDialog({ kind: 'import' }) }]}
    />
  ) : (
    <NoMatches
      filter={place.filter}
      chips={props.chips}
      searchedPart={snapshot.searchedPart}
      onFilter={(filter) => onPlace({ ...place, filter })}
    />
  );
  const footer =
    error && snapshot.slotCount > 0 ? (
      <ErrorText error={error} />
    ) : snapshot.searchedPart ? (
      <span className={classes.footer}>
        The newest part was searched; older rows may match as well.
        <ActionButton label="Search further" size="xs" onClick={rows.searchFurther} />
      </span>
    ) : null;

  return (
    <div className={classes.pane}>
      {snapshot.fresh > 0 ? (
        <div className={classes.fresh}>
          <ActionButton
            label={`${formatCount(snapshot.fresh)} new`}
            icon={IconArrowUp}
            size="xs"
            onClick={toTop}
          />
        </div>
      ) : null}
      <DataGrid
        label="Deployments"
        scrollRef={scrollRef}
        columns={deploymentColumns}
        slotCount={snapshot.slotCount}
        slotAt={slotAt}
        rowKey={rowKey}
        rowLabel={nameOf}
        onVisible={onVisible}
        current={current}
        onCurrent={onCurrent}
        selected={selected}
        onSelect={props.onSelected}
        onOpen={props.onOpen}
        onPeek={onPeek}
        onContextMenu={props.onMenu}
        sort={{ id: place.sort.by, direction: place.sort.direction }}
        onSort={onSort}
        columnState={props.columnState}
        onColumnState={props.onColumnState}
        bottomInset={selected.size > 0 ? BAR_ROOM : 0}
        {...(headed && day !== null ? { stickyGroup: day } : {})}
        footer={footer}
        emptyState={empty}
      />
    </div>
  );
}
