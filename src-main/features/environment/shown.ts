import type { Environment } from '#shared/features/environment/model.ts';
import type { Ctx } from '../../context.ts';

/** The environments in promotion order, without those that were in use and were taken off every project. */
export function environmentsInUse({ stores }: Pick<Ctx, 'stores'>): Environment[] {
  const linked = stores.environment.projectCounts();
  const used = new Set(stores.matrix.cellKeys().map(({ environmentId }) => environmentId));
  return stores.environment.all().filter(({ id }) => linked.has(id) || !used.has(id));
}
