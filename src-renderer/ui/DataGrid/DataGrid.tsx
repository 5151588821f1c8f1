// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern over CSS grid rows; a table element cannot be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, its current row is the active descendant
import {
  type ReactNode,
  useCallback,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { InsideRow } from '../InsideRow.ts';
import { HEAD_HEIGHT, layoutColumns, SLOT_HEIGHT, untouchedColumns } from './columns.ts';
import classes from './DataGrid.module.css';
import type { DataGridProps } from './DataGridProps.ts';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import type { RowKey } from './slots.ts';
import { useGridActions } from './useGridActions.ts';
import { useRowWindow, useVisibleReport } from './useRowWindow.ts';

const none: ReadonlySet<RowKey> = new Set();

/** The product's one table: any number of 32 px slots, of which only those in view exist. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { slotCount, slotAt, rowKey, current, selected = none, bottomInset = 0 } = props;
  const selectable = props.onSelect !== undefined;
  const id = useId();
  const ownScroller = useRef<HTMLDivElement>(null);
  const scroller = props.scrollRef ?? ownScroller;
  const view = useRowWindow(scroller, slotCount);
  useVisibleReport(view, slotCount, props.onVisible);
  const [ownState, setOwnState] = useState(untouchedColumns);
  const columnState = props.columnState ?? ownState;
  const layout = useMemo(
    () => layoutColumns(props.columns, columnState, view.width),
    [props.columns, columnState, view.width],
  );

  const isGroup = slotAt(view.top)?.kind === 'group';
  const stickyGroup = slotCount > 0 && !isGroup ? props.stickyGroup : undefined;
  const coveredAbove = props.stickyGroup === undefined ? 0 : HEAD_HEIGHT;
  const { scrollTo } = view;
  // Only a new current row moves the view: a bar that appears must not carry the reader away from where they look.
  const reveal = useEffectEvent((index: number) => scrollTo(index, coveredAbove, bottomInset));
  useEffect(() => {
    if (current !== null) reveal(current);
  }, [current]);

  const actions = useGridActions(props, { id, scroller, view });
  const { onColumnState } = props;
  const onResize = useCallback(
    (columnId: string, width: number) => {
      const next = { ...columnState, widths: { ...columnState.widths, [columnId]: width } };
      if (onColumnState) onColumnState(next);
      else setOwnState(next);
    },
    [columnState, onColumnState],
  );

  const rows: ReactNode[] = [];
  for (let index = view.first; index <= view.last; index += 1) {
    const slot = slotAt(index);
    const key = slot?.kind === 'row' ? rowKey(slot.row) : null;
    rows.push(
      <GridRow
        key={index}
        id={`${id}-${index}`}
        index={index}
        slot={slot}
        columns={layout.visible}
        current={index === current}
        selected={selectable ? key !== null && selected.has(key) : null}
        label={slot?.kind === 'row' ? (props.rowLabel?.(slot.row) ?? String(key)) : ''}
      />,
    );
  }
  const currentIsDrawn = current !== null && current >= view.first && current <= view.last;

  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        role="grid"
        className={classes.scroller}
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={slotCount + 1}
        aria-colcount={layout.visible.length + (selectable ? 1 : 0)}
        aria-multiselectable={selectable || undefined}
        aria-activedescendant={currentIsDrawn ? `${id}-${current}` : undefined}
        data-selecting={selected.size > 0 || undefined}
        style={{ '--grid-columns': layout.template, '--grid-width': `${layout.minWidth}px` } as object}
        {...actions}
      >
        <div role="rowgroup" className={classes.headGroup}>
          <GridHead
            selectable={selectable}
            columns={layout.visible}
            sort={props.sort}
            onSort={props.onSort}
            onResize={onResize}
          />
          {stickyGroup === undefined ? null : (
            <div className={classes.sticky} aria-hidden>
              {stickyGroup}
            </div>
          )}
        </div>
        <div
          role="rowgroup"
          className={classes.sizer}
          style={{ height: slotCount * SLOT_HEIGHT + bottomInset }}
        >
          <div role="presentation" className={classes.window} style={{ top: view.first * SLOT_HEIGHT }}>
            <InsideRow value={true}>{rows}</InsideRow>
          </div>
        </div>
      </div>
      {slotCount === 0 ? <div className={classes.empty}>{props.emptyState}</div> : null}
      {props.footer ? <div className={classes.footer}>{props.footer}</div> : null}
    </div>
  );
}
