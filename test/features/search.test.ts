import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON, type TestApp, testApp, withPlace } from '../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(() => desk.close());

async function versions(text: string): Promise<string[]> {
  const { rows } = await desk.client.deployment.list({ filter: { text, is: {}, not: {} } });
  return rows.map((row) => row.version);
}

describe('the search box', () => {
  it('finds by the beginning of version, project, environment, actor, description and error', async () => {
    const place = await withPlace(desk.client, 'checkout-api', 'prod-eu');
    await desk.client.deployment.record({
      ...place,
      version: '2026.11.20-1-rc2',
      actor: 'jun.park',
      description: 'Hotfix for the login time-out',
      status: 'failed',
      errorMessage: 'Smoke check returned 503',
    });
    await desk.client.deployment.record({ ...place, version: 'other', actor: 'ci', status: 'succeeded' });
    for (const text of ['2026.11', '2026.11.20-1-rc2', 'jun', 'login', 'HOTFIX', 'smoke 503', 'log hot']) {
      expect(await versions(text), text).toEqual(['2026.11.20-1-rc2']);
    }
    for (const text of ['checkout', 'api', 'prod-e', 'eu'])
      expect(await versions(text), text).toEqual(['other', '2026.11.20-1-rc2']);
    expect(await versions('zebra')).toEqual([]);
    expect(await versions('login other')).toEqual([]);
  });

  it('takes any text without falling over its own syntax', async () => {
    const place = await withPlace(desk.client);
    await desk.client.deployment.record({ ...place, version: 'v1', status: 'succeeded' });
    for (const text of ['"', '*', 'AND', 'a OR', 'NEAR(', "';--", '-', 'é', '{"x":1}', 'col:', '\u0000v1']) {
      await expect(versions(text), text).resolves.toBeInstanceOf(Array);
    }
  });

  it('finds a commit by its beginning and a number by its sign', async () => {
    const place = await withPlace(desk.client);
    const a = await desk.client.deployment.record({
      ...place,
      version: 'v1',
      commitSha: '9f3c1ae00112233445566778899aabbccddeeff0',
    });
    await desk.client.deployment.record({ ...place, version: 'v2', commitSha: '1111111' });
    expect(await versions('9F3C1AE')).toEqual(['v1']);
    expect(await versions(`#${a.number}`)).toEqual(['v1']);
    expect(await versions('#99')).toEqual([]);
    expect(await versions('deadbeef')).toEqual([]);
  });

  it('finds every match of a word that begins many others, page after page', async () => {
    const place = await withPlace(desk.client, 'api');
    for (let n = 0; n < 60; n += 1) {
      await desk.client.deployment.record({
        ...place,
        version: `release-${n}`,
        status: 'succeeded',
        occurredAt: NOON - n * 1000,
      });
    }
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { rows: { version: string }[]; nextCursor: string | null } =
        await desk.client.deployment.list({ filter: { text: 'release', is: {}, not: {} }, cursor, limit: 7 });
      found.push(...page.rows.map((row) => row.version));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(found).toEqual(Array.from({ length: 60 }, (_, n) => `release-${n}`));
    expect(await versions('release-59')).toEqual(['release-59']);
  });

  it('follows edited notes and renamed projects', async () => {
    const place = await withPlace(desk.client, 'ledger');
    const { id } = await desk.client.deployment.record({ ...place, version: 'v1', status: 'succeeded' });
    await desk.client.deployment.edit({ id, notes: 'rounding of yen checked' });
    expect(await versions('yen')).toEqual(['v1']);
    await desk.client.project.update({ id: place.projectId, name: 'bookkeeping' });
    expect(await versions('bookkeep')).toEqual(['v1']);
    expect(await versions('ledger')).toEqual([]);
  });
});
