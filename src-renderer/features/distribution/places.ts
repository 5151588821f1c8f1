import { type DistributionStatus, distributionStatuses } from '#shared/features/distribution/machine.ts';
import { type Store, stores } from '#shared/features/distribution/stores.ts';
import { pathTo } from '../../app/routes.ts';

/** What the place of the list says: `/distributions?project=3&store=google&status=failed&peek=42`. */
export interface ListPlace {
  readonly projectId: number | null;
  readonly store: Store | null;
  readonly statuses: readonly DistributionStatus[];
  /** The row beside the list. */
  readonly peek: number | null;
}

const number = (text: string | null) => (text !== null && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null);

/** Reads the place; what it does not understand it leaves out. */
export function listPlaceOf(search: URLSearchParams): ListPlace {
  const wanted = search.getAll('status');
  return {
    projectId: number(search.get('project')),
    store: stores.find((store) => store === search.get('store')) ?? null,
    statuses: distributionStatuses.filter((status) => wanted.includes(status)),
    peek: number(search.get('peek')),
  };
}

/** Writes it, in one order, so that the same view has one address. */
export function pathOfList({ projectId, store, statuses, peek }: ListPlace): string {
  const search = new URLSearchParams();
  if (projectId !== null) search.set('project', String(projectId));
  if (store !== null) search.set('store', store);
  for (const status of statuses) search.append('status', status);
  if (peek !== null) search.set('peek', String(peek));
  return pathTo.distributions(search);
}

export function isFiltered({ projectId, store, statuses }: ListPlace): boolean {
  return projectId !== null || store !== null || statuses.length > 0;
}

/** The list without a condition, to show everything again. */
export const everything: ListPlace = { projectId: null, store: null, statuses: [], peek: null };
