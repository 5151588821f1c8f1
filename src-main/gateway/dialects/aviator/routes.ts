import type { z } from 'zod';
import type { Client } from '#shared/contract/index.ts';
import { readCut } from '#shared/features/candidate/cut.ts';
import { readCandidateVersion } from '#shared/features/candidate/grammar.ts';
import { refuse } from '#shared/features/release/refusals.ts';
import { type Dialect, route } from '../dialect.ts';
import { statusOf, toDeployment, toError, toForce, toReport } from './codec.ts';
import {
  aviatorDeployment,
  aviatorError,
  deploymentReport,
  newDeployment,
  newRelease,
  nothing,
  pageQuery,
  placeParams,
  releaseParams,
  rollbackRequest,
} from './wire.ts';

const PROJECT = '/api/releases/:project_name';
const ENVIRONMENT = `${PROJECT}/environments/:env_name`;

type Names = z.output<typeof placeParams>;
type Body = z.output<typeof deploymentReport>;

/** The version that a body names. @throws as `readCandidateVersion`, also when it names none. */
function versionIn({ release_candidate_version: version }: Pick<Body, 'release_candidate_version'>): string {
  const text = version ?? '';
  readCandidateVersion(text);
  return text;
}

/** @throws not_found, refusal `environment`, and for the project the one that the operation has documented. */
async function placeNamed(client: Client, names: Names, missing: 'project' | 'environment') {
  const { project_name: project, env_name: environment } = names;
  const { projectId, environmentId } = await client.environment.named({ project, environment });
  if (projectId === null) throw refuse(missing, 'There is no such project in this workspace.');
  if (environmentId === null) throw refuse('environment', `${project} has no such environment.`);
  return { projectId, environmentId };
}

/** A version in an environment. @throws as `placeNamed`; not_found, refusal `release`. */
async function candidateNamed(client: Client, names: Names, version: string) {
  const place = await placeNamed(client, names, 'environment');
  const { releaseId } = await client.environment.named({ project: names.project_name, version });
  if (releaseId === null) throw refuse('release', `${names.project_name} has no such version.`);
  return { ...place, releaseId };
}

/** Release projects: five operations by names, which are told apart by upper and lower case. */
export const aviator: Dialect = {
  id: 'aviator',
  statuses: {},
  statusOf,
  error: aviatorError,
  errorBody: toError,
  routes: [
    route({
      method: 'POST',
      path: `${PROJECT}/releases/:release_candidate_version`,
      level: 'admin',
      summary: 'Create a release and its release candidate at a commit',
      status: 201,
      params: releaseParams,
      body: newRelease,
      answer: nothing,
      async handle(client, { params: { project_name, release_candidate_version: version }, body }) {
        const commit = body.commit ?? '';
        readCut({ version, commit });
        const { projectId } = await client.environment.named({ project: project_name });
        if (projectId === null) throw refuse('project', 'There is no such project in this workspace.');
        await client.candidate.cut({
          projectId,
          version,
          commit,
          claimed: { repository: body.repo ?? null },
          build: body.trigger_build_workflow === true,
        });
        return null;
      },
    }),
    route({
      method: 'POST',
      path: `${ENVIRONMENT}/deployments`,
      level: 'admin',
      summary: 'Create a deployment and trigger the environment’s workflow',
      status: 201,
      params: placeParams,
      body: newDeployment,
      answer: nothing,
      async handle(client, { params, body }) {
        const candidate = await candidateNamed(client, params, versionIn(body));
        await client.environment.deploy({ ...candidate, force: toForce(body.force), policy: 'aviator' });
        return null;
      },
    }),
    route({
      method: 'PATCH',
      path: `${ENVIRONMENT}/deployments`,
      level: 'report',
      summary: 'Report the status of a deployment, which is created when it is not there; triggers nothing',
      status: 200,
      params: placeParams,
      body: deploymentReport,
      answer: nothing,
      async handle(client, { params, body }) {
        const version = versionIn(body);
        const report = toReport(body);
        const candidate = await candidateNamed(client, params, version);
        await client.environment.report({ ...candidate, ...report });
        return null;
      },
    }),
    route({
      method: 'GET',
      path: `${ENVIRONMENT}/deployments`,
      level: 'read',
      summary: 'List the deployments of an environment, most recent first',
      status: 200,
      params: placeParams,
      query: pageQuery,
      answer: aviatorDeployment.array(),
      async handle(client, { params, query: { page, per_page } }) {
        const place = await placeNamed(client, params, 'project');
        const rows = await client.deployment.recent({
          ...place,
          skip: (page - 1) * per_page,
          take: per_page,
        });
        return rows.map(toDeployment);
      },
    }),
    route({
      method: 'POST',
      path: `${ENVIRONMENT}/rollback`,
      level: 'admin',
      summary: 'Roll an environment back to the version before, or to the last known good one',
      status: 201,
      params: placeParams,
      body: rollbackRequest,
      answer: aviatorDeployment,
      async handle(client, { params, body }) {
        const place = await placeNamed(client, params, 'project');
        const items = [{ ...place, force: toForce(body?.force) }];
        const [row] = await client.environment.rollback({ items, policy: 'aviator' });
        if (!row) throw new Error('a rollback of one environment makes one deployment');
        return toDeployment(await client.deployment.facts({ uid: row.uid }));
      },
    }),
  ],
};
