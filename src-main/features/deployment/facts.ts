import type { ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type { factsQueries, RunningVersions } from '#shared/features/deployment/facts.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { select } from './query.ts';

type Of = typeof factsQueries;

function page({ stores }: Ctx, input: ParsedInputOf<Of['page']>) {
  const project = input.projectUid === null ? null : stores.project.byUid(input.projectUid);
  const environment = input.environmentUid === null ? null : stores.environment.byUid(input.environmentUid);
  if (project === undefined || environment === undefined) return { rows: [], total: 0 };
  const selection = select(stores, {
    is: {
      ...(project ? { project: [project.id] } : {}),
      ...(environment ? { environment: [environment.id] } : {}),
      ...(input.statuses ? { status: input.statuses } : {}),
    },
    not: {},
  });
  const total = stores.deployments.total(selection);
  const all = stores.deployments.total(select(stores, { is: {}, not: {} }));
  return { rows: stores.facts.page(selection, input.skip, input.take, total, all), total };
}

/** Groups the cells by project; they come in the projects' and then the environments' order. */
function running({ stores }: Ctx): RunningVersions[] {
  const projects: RunningVersions[] = [];
  for (const row of stores.facts.running()) {
    let last = projects.at(-1);
    if (last?.projectUid !== row.projectUid) {
      last = { projectUid: row.projectUid, project: row.project, environments: [] };
      projects.push(last);
    }
    if (row.environment === null || row.version === null || row.deployedAt === null) continue;
    last.environments.push({ name: row.environment, version: row.version, deployedAt: row.deployedAt });
  }
  return projects;
}

/** What programs read that know records by public id: the same rows and totals as the desk's lists. */
export const factsEngine: Handlers<Of> = {
  page,
  recent: ({ stores }, { projectId, environmentId, ...window }) =>
    stores.facts.recent({ projectId, environmentId }, window),
  facts({ stores }, { uid }) {
    const found = stores.facts.byUid(uid);
    if (!found) throw notFound('deployment', uid);
    return found;
  },
  place: ({ stores }, { projectUid, environmentUid }) => ({
    projectId: (projectUid === null ? undefined : stores.project.byUid(projectUid)?.id) ?? null,
    environmentId:
      (environmentUid === null ? undefined : stores.environment.byUid(environmentUid)?.id) ?? null,
  }),
  latest: ({ stores }, { projectId }) => stores.facts.latest(projectId),
  running,
};
