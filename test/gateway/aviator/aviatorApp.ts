import { type Call, type GatewayApp, gatewayApp, type Reply } from '../gatewayApp.ts';

export const REPO = 'acme/payments';
export const PROJECT = 'Payments Service';
export const HASH = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';
/** The same commit for the same version, and another one for another. */
export const commitOf = (version: string) =>
  Buffer.from(version).toString('hex').padStart(40, '0').slice(-40);

export const words = [
  'pending',
  'in_progress',
  'canceling',
  'success',
  'failure',
  'error',
  'canceled',
  'unknown',
] as const;
export type Word = (typeof words)[number];

export const releasePath = (version: string, project = PROJECT) =>
  `/api/releases/${encodeURIComponent(project)}/releases/${encodeURIComponent(version)}`;
export const placePath = (what: 'deployments' | 'rollback', environment = 'prod-eu', project = PROJECT) =>
  `/api/releases/${encodeURIComponent(project)}/environments/${encodeURIComponent(environment)}/${what}`;

interface Deployment {
  readonly id: string;
  readonly status: Word;
  readonly release_candidate_version: string;
  readonly from_release_candidate_version: string | null;
  readonly deploy_start_at: string;
  readonly deploy_end_at: string | null;
  readonly [field: string]: unknown;
}

/** A release project with two environments, and its five operations as a pipeline calls them. */
export interface ReleaseProject extends GatewayApp {
  readonly projectId: number;
  readonly staging: number;
  readonly production: number;
  cut(version: string, more?: object): Promise<Reply>;
  deploy(version: string, more?: object, environment?: string): Promise<Reply>;
  report(version: string, status: string, more?: object, environment?: string): Promise<Reply>;
  rollback(body?: unknown, environment?: string): Promise<Reply>;
  /** The newest hundred. */
  list(environment?: string): Promise<readonly Deployment[]>;
  /** Reports these versions one after the other, a minute apart: `v1 success`. Each is cut before. */
  reported(...history: readonly `${string} ${Word}`[]): Promise<void>;
  freeze(): Promise<void>;
  /** Everything that a refusal may not change, and how many entries of refused acts there are. */
  state(): Promise<{ readonly records: unknown; readonly refused: number }>;
  close(): Promise<void>;
}

export async function releaseProject(): Promise<ReleaseProject> {
  const app = await gatewayApp();
  const { desk } = app;
  const { client, sources } = desk;
  const staging = (await client.environment.create({ name: 'staging', tier: 'staging' })).id;
  const production = (await client.environment.create({ name: 'prod-eu', tier: 'production' })).id;
  const { id: projectId } = await client.project.create({
    name: PROJECT,
    repository: `https://github.com/${REPO}.git`,
    environmentIds: [staging, production],
  });
  const post = (path: string, body?: unknown): Call => ({ method: 'POST', path, body });

  const world: ReleaseProject = {
    ...app,
    projectId,
    staging,
    production,
    cut: (version, more = {}) =>
      app.send(post(releasePath(version), { repo: REPO, commit: commitOf(version), ...more })),
    deploy: (version, more = {}, environment = 'prod-eu') =>
      app.send(post(placePath('deployments', environment), { release_candidate_version: version, ...more })),
    report: (version, status, more = {}, environment = 'prod-eu') =>
      app.send({
        method: 'PATCH',
        path: placePath('deployments', environment),
        body: { release_candidate_version: version, status, ...more },
      }),
    rollback: (body, environment = 'prod-eu') => app.send(post(placePath('rollback', environment), body)),
    list: async (environment = 'prod-eu') =>
      (await app.send({ method: 'GET', path: `${placePath('deployments', environment)}?per_page=100` })).json,
    async reported(...history) {
      for (const [index, step] of history.entries()) {
        const [release = '', status = ''] = step.split(' ');
        const version = `${release}-rc1`;
        if (!history.slice(0, index).some((before) => before.startsWith(`${release} `))) {
          await world.cut(version);
        }
        sources.advance(60_000);
        // Each is a request of its own, also of a version that is on its way.
        await app.send({
          ...post(placePath('deployments'), { release_candidate_version: version }),
          headers: { 'idempotency-key': `reported-${sources.now()}` },
        });
        if (status !== 'pending') await world.report(version, status);
      }
    },
    async freeze() {
      await client.freeze.create({
        name: 'Quarter’s end',
        reason: 'Books are closed.',
        zone: 'UTC',
        window: { kind: 'once', startsAt: sources.now(), endsAt: null },
        scope: { projects: null, environments: [production], tiers: null },
      });
    },
    async state() {
      const { rows: deployments } = await client.deployment.list({ limit: 100 });
      const { rows: releases } = await client.release.list({ projectId });
      const { rows: entries } = await client.activity.list({ limit: 200 });
      const refused = entries.filter((entry) => entry.refused !== null);
      const done = entries.filter((entry) => entry.refused === null);
      return { records: { deployments, releases, done }, refused: refused.length };
    },
    async close() {
      await desk.close();
    },
  };
  return world;
}
