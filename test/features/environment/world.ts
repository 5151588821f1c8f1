import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { type TestApp, type TestAppOptions, testApp } from '../../support/testApp.ts';

/** A service with two environments and candidates to deploy. */
export interface ServiceWorld {
  readonly desk: TestApp;
  readonly projectId: number;
  readonly staging: number;
  readonly production: number;
  /** Cuts a candidate; its id is also its version's. */
  cut(version: string, commit?: string): Promise<number>;
  /** Records how a version ended in an environment, a minute later. */
  ended(
    version: string,
    status: 'succeeded' | 'failed' | 'canceled' | 'pending' | 'in_progress',
    environmentId?: number,
  ): Promise<DeploymentRow>;
  close(): Promise<void>;
}

export async function serviceWorld(options: TestAppOptions = {}): Promise<ServiceWorld> {
  const desk = await testApp(options);
  const { client, sources } = desk;
  const staging = (await client.environment.create({ name: 'staging', tier: 'staging' })).id;
  const production = (await client.environment.create({ name: 'prod-eu', tier: 'production' })).id;
  const { id: projectId } = await client.project.create({
    name: 'payments',
    kind: 'service',
    repository: 'acme/payments',
    environmentIds: [staging, production],
  });
  const commitOf = (version: string) => Buffer.from(version).toString('hex').padEnd(40, '0').slice(0, 40);
  return {
    desk,
    projectId,
    staging,
    production,
    async cut(version, commit = commitOf(version)) {
      sources.advance(60_000);
      return (await client.candidate.cut({ projectId, version, commit })).id;
    },
    async ended(version, status, environmentId = production) {
      sources.advance(60_000);
      return client.deployment.record({ projectId, environmentId, version, status });
    },
    close: () => desk.close(),
  };
}
