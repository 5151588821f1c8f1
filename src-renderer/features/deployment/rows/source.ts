import type { InputOf, OutputOf } from '#shared/contract/define.ts';
import type { deploymentContract } from '#shared/features/deployment/contract.ts';
import type { DeploymentFilter, Sort } from '#shared/features/deployment/filter.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { DAY } from '#shared/time.ts';
import { PAGE } from './pageCache.ts';

type Of = typeof deploymentContract;
export type ListPage = OutputOf<Of['list']>;

/** Where rows come from: the part of the typed client that a list needs. */
export interface RowSource {
  list(input: InputOf<Of['list']>): Promise<ListPage>;
  days(input: InputOf<Of['days']>): Promise<OutputOf<Of['days']>>;
  locate(input: InputOf<Of['locate']>): Promise<OutputOf<Of['locate']>>;
}

export interface ListQuery {
  readonly filter: DeploymentFilter;
  readonly sort: Sort;
}

/** A page that is looked at in parts asks again by itself this often before it leaves the rest to a person. */
const ROUNDS = 4;

export interface Filled {
  readonly rows: readonly DeploymentRow[];
  readonly previousCursor: string | null;
  readonly nextCursor: string | null;
  /** The page is not full although the list goes on: enough was looked at for one go. */
  readonly partial: boolean;
}

/** Goes on from a cursor until a page is full, the list ends, or enough was looked at. */
export async function fillPage(
  source: RowSource,
  query: ListQuery,
  cursor: string | null,
  have: readonly DeploymentRow[] = [],
  rounds = ROUNDS,
): Promise<Filled> {
  const rows = [...have];
  let next = cursor;
  let previousCursor: string | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const page = await source.list({ ...query, cursor: next, limit: PAGE - rows.length });
    if (rows.length === 0) previousCursor = page.previousCursor;
    rows.push(...page.rows);
    next = page.nextCursor;
    if (next === null || rows.length >= PAGE) break;
  }
  return { rows, previousCursor, nextCursor: next, partial: next !== null && rows.length < PAGE };
}

const wholeDay = (at: number | undefined) => at === undefined || at % DAY === 0;

/** Whether the day rollups can know a list's length: the same condition as the store's, for the first guess. */
export function isSummable({ filter, sort }: ListQuery): boolean {
  const { text, is, not, from, to, importId } = filter;
  const others = [
    is.kind,
    is.source,
    is.actor,
    is.flag,
    not.project,
    not.kind,
    not.source,
    not.actor,
    not.flag,
  ];
  return (
    sort.by === 'time' &&
    sort.direction === 'descending' &&
    !text?.trim() &&
    importId === undefined &&
    wholeDay(from) &&
    wholeDay(to) &&
    others.every((values) => !values?.length)
  );
}
