import type { importContract } from '#shared/features/import/contract.ts';
import type { Handlers } from '../../handlers.ts';

export const importEngine: Handlers<typeof importContract> = {
  list: ({ stores }) => stores.import.list(),
};
