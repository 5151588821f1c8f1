import { isOver } from '#shared/features/freeze/rules.ts';
import type { searchContract } from '#shared/features/search/contract.ts';
import { placesNamed } from '#shared/features/search/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { select } from '../deployment/query.ts';
import { COMMIT, isSearch } from '../deployment/selection.ts';

const pattern = (text: string) => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** The projects in environments that a text names. */
function findPlaces({ stores }: Ctx, text: string, limit: number) {
  if (!/\s/.test(text)) return [];
  const links = new Set(
    stores.project.links().map(({ projectId, environmentId }) => `${projectId} ${environmentId}`),
  );
  return placesNamed(
    text,
    stores.project.all(),
    stores.environment.all(),
    limit,
    (projectId, environmentId) => links.has(`${projectId} ${environmentId}`),
  ).map(({ project, environment }) => ({
    projectId: project.id,
    project: project.name,
    environmentId: environment.id,
    environment: environment.name,
    tier: environment.tier,
  }));
}

/** Versions whose name or commit begins with a text, those by their name first. */
function findVersions({ stores }: Ctx, text: string, limit: number) {
  const byName = stores.release.starting(text, limit).map((found) => ({ ...found, commitSha: null }));
  const byCommit = COMMIT.test(text) ? stores.release.ofCommit(text.toLowerCase(), limit) : [];
  const named = new Set(byName.map(({ id }) => id));
  return [...byName, ...byCommit.filter(({ id }) => !named.has(id))].slice(0, limit);
}

export const searchEngine: Handlers<typeof searchContract> = {
  find(ctx, { text, limit }) {
    const { stores } = ctx;
    const wanted = text.trim();
    const selection = select(stores, { text: wanted, is: {}, not: {} });
    const none = wanted === '';
    return {
      projects: none ? [] : stores.project.named(pattern(wanted), limit),
      environments: stores.environment
        .all()
        .filter(({ name }) => !none && name.toLowerCase().includes(wanted.toLowerCase()))
        .slice(0, limit)
        .map(({ id, name, tier }) => ({ id, name, tier })),
      places: findPlaces(ctx, wanted, limit),
      freezes: none
        ? []
        : stores.freeze
            .named(pattern(wanted), limit)
            .map((freeze) => ({ id: freeze.id, name: freeze.name, isOver: isOver(freeze, ctx.now()) })),
      releases: none ? [] : findVersions(ctx, wanted, limit),
      deployments: isSearch(selection) ? stores.deployments.slice(selection, null, 'after', limit).rows : [],
    };
  },
};
