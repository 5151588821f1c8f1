import type { searchContract } from '#shared/features/search/contract.ts';
import type { Handlers } from '../../handlers.ts';
import { select } from '../deployment/query.ts';
import { isSearch } from '../deployment/selection.ts';

const pattern = (text: string) => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

export const searchEngine: Handlers<typeof searchContract> = {
  find(ctx, { text, limit }) {
    const { stores } = ctx;
    const wanted = text.trim();
    const selection = select(stores, { text: wanted, is: {}, not: {} });
    return {
      projects: wanted === '' ? [] : stores.project.named(pattern(wanted), limit),
      environments: stores.environment
        .all()
        .filter(({ name }) => wanted !== '' && name.toLowerCase().includes(wanted.toLowerCase()))
        .slice(0, limit)
        .map(({ id, name, tier }) => ({ id, name, tier })),
      releases: wanted === '' ? [] : stores.release.starting(wanted, limit),
      deployments: isSearch(selection) ? stores.deployments.slice(selection, null, 'after', limit).rows : [],
    };
  },
};
