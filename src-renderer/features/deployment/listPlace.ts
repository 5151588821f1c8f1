import type { DeploymentFilter, Sort } from '#shared/features/deployment/filter.ts';
import { deploymentSorts, sortSchema } from '#shared/features/deployment/filter.ts';
import { pathTo } from '../../app/routes.ts';
import { filterOfSearch, searchOfFilter } from './filterSearch.ts';

/** What the list's place says: its filter, its order, whether days are headed, and the record that is peeked at. */
export interface ListPlace {
  readonly filter: DeploymentFilter;
  readonly sort: Sort;
  readonly byDay: boolean;
  readonly peek: number | null;
}

const newestFirst: Sort = { by: 'time', direction: 'descending' };

function sortOf(search: URLSearchParams): Sort {
  const by = search.get('sort');
  if (by === null || !deploymentSorts.some((sort) => sort === by)) return newestFirst;
  const parsed = sortSchema.safeParse({ by, direction: search.get('direction') ?? 'descending' });
  return parsed.success ? parsed.data : newestFirst;
}

/** Reads the place; what it does not understand it leaves out, so that an old link still opens. */
export function listPlaceOf(search: URLSearchParams): ListPlace {
  const peek = search.get('peek');
  return {
    filter: filterOfSearch(search),
    sort: sortOf(search),
    byDay: search.get('group') !== 'none',
    peek: peek !== null && /^\d{1,16}$/.test(peek) ? Number(peek) : null,
  };
}

/** Writes the place, the other way round; what else stands in `rest` is kept. */
export function pathOfList(place: ListPlace, rest: URLSearchParams): string {
  const search = searchOfFilter(place.filter, rest);
  for (const name of ['sort', 'direction', 'group', 'peek']) search.delete(name);
  const { by, direction } = place.sort;
  if (by !== newestFirst.by || direction !== newestFirst.direction) {
    search.set('sort', by);
    if (direction !== newestFirst.direction) search.set('direction', direction);
  }
  if (!place.byDay) search.set('group', 'none');
  if (place.peek !== null) search.set('peek', String(place.peek));
  return pathTo.deployments(search);
}
