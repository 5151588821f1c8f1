import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type { mobileContract } from '#shared/features/mobile/contract.ts';
import { requireRelease } from '#shared/features/mobile/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { listDistributions, readDistribution } from './distributions.ts';
import { readMobileMetrics } from './metrics.ts';
import { idOf, requireMobile, requireProject } from './names.ts';
import { mobileFacts, projectFacts } from './read.ts';

type Of = typeof mobileContract;

/** An id that no record has. */
const NOBODY = -1;

function search(ctx: Ctx, input: ParsedInputOf<Of['search']>): OutputOf<Of['search']> {
  const { system, filter, order, skip, take } = input;
  const project = requireProject(ctx, input);
  const { parent, person, ...same } = filter;
  const selection = {
    ...same,
    projectId: project.id,
    parentId: parent && (idOf(ctx, system, 'deployment', parent) ?? NOBODY),
    personId: person && (idOf(ctx, system, 'person', person) ?? NOBODY),
  };
  const { ids, total } = ctx.stores.mobile.search(selection, order, skip, take);
  return {
    project: projectFacts(ctx, system, project),
    rows: ids.map((id) => mobileFacts(ctx, system, id)),
    total,
  };
}

function place(ctx: Ctx, input: ParsedInputOf<Of['place']>): OutputOf<Of['place']> {
  const { id, kind } = requireMobile(ctx, input, input.deployment);
  return { deploymentId: id, kind };
}

function release(ctx: Ctx, input: ParsedInputOf<Of['release']>): OutputOf<Of['release']> {
  const state = requireMobile(ctx, input, input.deployment);
  requireRelease(state);
  const found = ctx.stores.codepush.byDeployment(state.id);
  if (!found) throw notFound('deployment', input.deployment.externalId);
  return { deploymentId: state.id, channelId: found.channelId };
}

/** What programs read of builds and releases: the same records as the desk's, in one shape for both kinds. */
export const mobileEngine: Handlers<Of> = {
  page(ctx, { skip, take, ...input }) {
    const project = requireProject(ctx, input);
    const total = ctx.stores.mobile.total(project.id);
    const ids = skip >= total ? [] : ctx.stores.mobile.newest(project.id, skip, take);
    return {
      project: projectFacts(ctx, input.system, project),
      rows: ids.map((id) => mobileFacts(ctx, input.system, id)),
      total,
    };
  },
  search,
  get(ctx, input) {
    const { id } = requireMobile(ctx, input, input.deployment);
    const project = requireProject(ctx, input);
    return {
      project: projectFacts(ctx, input.system, project),
      row: mobileFacts(ctx, input.system, id),
    };
  },
  place,
  release,
  metrics: readMobileMetrics,
  distributions: listDistributions,
  distribution: readDistribution,
};
