// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern over CSS grid rows; a table element cannot be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, its current row is the active descendant
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
} from 'react';
import type { ActivityRow } from '#shared/features/activity/model.ts';
import type { Tier } from '#shared/features/environment/model.ts';
import { gridCommand } from '../../ui/DataGrid/keys.ts';
import { InsideRow } from '../../ui/InsideRow.ts';
import classes from './Activity.module.css';
import { ActivityEntry } from './ActivityEntry.tsx';
import { batchPlaces } from './batches.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { useEntryWindow } from './useEntryWindow.ts';

/** How near the end of what is loaded one may come before more is fetched, in rows. */
const AHEAD = 40;

/** The log as rows of which only those in view exist; one entry is open at a time, its detail under its row. */
export function ActivityList({
  rows,
  tiers,
  current,
  openSeq,
  onCurrent,
  onOpen,
  onNearEnd,
  end,
  empty,
}: {
  readonly rows: readonly ActivityRow[];
  readonly tiers: ReadonlyMap<string, Tier>;
  readonly current: number | null;
  readonly openSeq: number | null;
  readonly onCurrent: (index: number) => void;
  /** Opens an entry, or closes it with null. */
  readonly onOpen: (seq: number | null) => void;
  readonly onNearEnd: () => void;
  /** What stands below the last row. */
  readonly end: ReactNode;
  readonly empty: ReactNode;
}) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const openIndex = openSeq === null ? -1 : rows.findIndex((row) => row.seq === openSeq);
  const view = useEntryWindow(scroller, rows.length, openIndex);
  const places = useMemo(() => batchPlaces(rows), [rows]);
  const { reveal, first, last } = view;

  useEffect(() => {
    if (current !== null) reveal(current);
  }, [current, reveal]);
  useEffect(() => {
    if (last >= rows.length - AHEAD) onNearEnd();
  }, [last, rows.length, onNearEnd]);

  const toggle = (index: number) => {
    const row = rows[index];
    if (row) onOpen(row.seq === openSeq ? null : row.seq);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const command = gridCommand(event);
    if (!command) return;
    const to = (index: number) => onCurrent(Math.min(rows.length - 1, Math.max(0, index)));
    switch (command.kind) {
      case 'move':
        to(current === null ? first : current + command.by);
        break;
      case 'page':
        to((current ?? first) + command.by * view.page);
        break;
      case 'edge':
        to(command.end ? rows.length - 1 : 0);
        break;
      case 'open':
      case 'peek':
        if (current === null) return;
        toggle(current);
        break;
      case 'back':
        if (openSeq === null) return;
        onOpen(null);
        break;
      case 'select':
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    if (!(event.target instanceof Element) || event.target.closest('a, button')) return;
    const entry = event.target.closest<HTMLElement>('[data-index]');
    if (!entry) return;
    const index = Number(entry.dataset.index);
    onCurrent(index);
    toggle(index);
  };

  const drawn: ReactNode[] = [];
  for (let index = first; index <= last; index += 1) {
    const row = rows[index];
    if (!row) continue;
    drawn.push(
      <ActivityEntry
        key={row.seq}
        id={`${id}-${index}`}
        row={row}
        index={index}
        current={index === current}
        open={index === openIndex}
        tier={row.environment === null ? null : (tiers.get(row.environment) ?? null)}
        batch={places[index] ?? null}
      />,
    );
    if (index === openIndex) {
      drawn.push(
        <div key="detail" ref={view.measureDetail} role="row" className={classes.detailRow}>
          <div role="gridcell" aria-colspan={7}>
            <InsideRow value={false}>
              <EntryDetail row={row} />
            </InsideRow>
          </div>
        </div>,
      );
    }
  }
  const isDrawn = current !== null && current >= first && current <= last;
  return (
    <div
      ref={scroller}
      role="treegrid"
      tabIndex={0}
      className={classes.list}
      aria-label="Activity"
      aria-rowcount={rows.length + 1}
      aria-colcount={7}
      aria-activedescendant={isDrawn ? `${id}-${current}` : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="row" className={classes.headRow} aria-rowindex={1}>
        {['Entry', 'Time', 'Actor', 'Did', 'Object', 'Environment', 'Reason'].map((head) => (
          <span key={head} role="columnheader" data-head={head}>
            {head}
          </span>
        ))}
      </div>
      <div role="presentation" style={{ height: view.height, position: 'relative' }}>
        <div role="presentation" className={classes.window} style={{ top: view.top }}>
          <InsideRow value={true}>{drawn}</InsideRow>
        </div>
      </div>
      {rows.length === 0 ? (
        <div role="row">
          <div role="gridcell">{empty}</div>
        </div>
      ) : (
        <div role="row" className={classes.end}>
          <div role="gridcell">{end}</div>
        </div>
      )}
    </div>
  );
}
