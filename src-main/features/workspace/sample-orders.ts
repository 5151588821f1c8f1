import type { Client } from '#shared/contract/index.ts';
import { people, robot } from './sample-cast.ts';
import { type Chance, chanceOf, DAY, HOUR, MINUTE } from './sample-play.ts';

/** A service that is released by candidates: cut, tried on the way, deployed, taken back, held, scheduled. */
export const ordersProject = {
  name: 'orders',
  description: 'Takes orders and follows them to the door.',
  repository: 'example/orders',
  versionScheme: 'calver',
} as const;

export const ordersEnvironments = ['dev', 'staging', 'prod-eu', 'prod-us'];

/** One thing that somebody did with a release of it. */
export type OrdersEvent = { readonly at: number; readonly who: string } & (
  | { readonly do: 'cut'; readonly version: string; readonly commit: string; readonly notes: string | null }
  | {
      readonly do: 'deploy';
      readonly environment: string;
      readonly version: string;
      readonly scheduledFor: number | null;
    }
  | {
      readonly do: 'report';
      readonly environment: string;
      readonly version: string;
      readonly status: 'in_progress' | 'succeeded' | 'failed';
      readonly errorMessage: string | null;
    }
  | { readonly do: 'rollback'; readonly environment: string; readonly reason: string }
  | { readonly do: 'phases' }
  | { readonly do: 'promote'; readonly environment: string }
  | { readonly do: 'block'; readonly version: string; readonly reason: string }
);

interface Told {
  readonly events: OrdersEvent[];
  readonly chance: Chance;
}

/** The latest half past eight UTC, from Monday to Thursday, so long before an instant. No weekend's freeze stands then. */
function morningBefore(instant: number, hours: number): number {
  for (let day = Math.floor(instant / DAY) * DAY; ; day -= DAY) {
    const weekday = new Date(day).getUTCDay();
    const morning = day + 8.5 * HOUR;
    if (weekday >= 1 && weekday <= 4 && morning + hours * HOUR < instant) return morning;
  }
}

const versionOf = (morning: number) => new Date(morning).toISOString().slice(0, 10).replaceAll('-', '.');

const NOTES = [
  '- Follow parcels of the second carrier\n- Round the taxes of an order line once\n- Retry the warehouse when it answers 503\n',
  '- Split orders by warehouse\n- Say in the mail which parcel comes first\n',
  '- Cancel an order until it is packed\n- Log the order number with every call\n',
] as const;

function cut({ events, chance }: Told, at: number, version: string, notes: string | null = null): void {
  events.push({ do: 'cut', at, who: robot, version, commit: chance.hex(40), notes });
}

/** From its beginning to its end, some minutes later; production is asked for by a person, the rest by the pipeline. */
function run(
  { events, chance }: Told,
  at: number,
  environment: string,
  version: string,
  errorMessage: string | null = null,
): void {
  if (environment.startsWith('prod')) {
    const who = chance.one(people);
    events.push({ do: 'deploy', at: at - 20_000, who, environment, version, scheduledFor: null });
  }
  const report = { do: 'report', who: robot, environment, version } as const;
  events.push({ ...report, at, status: 'in_progress', errorMessage: null });
  const status = errorMessage === null ? 'succeeded' : 'failed';
  events.push({ ...report, at: at + chance.between(4, 11) * MINUTE, status, errorMessage });
}

/** A release that went its way on one day; with a fault in staging it took a second candidate. */
function ordinary(told: Told, morning: number, index: number): string {
  const release = versionOf(morning);
  let candidate = `${release}-rc1`;
  cut(told, morning, candidate, NOTES[index % NOTES.length] ?? null);
  run(told, morning + 10 * MINUTE, 'dev', candidate);
  if (index % 2 === 1) {
    run(
      told,
      morning + 40 * MINUTE,
      'staging',
      candidate,
      'Contract test with the warehouse failed: 2 of 118',
    );
    candidate = `${release}-rc2`;
    cut(told, morning + 80 * MINUTE, candidate);
    run(told, morning + 90 * MINUTE, 'dev', candidate);
  }
  run(told, morning + 110 * MINUTE, 'staging', candidate);
  run(told, morning + 3 * HOUR, 'prod-eu', candidate);
  if (index === 3) {
    run(told, morning + 5 * HOUR, 'prod-us', candidate, 'Two of nine pods did not become ready');
    run(told, morning + 6 * HOUR, 'prod-us', candidate);
  } else run(told, morning + 5 * HOUR, 'prod-us', candidate);
  return release;
}

/** The last release: three candidates, the third taken back from prod-us and scheduled for prod-eu. */
function latest(told: Told, morning: number, now: number): void {
  const release = versionOf(morning);
  const at = (hours: number) => morning + hours * HOUR;
  const [first, second, third] = [`${release}-rc1`, `${release}-rc2`, `${release}-rc3`];
  cut(told, morning, first, NOTES[0]);
  run(told, at(0.2), 'dev', first);
  run(told, at(0.7), 'staging', first, 'Load test: p99 812 ms, limit 400 ms');
  cut(told, at(1.4), second);
  run(told, at(1.5), 'dev', second);
  run(told, at(1.8), 'staging', second);
  run(told, at(3), 'prod-eu', second);
  run(told, at(4), 'prod-us', second);
  cut(told, at(5), third);
  run(told, at(5.1), 'dev', third);
  run(told, at(5.4), 'staging', third);
  run(told, at(6), 'prod-us', third);
  const { events } = told;
  // Set now, so that the rollback has something to hold.
  events.push({ do: 'promote', at: at(6.4), who: 'mira.solberg', environment: 'prod-us' });
  const reason = 'Orders of two currencies are rounded twice';
  events.push({ do: 'rollback', at: at(6.8), who: 'anna.keller', environment: 'prod-us', reason });
  const back = { do: 'report', who: robot, environment: 'prod-us', version: second } as const;
  events.push({ ...back, at: at(6.82), status: 'in_progress', errorMessage: null });
  events.push({ ...back, at: at(6.95), status: 'succeeded', errorMessage: null });
  events.push({
    do: 'deploy',
    at: Math.max(at(7.1), now - 3 * HOUR),
    who: 'jun.park',
    environment: 'prod-eu',
    version: third,
    scheduledFor: morningBefore(now + 6 * DAY, 0) + 2 * HOUR,
  });
}

/** Seven weeks of releases up to `now`. The same seed tells the same story. */
export function tellOrders(now: number, seed = 51): OrdersEvent[] {
  const told: Told = { events: [], chance: chanceOf(seed) };
  const last = morningBefore(now, 8);
  const mornings = [44, 37, 29, 22, 14, 6].map((days) => morningBefore(last - days * DAY + 12 * HOUR, 1));
  const { events } = told;
  events.push({ do: 'phases', at: (mornings[0] ?? now) - DAY, who: 'mira.solberg' });
  const releases = mornings.map((morning, index) => ordinary(told, morning, index));
  const [, , held = ''] = releases;
  events.push({
    do: 'block',
    at: (mornings[2] ?? now) + 2 * DAY,
    who: 'tomasz.wrona',
    version: held,
    reason: 'It writes parcels twice when the second carrier answers late',
  });
  latest(told, last, now);
  return events.sort((a, b) => a.at - b.at);
}

interface OrdersStage {
  readonly projectId: number;
  readonly environments: ReadonlyMap<string, number>;
  /** The ids of versions and releases as they were cut. */
  readonly versions: Map<string, number>;
}

/** Does what was told, by the commands that anybody would use. */
export async function actOrders(
  { projectId, environments, versions }: OrdersStage,
  event: OrdersEvent,
  client: Client,
): Promise<void> {
  const idOf = (environment: string) => environments.get(environment) ?? 0;
  switch (event.do) {
    case 'cut': {
      const { version, commit, notes } = event;
      const made = await client.candidate.cut({ projectId, version, commit, notes });
      versions.set(version, made.id);
      versions.set(version.replace(/-rc\d+$/, ''), made.releaseId);
      return;
    }
    case 'deploy':
      await client.environment.deploy({
        projectId,
        environmentId: idOf(event.environment),
        releaseId: versions.get(event.version) ?? 0,
        scheduledFor: event.scheduledFor,
      });
      return;
    case 'report':
      await client.environment.report({
        projectId,
        environmentId: idOf(event.environment),
        releaseId: versions.get(event.version) ?? 0,
        status: event.status,
        errorMessage: event.errorMessage,
      });
      return;
    case 'rollback':
      await client.environment.rollback({
        items: [{ projectId, environmentId: idOf(event.environment) }],
        reason: event.reason,
      });
      return;
    case 'phases': {
      const phase = (name: string, names: readonly string[], rule: 'all' | 'optional') => ({
        name,
        environmentIds: names.map(idOf),
        passes: { rule },
      });
      await client.environment.setPhases({
        projectId,
        phases: [
          phase('Try', ['dev'], 'all'),
          phase('Stage', ['staging'], 'all'),
          phase('Live', ['prod-eu', 'prod-us'], 'optional'),
        ],
      });
      return;
    }
    case 'promote':
      await client.environment.setPromotes({
        projectId,
        environmentId: idOf(event.environment),
        promotes: true,
      });
      return;
    case 'block':
      await client.release.block({ id: versions.get(event.version) ?? 0, reason: event.reason });
  }
}
