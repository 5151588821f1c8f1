import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPagedRows, type PagedRows } from '../../../src-renderer/features/deployment/rows/pagedRows.ts';
import type { ListQuery, RowSource } from '../../../src-renderer/features/deployment/rows/source.ts';
import { DAY, MINUTE, NOON, type TestApp, testApp, withPlace } from '../../support/testApp.ts';

let test: TestApp;
let place: { projectId: number; environmentId: number };
const everything: ListQuery = {
  filter: { is: {}, not: {} },
  sort: { by: 'time', direction: 'descending' },
};
const flat: ListQuery = { ...everything, sort: { by: 'project', direction: 'ascending' } };

beforeEach(async () => {
  test = await testApp();
  place = await withPlace(test.client);
});
afterEach(() => test.close());

async function record(count: number, from: number, step = MINUTE): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await test.client.deployment.record({
      ...place,
      version: `1.0.${n}`,
      status: 'succeeded',
      occurredAt: from + n * step,
    });
  }
}

/** A list over the typed client, refreshed by hand as the change events would, with what it asked for. */
function open(query: ListQuery, headings = true) {
  const asked: string[] = [];
  const { deployment } = test.client;
  const source: RowSource = {
    list: (input) => {
      asked.push(`list ${input?.side ?? 'after'} ${input?.cursor ? 'cursor' : 'top'}`);
      return deployment.list(input);
    },
    days: (input) => {
      asked.push('days');
      return deployment.days(input);
    },
    locate: (input) => {
      asked.push('locate');
      return deployment.locate(input);
    },
  };
  const rows = createPagedRows(source, query, headings);
  const refresh = async () => rows.take(await deployment.list(query));
  return { rows, asked, refresh };
}

const versionAt = (rows: PagedRows, index: number) => {
  const slot = rows.slotAt(index);
  return slot?.kind === 'row' ? slot.row.version : slot?.kind;
};
const there = (rows: PagedRows, index: number) =>
  vi.waitFor(() => expect(rows.slotAt(index)).toBeDefined(), { interval: 2 });

describe('the rows of a long list', () => {
  it('stand under a heading for each day, as many as there are', async () => {
    await record(3, NOON - 2 * DAY);
    await record(2, NOON - DAY);
    const { rows, refresh } = open(everything);
    await refresh();
    await there(rows, 1);
    expect(rows.snapshot().slotCount).toBe(7);
    expect([0, 1, 2, 3, 4, 5, 6].map((slot) => versionAt(rows, slot))).toEqual([
      'day',
      '1.0.1',
      '1.0.0',
      'day',
      '1.0.2',
      '1.0.1',
      '1.0.0',
    ]);
  });

  it('are fetched far down without the rows between', async () => {
    await record(450, NOON - DAY);
    const { rows, asked, refresh } = open(everything, false);
    await refresh();
    await vi.waitFor(() => expect(rows.snapshot().slotCount).toBe(450));
    rows.see(440, 449);
    await there(rows, 449);
    expect(versionAt(rows, 449)).toBe('1.0.0');
    expect(asked.filter((call) => call === 'locate')).toHaveLength(1);
    expect(rows.slotAt(250)).toBeUndefined();
  });

  it('keep the same slot object while a row has not changed', async () => {
    await record(3, NOON - DAY);
    const { rows, refresh } = open(everything);
    await refresh();
    await there(rows, 1);
    const slot = rows.slotAt(2);
    await refresh();
    await vi.waitFor(() => expect(rows.snapshot().version).toBeGreaterThan(1));
    expect(rows.slotAt(2)).toBe(slot);
  });

  it('stay where they are when newer ones come above, which are counted', async () => {
    await record(150, NOON - DAY);
    const { rows, refresh } = open(everything);
    await refresh();
    await vi.waitFor(() => expect(rows.snapshot().slotCount).toBe(151));
    rows.see(20, 40);
    await record(3, NOON - MINUTE * 10);
    await refresh();
    await vi.waitFor(() => expect(rows.snapshot().fresh).toBe(3));
    // Three rows and the heading of their day.
    expect(rows.snapshot().slotCount).toBe(155);
    rows.see(0, 20);
    expect(rows.snapshot().fresh).toBe(0);
  });

  it('grow page by page in an order that has no days', async () => {
    await record(250, NOON - DAY);
    const { rows, asked, refresh } = open(flat);
    await refresh();
    await there(rows, 0);
    expect(rows.snapshot().slotCount).toBe(200);
    rows.see(90, 110);
    await there(rows, 110);
    rows.see(190, 199);
    await there(rows, 199);
    rows.see(240, 249);
    await vi.waitFor(() => expect(rows.snapshot().slotCount).toBe(250));
    await there(rows, 249);
    expect(asked).not.toContain('locate');
  });

  it('keep no more than twenty pages', async () => {
    await record(1, NOON - DAY);
    const row = (await test.client.deployment.list({})).rows[0];
    if (!row) throw new Error('a row');
    const page = (at: number) => ({
      rows: Array.from({ length: 100 }, (_, n) => ({ ...row, id: at * 100 + n })),
      previousCursor: at === 0 ? null : String(at),
      nextCursor: String(at + 1),
      searchedPart: false,
    });
    const rows = createPagedRows(
      {
        list: async (input) => page(Number(input?.cursor ?? 0)),
        days: async () => [{ day: 1, count: 100_000 }],
        locate: async ({ offset }) => ({ cursor: String(offset / 100) }),
      },
      everything,
      false,
    );
    rows.take(page(0));
    await vi.waitFor(() => expect(rows.snapshot().slotCount).toBe(100_000));
    for (let slot = 0; slot < 100_000; slot += 900) {
      rows.see(slot, slot + 30);
      await there(rows, slot);
    }
    expect(rows.pagesKept()).toBeLessThanOrEqual(20);
  });

  it('end with an offer when enough was looked at, and go on when asked', async () => {
    await record(1, NOON - DAY);
    const row = (await test.client.deployment.list({})).rows[0];
    if (!row) throw new Error('a row');
    let calls = 0;
    const list = async () => {
      calls += 1;
      const found = calls === 7 ? [row] : [];
      return {
        rows: found,
        previousCursor: null,
        nextCursor: calls < 9 ? `${calls}` : null,
        searchedPart: calls < 9,
      };
    };
    const search: ListQuery = { ...everything, filter: { ...everything.filter, text: 'rare' } };
    const rows = createPagedRows(
      { list, days: async () => null, locate: async () => ({ cursor: null }) },
      search,
      false,
    );
    rows.take(await list());
    await vi.waitFor(() => expect(rows.snapshot().searchedPart).toBe(true));
    expect(rows.snapshot().slotCount).toBe(0);
    rows.searchFurther();
    await vi.waitFor(() => expect(rows.snapshot().slotCount).toBe(1));
    expect(rows.snapshot().searchedPart).toBe(false);
  });

  it('tell what failed and keep what is there', async () => {
    await record(150, NOON - DAY);
    const page = await test.client.deployment.list(flat);
    const rows = createPagedRows(
      {
        list: async () => Promise.reject(new Error('gone')),
        days: async () => null,
        locate: async () => ({ cursor: null }),
      },
      flat,
      false,
    );
    rows.take(page);
    rows.see(90, 120);
    await vi.waitFor(() => expect(rows.snapshot().error?.message).toBe('gone'));
    expect(rows.slotAt(99)?.kind).toBe('row');
  });
});
