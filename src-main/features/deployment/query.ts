import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { deploymentContract } from '#shared/features/deployment/contract.ts';
import type { DeploymentFilter, Sort } from '#shared/features/deployment/filter.ts';
import { deploymentStatuses } from '#shared/features/deployment/machine.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { DAY } from '#shared/time.ts';
import type { Ctx } from '../../context.ts';
import type { Stores } from '../../store/index.ts';
import type { Position, Side } from './list.ts';
import type { Selection } from './selection.ts';
import { isSearch, isSummed, selectionOf } from './selection.ts';

type Of = typeof deploymentContract;
type FilterInput = { readonly filter: DeploymentFilter };

export function select(stores: Stores, filter: DeploymentFilter): Selection {
  return selectionOf(filter, {
    environments: stores.environment.all(),
    person: stores.person.find,
    hasCommit: stores.deployment.hasCommit,
    terms: stores.search.terms,
  });
}

/** One value of the sorted dimension: within it the rows stand by time. */
interface Group {
  readonly key: string;
  readonly selection: Selection;
}

const WHOLE = '';

/** The groups of a sort in its order; sorting by time has one. A search is always by time of record. */
function groupsOf(stores: Stores, selection: Selection, sort: Sort): Group[] {
  if (sort.by === 'time' || isSearch(selection)) return [{ key: WHOLE, selection }];
  const among = <T extends string | number>(wanted: readonly T[] | null, all: readonly T[]): readonly T[] =>
    wanted === null ? all : all.filter((value) => wanted.includes(value));
  const groups: Group[] = (() => {
    switch (sort.by) {
      case 'status':
        return among(selection.statuses, deploymentStatuses).map((status) => ({
          key: status,
          selection: { ...selection, statuses: [status] },
        }));
      case 'project':
        return among(
          selection.projects,
          stores.project.all().map(({ id }) => id),
        ).map((id) => ({ key: String(id), selection: { ...selection, projects: [id] } }));
      case 'environment':
        return among(
          selection.environments,
          stores.environment.all().map(({ id }) => id),
        ).map((id) => ({ key: String(id), selection: { ...selection, environments: [id] } }));
      case 'actor':
        return among(
          selection.people,
          stores.person.names().map((name) => stores.person.find(name) ?? -1),
        ).map((id) => ({ key: String(id), selection: { ...selection, people: [id] } }));
    }
  })();
  return sort.direction === 'ascending' ? groups : groups.reverse();
}

interface Cursor {
  readonly group: string;
  readonly position: Position;
}

const formatCursor = ({ group, position }: Cursor) => `${group}~${position.time}~${position.id}`;

function parseCursor(text: string): Cursor {
  const [group, time, id, ...rest] = text.split('~');
  const position = { time: Number(time), id: Number(id) };
  if (
    group === undefined ||
    rest.length > 0 ||
    !Number.isSafeInteger(position.time) ||
    !Number.isSafeInteger(position.id)
  ) {
    throw new AppError('invalid_input', 'This is not a place in the list.', {
      hint: 'Use a cursor as a page gave it, or none to begin at the top.',
    });
  }
  return { group, position };
}

interface Walk {
  readonly rows: { row: DeploymentRow; cursor: Cursor }[];
  readonly lookedTo: Cursor | null;
}

/** A time-ascending list is the descending one walked from its other end. */
const flips = (sort: Sort, selection: Selection) =>
  sort.direction === 'ascending' && (sort.by === 'time' || isSearch(selection));

/** Collects rows of group after group, on one side of a cursor, until there are enough. */
function walk(
  stores: Stores,
  groups: readonly Group[],
  cursor: Cursor | null,
  side: Side,
  limit: number,
): Walk {
  const rows: Walk['rows'] = [];
  const ordered = side === 'after' ? groups : [...groups].reverse();
  const start = cursor === null ? 0 : ordered.findIndex(({ key }) => key === cursor.group);
  if (start < 0)
    throw new AppError('invalid_input', 'This place in the list is gone.', { hint: 'Begin at the top.' });
  for (const [index, { key, selection }] of ordered.entries()) {
    if (index < start) continue;
    const position = cursor && index === start ? cursor.position : null;
    const slice = stores.deployments.slice(selection, position, side, limit - rows.length);
    for (const row of slice.rows) {
      rows.push({ row, cursor: { group: key, position: stores.deployments.positionOf(selection, row) } });
    }
    if (slice.lookedTo) return { rows, lookedTo: { group: key, position: slice.lookedTo } };
    if (rows.length >= limit) break;
  }
  return { rows, lookedTo: null };
}

/**
 * A page of deployments (spec/performance 2.4 and 2.5): keyset only, by an index, no more than a bounded number of
 * rows looked at. `searchedPart` tells that the page ended early and `nextCursor` goes on from there.
 */
export function pageOf(stores: Stores, input: ParsedInputOf<Of['list']>): OutputOf<Of['list']> {
  const selection = select(stores, input.filter);
  const groups = groupsOf(stores, selection, input.sort);
  const cursor = input.cursor === null ? null : parseCursor(input.cursor);
  const flipped = flips(input.sort, selection);
  const side: Side = (input.side === 'after') === flipped ? 'before' : 'after';
  const { rows, lookedTo } = walk(stores, groups, cursor, side, input.limit + 1);
  const page = rows.slice(0, input.limit);
  const goesOn = rows.length > input.limit || lookedTo !== null;
  const end = lookedTo !== null && rows.length <= input.limit ? lookedTo : page.at(-1)?.cursor;
  const further = goesOn && end ? formatCursor(end) : null;
  const first = page[0]?.cursor;
  const back = cursor !== null && first ? formatCursor(first) : null;
  const forwards = input.side === 'after';
  return {
    rows: (forwards ? page : page.reverse()).map(({ row }) => row),
    nextCursor: forwards ? further : back,
    previousCursor: forwards ? back : further,
    searchedPart: lookedTo !== null && rows.length <= input.limit,
  };
}

export function listDeployments({ stores }: Ctx, input: ParsedInputOf<Of['list']>): OutputOf<Of['list']> {
  return pageOf(stores, input);
}

/** The count beside a list: exact from the totals when they know the answer, else capped. */
export function countDeployments(ctx: Ctx, { filter }: FilterInput): OutputOf<Of['count']> {
  const selection = select(ctx.stores, filter);
  const { deployments } = ctx.stores;
  if (isSummed(selection)) return { count: deployments.total(selection), exact: true };
  return deployments.cappedCount(selection);
}

export function countExactly(ctx: Ctx, { filter }: FilterInput): OutputOf<Of['countExactly']> {
  const selection = select(ctx.stores, filter);
  const { deployments } = ctx.stores;
  const counts = isSummed(selection)
    ? deployments.totalByStatus(selection)
    : deployments.countByStatus(selection);
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    statuses: Object.fromEntries(counts.map(({ status, count }) => [status, count])),
  };
}

const wholeDays = ({ from, to }: Selection) => (from ?? 0) % DAY === 0 && (to ?? 0) % DAY === 0;

export function daysOf(ctx: Ctx, { filter }: FilterInput): OutputOf<Of['days']> {
  const selection = select(ctx.stores, filter);
  const summed = isSummed({ ...selection, from: null, to: null }) && wholeDays(selection);
  return summed ? ctx.stores.deployments.days(selection) : null;
}

/**
 * The cursor just before the n-th row of a day, so that a list can be entered anywhere: the day's place follows from
 * the rollups, and only rows of that one day are passed over.
 */
export function locateInDay(ctx: Ctx, input: ParsedInputOf<Of['locate']>): OutputOf<Of['locate']> {
  const selection = select(ctx.stores, input.filter);
  let position: Position = { time: (input.day + 1) * DAY, id: 0 };
  let left = input.offset;
  while (left > 0) {
    const { rows } = ctx.stores.deployments.slice(selection, position, 'after', Math.min(left, 1000));
    const last = rows.at(-1);
    if (!last) return { cursor: null };
    left -= rows.length;
    position = ctx.stores.deployments.positionOf(selection, last);
  }
  return { cursor: formatCursor({ group: WHOLE, position }) };
}
