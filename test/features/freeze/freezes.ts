import type { Client } from '#shared/contract/index.ts';
import type { FreezeWindow } from '#shared/features/freeze/model.ts';
import { HOUR, NOON, type TestApp, testApp, testSources } from '../../support/testApp.ts';

export type NewFreeze = Parameters<Client['freeze']['create']>[0];

export interface FreezeDesk extends TestApp {
  readonly projectId: number;
  readonly otherProjectId: number;
  readonly staging: number;
  readonly production: number;
}

/** Two projects in a staging and a production environment. */
export async function freezeDesk(start = NOON): Promise<FreezeDesk> {
  const desk = await testApp({ sources: testSources(start) });
  const staging = (await desk.client.environment.create({ name: 'staging', tier: 'staging' })).id;
  const production = (await desk.client.environment.create({ name: 'prod-eu', tier: 'production' })).id;
  const environmentIds = [staging, production];
  const projectId = (await desk.client.project.create({ name: 'payments', environmentIds })).id;
  const otherProjectId = (await desk.client.project.create({ name: 'ledger', environmentIds })).id;
  return { ...desk, projectId, otherProjectId, staging, production };
}

export const once = (startsAt: number, endsAt: number | null): FreezeWindow => ({
  kind: 'once',
  startsAt,
  endsAt,
});

/** Fridays from 16:00 in Berlin, which is 15:00 UTC in winter, for so many hours. */
export const fridays = (hours = 60): FreezeWindow => ({
  kind: 'recurring',
  cron: '0 16 * * 5',
  minutes: hours * 60,
  startsAt: 0,
  endsAt: null,
});

/** A freeze of everything from now for an hour, unless it is told otherwise. */
export function freeze(desk: Pick<TestApp, 'client' | 'sources'>, more: Partial<NewFreeze> = {}) {
  const now = desk.sources.now();
  return desk.client.freeze.create({
    name: 'Incident 812',
    zone: 'Europe/Berlin',
    window: once(now, now + HOUR),
    reason: 'The database is being moved',
    ...more,
  });
}

/** The entries about freezes, oldest first: the verb and when it happened. */
export async function story({ client }: Pick<TestApp, 'client'>): Promise<[string, unknown][]> {
  const { rows } = await client.activity.list({ filter: { noun: 'freeze' }, limit: 200 });
  return rows.reverse().map(({ verb, after, at }) => [verb, after?.occurredAt ?? at]);
}
