import { type KeyboardEvent, type MouseEvent, type RefObject, useRef } from 'react';
import { HEAD_HEIGHT } from './columns.ts';
import type { DataGridProps } from './DataGridProps.ts';
import { type GridCommand, gridCommand } from './keys.ts';
import { nearestRow, type RowKey, selectRange, toggleKey } from './slots.ts';
import type { RowWindow } from './useRowWindow.ts';

const none: ReadonlySet<RowKey> = new Set();

/** What keys and pointer do to the grid: one set of listeners on the scroller for all rows. */
export function useGridActions<Row>(
  props: DataGridProps<Row>,
  { id, scroller, view }: { id: string; scroller: RefObject<HTMLDivElement | null>; view: RowWindow },
) {
  const { slotCount, slotAt, rowKey, current, selected = none, onCurrent, onSelect, onOpen, onPeek } = props;
  /** Where a range began and what was selected then, so that a range can shrink again. */
  const anchor = useRef<{ index: number; base: ReadonlySet<RowKey> } | null>(null);
  const rowAt = (index: number | null) => {
    const slot = index === null ? undefined : slotAt(index);
    return slot?.kind === 'row' ? slot.row : null;
  };
  const moveTo = (index: number) => {
    anchor.current = null;
    // What is already the current row may have been scrolled away; asking for it again brings it back.
    if (index === current) {
      view.scrollTo(index, props.stickyGroup === undefined ? 0 : HEAD_HEIGHT, props.bottomInset ?? 0);
    }
    onCurrent(index);
  };
  const extendTo = (index: number) => {
    if (!onSelect) {
      moveTo(index);
      return;
    }
    anchor.current ??= { index: current ?? index, base: selected };
    const { index: from, base } = anchor.current;
    onCurrent(index);
    onSelect(selectRange(slotAt, rowKey, base, from, index), { range: { from, to: index } });
  };
  const toggle = (index: number) => {
    const row = rowAt(index);
    if (row === null || !onSelect) return;
    const keys = toggleKey(selected, rowKey(row));
    anchor.current = { index, base: keys };
    onSelect(keys, {});
  };

  /** Carries a command out; false when there was nothing to do, so that the key goes on to whoever stands above. */
  const run = (command: GridCommand): boolean => {
    const row = rowAt(current);
    switch (command.kind) {
      case 'move':
      case 'page':
      case 'edge': {
        if (slotCount === 0) return false;
        const page = Math.max(1, view.rows - 3);
        const from = current ?? (command.kind === 'move' ? view.top - 1 : view.top);
        const wanted =
          command.kind === 'edge'
            ? command.end
              ? slotCount - 1
              : 0
            : from + command.by * (command.kind === 'page' ? page : 1);
        const down = command.kind === 'edge' ? !command.end : command.by > 0;
        const index = nearestRow(slotAt, slotCount, wanted, down ? 1 : -1);
        if (index === null) return false;
        if (command.extend) extendTo(index);
        else moveTo(index);
        return true;
      }
      case 'select':
        if (current === null || !onSelect) return false;
        toggle(current);
        return true;
      case 'open':
        if (row === null) return false;
        onOpen(row);
        return true;
      case 'peek':
        if (row === null) return false;
        onPeek(row, 'key');
        return true;
      case 'back':
        if (selected.size === 0 || !onSelect) return false;
        anchor.current = null;
        onSelect(new Set(), {});
        return true;
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const command = gridCommand(event);
    if (!command || !run(command)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  // One listener for all rows: a row has no closures of its own, so that it can be kept as drawn.
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const index = indexOf(event.target);
    if (index === null) return;
    if (isCheckbox(event.target)) {
      if (event.shiftKey) extendTo(index);
      else toggle(index);
      return;
    }
    if (isControl(event.target)) return;
    const row = rowAt(index);
    if (row === null) return;
    if (event.shiftKey) extendTo(index);
    else if (event.ctrlKey || event.metaKey) {
      toggle(index);
      onCurrent(index);
    } else {
      moveTo(index);
      onPeek(row, 'pointer');
    }
  };
  const onDoubleClick = (event: MouseEvent<HTMLDivElement>) => {
    const row = rowAt(indexOf(event.target));
    if (row !== null && !isCheckbox(event.target) && !isControl(event.target)) onOpen(row);
  };
  const onMouseDown = (event: MouseEvent<HTMLDivElement>) => {
    // The keys stay with the grid: a checkbox is pressed, never focused, and Shift does not mark text.
    if (!isCheckbox(event.target) && !event.shiftKey) return;
    event.preventDefault();
    scroller.current?.focus({ preventScroll: true });
  };
  const onContextMenu = (event: MouseEvent<HTMLDivElement>) => {
    const pointed = indexOf(event.target);
    const index = pointed ?? current;
    const row = rowAt(index);
    if (row === null || index === null || !props.onContextMenu) return;
    event.preventDefault();
    if (pointed !== null) {
      onCurrent(index);
      props.onContextMenu(row, { x: event.clientX, y: event.clientY });
      return;
    }
    const box = document.getElementById(`${id}-${index}`)?.getBoundingClientRect();
    props.onContextMenu(row, { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 });
  };

  return { onKeyDown, onClick, onDoubleClick, onMouseDown, onContextMenu };
}

function indexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row ? Number(row.dataset.index) : null;
}

function isCheckbox(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-check]') !== null;
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, select, [role="button"]') !== null;
}
