import { notFound } from '#shared/errors.ts';
import type { viewContract } from '#shared/features/view/contract.ts';
import type { Handlers } from '../../handlers.ts';

export const viewEngine: Handlers<typeof viewContract> = {
  list: ({ stores }) => stores.view.list(),
  save(ctx, { name, path }) {
    ctx.stores.view.put(name, path);
    ctx.changed('view', name, null);
    return ctx.stores.view.list();
  },
  remove(ctx, { id }) {
    if (!ctx.stores.view.remove(id)) throw notFound('view', id);
    ctx.changed('view', id, null);
    return ctx.stores.view.list();
  },
};
