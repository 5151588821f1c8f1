import type { DeploymentFilter, Sort } from '#shared/features/deployment/filter.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import type { Stores } from '../../store/index.ts';
import { pageOf } from './query.ts';

export interface ExportRequest {
  readonly filter: DeploymentFilter;
  readonly sort: Sort;
  readonly ids?: readonly number[] | undefined;
}

/** Every row that a list shows, in its order: the list's own pages, one after the other. */
export function* deploymentsInOrder(
  stores: Stores,
  request: ExportRequest,
  size: number,
): Generator<DeploymentRow[]> {
  if (request.ids) {
    for (let at = 0; at < request.ids.length; at += size) {
      yield stores.deployments.fetch(request.ids.slice(at, at + size));
    }
    return;
  }
  let cursor: string | null = null;
  do {
    const page: ReturnType<typeof pageOf> = pageOf(stores, {
      ...request,
      cursor,
      side: 'after',
      limit: size,
    });
    if (page.rows.length > 0) yield page.rows;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
