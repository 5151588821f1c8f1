import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { DAY, dayKey, formatDay, type Zone } from '#shared/time.ts';
import { client, useCall } from '../../../api/client.ts';
import type { DataGridSlot } from '../../../ui/DataGrid/slots.ts';
import { formatCount } from '../../../ui/numbers.ts';
import { useNow, useZone } from '../../../ui/time.tsx';
import { createPagedRows, type PagedRows } from './pagedRows.ts';
import type { ListQuery, RowSource } from './source.ts';

const source: RowSource = {
  list: (input) => client.deployment.list(input),
  days: (input) => client.deployment.days(input),
  locate: (input) => client.deployment.locate(input),
};

/** A list with where a person was in it. */
interface ShownList {
  readonly key: string;
  readonly rows: PagedRows;
  scrollTop: number;
  current: number | null;
}

/** The list that was shown last, so that the way back from a record finds it where it was. */
let last: ShownList | null = null;

function listFor(key: string, query: ListQuery, headings: boolean): ShownList {
  if (last?.key !== key) {
    last = { key, rows: createPagedRows(source, query, headings), scrollTop: 0, current: null };
  }
  return last;
}

/** Whether the rollups' UTC days are the days of the zone that is shown. */
function daysAreUtc(zone: Zone): boolean {
  return zone === 'utc' || new Date().getTimezoneOffset() === 0;
}

/**
 * The rows of a filter and a sort as slots for the grid. They refresh by change events; what is in view stays where
 * it is, and what came above is only counted.
 */
export function usePagedRows(query: ListQuery, byDay: boolean, workspace: string) {
  const zone = useZone();
  const headings = byDay && daysAreUtc(zone);
  const key = JSON.stringify([workspace, query, headings]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the query says
  const list = useMemo(() => listFor(key, query, headings), [key]);
  const { rows } = list;
  const head = useCall(
    'deployment.list',
    { filter: query.filter, sort: query.sort },
    { keepPrevious: false },
  );
  useEffect(() => {
    if (head.data) rows.take(head.data);
  }, [rows, head.data]);
  const snapshot = useSyncExternalStore(rows.subscribe, rows.snapshot);

  const today = dayKey(useNow(60_000), zone);
  const groups = useMemo(() => {
    const now = Date.parse(`${today}T12:00:00Z`);
    const known = new Map<string, DataGridSlot<DeploymentRow>>();
    return (day: number, count: number): DataGridSlot<DeploymentRow> => {
      const name = `${day} ${count}`;
      const slot = known.get(name) ?? {
        kind: 'group' as const,
        label: formatDay(day * DAY, now, 'utc'),
        note: formatCount(count),
      };
      if (known.size > 500) known.clear();
      known.set(name, slot);
      return slot;
    };
  }, [today]);
  const { version } = snapshot;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is a new answer of the same function
  const slotAt = useCallback(
    (index: number): DataGridSlot<DeploymentRow> | undefined => {
      const slot = rows.slotAt(index);
      return slot?.kind === 'day' ? groups(slot.day.day, slot.day.count) : slot;
    },
    [rows, version, groups],
  );
  /** The heading over the topmost row: the day of the rollups, or the row's own day where zones differ. */
  const dayLabelAt = useCallback(
    (index: number): string | null => {
      const day = headings ? rows.dayAt(index) : null;
      const noon = Date.parse(`${today}T12:00:00Z`);
      if (day !== null) return formatDay(day * DAY, noon, 'utc');
      const slot = rows.slotAt(index);
      return byDay && slot?.kind === 'row' ? formatDay(slot.row.triggeredAt, Date.now(), zone) : null;
    },
    [rows, headings, byDay, today, zone],
  );
  return {
    list,
    rows,
    snapshot,
    slotAt,
    dayLabelAt,
    error: snapshot.error ?? head.error,
    again: head.refetch,
  };
}
