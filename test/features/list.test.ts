import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeploymentFilter, Sort } from '#shared/features/deployment/filter.ts';
import { deploymentSorts } from '#shared/features/deployment/filter.ts';
import { deploymentStatuses } from '#shared/features/deployment/machine.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { DAY, HOUR, NOON, type TestApp, testApp } from '../support/testApp.ts';

let desk: TestApp;
let all: DeploymentRow[];
beforeEach(async () => {
  desk = await testApp();
  await fill(desk);
  all = await walk({ is: {}, not: {} }, { by: 'time', direction: 'descending' }, 150);
});
afterEach(() => desk.close());

const tiers = ['development', 'staging', 'production', 'production'] as const;
const people = ['mira.solberg', 'ci-deploy', 'jun.park'];

/** 140 deployments over 3 projects and 4 environments, several of them at the same instant. */
async function fill({ client }: TestApp): Promise<void> {
  const environmentIds: number[] = [];
  for (const [n, tier] of tiers.entries())
    environmentIds.push((await client.environment.create({ name: `env-${n}`, tier })).id);
  const projectIds: number[] = [];
  for (const name of ['zeta', 'alpha', 'mid'])
    projectIds.push((await client.project.create({ name, environmentIds })).id);
  for (let n = 0; n < 140; n += 1) {
    const status = deploymentStatuses[(n * 7) % deploymentStatuses.length] ?? 'pending';
    await client.deployment.record({
      projectId: projectIds[n % 3] ?? 0,
      environmentId: environmentIds[(n * 5) % 4] ?? 0,
      version: `1.${n}.0`,
      status,
      actor: people[n % people.length] ?? null,
      occurredAt: NOON - Math.floor(n / 3) * HOUR,
      scheduledFor: status === 'scheduled' ? NOON + DAY : null,
      flags: n % 5 === 0 ? ['rollback'] : [],
    });
  }
}

/** Every page of a list, forwards; `limit` rows a page. */
async function walk(filter: DeploymentFilter, sort: Sort, limit: number): Promise<DeploymentRow[]> {
  const rows: DeploymentRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<TestApp['client']['deployment']['list']>> =
      await desk.client.deployment.list({ filter, sort, cursor, limit });
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

/** The same walk from the other end, through the backward cursors. */
async function walkBack(filter: DeploymentFilter, sort: Sort, limit: number): Promise<DeploymentRow[]> {
  const rows: DeploymentRow[] = [];
  let page = await desk.client.deployment.list({ filter, sort, side: 'before', limit });
  rows.unshift(...page.rows);
  while (page.previousCursor !== null) {
    page = await desk.client.deployment.list({
      filter,
      sort,
      side: 'before',
      cursor: page.previousCursor,
      limit,
    });
    rows.unshift(...page.rows);
  }
  return rows;
}

const numbers = (rows: readonly DeploymentRow[]) => rows.map((row) => row.number);

function matches(row: DeploymentRow, { is, not, from, to }: DeploymentFilter): boolean {
  const facts = {
    project: row.projectId,
    environment: row.environmentId,
    tier: row.tier,
    status: row.status,
    kind: row.kind,
    source: row.source,
    actor: row.actor ?? '',
  };
  for (const [field, value] of Object.entries(facts)) {
    const wanted = is[field as keyof typeof facts] as unknown[] | undefined;
    const unwanted = not[field as keyof typeof facts] as unknown[] | undefined;
    if (wanted?.length && !wanted.includes(value)) return false;
    if (unwanted?.length && unwanted.includes(value)) return false;
  }
  if (is.flag?.length && !is.flag.some((flag) => row.flags.includes(flag))) return false;
  if (not.flag?.length && not.flag.some((flag) => row.flags.includes(flag))) return false;
  return (from === undefined || row.triggeredAt >= from) && (to === undefined || row.triggeredAt < to);
}

const some = <T>(values: readonly T[]) => fc.subarray([...values], { maxLength: Math.min(3, values.length) });
const conditions = fc.record({
  project: some([1, 2, 3]),
  environment: some([1, 2, 3, 4]),
  tier: some(['development', 'staging', 'production'] as const),
  status: some(deploymentStatuses),
  actor: some([...people, 'nobody']),
  flag: some(['rollback', 'forced'] as const),
});
const filters: fc.Arbitrary<DeploymentFilter> = fc.record({
  is: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, conditions),
  not: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, conditions),
});

describe('the list of deployments', () => {
  it('holds each record once, newest trigger first', () => {
    expect(all).toHaveLength(140);
    expect(new Set(numbers(all)).size).toBe(140);
    for (const [index, row] of all.entries()) {
      const before = all[index - 1];
      if (before)
        expect(
          [before.triggeredAt, before.id] > [row.triggeredAt, row.id] ||
            before.triggeredAt > row.triggeredAt ||
            before.id > row.id,
        ).toBe(true);
    }
  });

  it('filters as the plain condition does, in pages of any size, from both ends, with the same counts', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 40 }), async (filter, limit) => {
        const expected = numbers(all.filter((row) => matches(row, filter)));
        const sort: Sort = { by: 'time', direction: 'descending' };
        expect(numbers(await walk(filter, sort, limit))).toEqual(expected);
        expect(numbers(await walkBack(filter, sort, limit))).toEqual(expected);
        expect(await desk.client.deployment.count({ filter })).toEqual({
          count: expected.length,
          exact: true,
        });
        const exact = await desk.client.deployment.countExactly({ filter });
        expect(exact.count).toBe(expected.length);
        const days = await desk.client.deployment.days({ filter });
        if (days) expect(days.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
      }),
      { numRuns: 120 },
    );
  });

  it.each(
    deploymentSorts.flatMap((by) =>
      (['ascending', 'descending'] as const).map((direction) => ({ by, direction })),
    ),
  )('walks whole in the order of $by, $direction, and the same backwards', async (sort) => {
    const rows = await walk({ is: {}, not: {} }, sort, 13);
    expect(numbers(rows).toSorted((a, b) => a - b)).toEqual(numbers(all).toSorted((a, b) => a - b));
    expect(numbers(await walkBack({ is: {}, not: {} }, sort, 17))).toEqual(numbers(rows));
    const groups = rows.map(
      (row) =>
        ({
          time: '',
          status: row.status,
          project: row.project,
          environment: row.environment,
          actor: row.actor ?? '',
        })[sort.by],
    );
    const seen = groups.filter((group, index) => group !== groups[index - 1]);
    expect(new Set(seen).size).toBe(seen.length);
    if (sort.by === 'project')
      expect(seen).toEqual(
        sort.direction === 'ascending' ? ['alpha', 'mid', 'zeta'] : ['zeta', 'mid', 'alpha'],
      );
  });

  it('can be entered at any row of a day', async () => {
    const filter: DeploymentFilter = { is: { tier: ['production'] }, not: {} };
    const expected = all.filter((row) => matches(row, filter));
    const days = (await desk.client.deployment.days({ filter })) ?? [];
    let before = 0;
    for (const { day, count } of days) {
      for (const offset of [0, Math.floor(count / 2), count - 1]) {
        const { cursor } = await desk.client.deployment.locate({ filter, day, offset });
        const { rows } = await desk.client.deployment.list({ filter, cursor, limit: 1 });
        expect(rows[0]?.number).toBe(expected[before + offset]?.number);
      }
      before += count;
    }
  });

  it('orders by the trigger of the latest attempt', async () => {
    const failed = all.filter((row) => row.status === 'failed').at(-1);
    desk.sources.advance(HOUR);
    await desk.client.deployment.move({ ids: [failed?.id ?? 0], to: 'pending', reason: 'again' });
    expect((await desk.client.deployment.list({ limit: 1 })).rows[0]?.number).toBe(failed?.number);
  });
});
