import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildTargets, operatingSystems } from '#shared/features/build/model.ts';
import type { BuildRow } from '#shared/features/build/record.ts';
import { createStores } from '../../../src-main/store/index.ts';
import { type Connection, openReader } from '../../../src-main/store/open.ts';
import { MINUTE, NOON, type TestApp, testApp } from '../../support/testApp.ts';
import { live, made, withProject } from './builds.ts';

let desk: TestApp;
let projects: number[];
let all: BuildRow[];
beforeEach(async () => {
  desk = await testApp();
  projects = [await withProject(desk), await withProject(desk, 'Wallet')];
  all = [];
  // Recorded in no order of time, and several in the same millisecond.
  for (const [index, minutes] of [9, 3, 3, 7, 1, 8, 2, 2, 6, 4, 5, 0].entries()) {
    const build = await made(desk, projects[index % 2] ?? 0, `1.${index}.0`, {
      os: operatingSystems[index % 3] ?? 'ios',
      target: buildTargets[index % 4 === 0 ? 0 : 1],
      occurredAt: NOON - minutes * MINUTE,
    });
    const { plugins: _plugins, extensions: _extensions, ...row } = build;
    all.push(row);
  }
  all.sort((a, b) => b.id - a.id);
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const places = [null, 0, 1].flatMap((project) =>
  [null, ...operatingSystems].flatMap((os) =>
    [null, ...buildTargets].map((target) => ({ project, os, target })),
  ),
);

describe('the list of builds', () => {
  it.each(places)('of project $project, $os, $target has them newest first, page by page', async (place) => {
    const projectId = place.project === null ? null : (projects[place.project] ?? null);
    const { os, target } = place;
    const found: number[] = [];
    let before: number | null = null;
    do {
      const page = await desk.client.build.list({ projectId, os, target, before, limit: 2 });
      found.push(...page.rows.map(({ id }) => id));
      before = page.nextBefore;
    } while (before !== null);
    const expected = all.filter(
      (build) =>
        (projectId === null || build.projectId === projectId) &&
        (os === null || build.os === os) &&
        (target === null || build.target === target),
    );
    expect(found).toEqual(expected.map(({ id }) => id));
  });

  it('shows the facts and the flags, without the long lists', async () => {
    const { rows } = await desk.client.build.list({});
    expect(rows).toEqual(all);
    const { id } = await live(desk, projects[0] ?? 0, '9.0.0', { plugins: [{ name: 'camera' }] });
    const [newest] = (await desk.client.build.list({})).rows;
    expect(newest).toMatchObject({ id, live: true, isOnStore: 'success', forceUpdate: false });
    expect(newest).not.toHaveProperty('plugins');
  });

  it('reads by an index and sorts no more than a page', async () => {
    const texts: string[] = [];
    const db = openReader(desk.file);
    const listening = new Proxy(db, {
      get(target, name) {
        if (name === 'prepare') {
          return (text: string) => {
            texts.push(text);
            return target.prepare(text);
          };
        }
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }) as Connection;
    const { build } = createStores(listening);
    texts.length = 0;
    for (const { project, os, target } of places) {
      build.page({ projectId: project === null ? null : (projects[project] ?? null), os, target }, 9, 2);
    }
    expect(texts.length).toBeGreaterThan(3);
    for (const text of texts) {
      const count = text.split('?').length - 1;
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...Array.from({ length: count }, () => 1));
      const steps = (plan as { detail: string }[]).map(({ detail }) => detail);
      expect(steps.filter((step) => /^SCAN (b|d|p|e|build|deployment)\b/.test(step))).toEqual([]);
    }
    db.close();
  });
});

it('a build is found by its id, its public id and its number', async () => {
  const [newest] = all;
  if (!newest) throw new Error('there are builds');
  const { id, uid, number } = newest;
  const [byId, byUid, byNumber] = [
    await desk.client.build.get({ id }),
    await desk.client.build.get({ uid }),
    await desk.client.build.get({ number }),
  ];
  expect(byUid).toEqual(byId);
  expect(byNumber).toEqual(byId);
  await expect(desk.client.build.get({ number: 4711 })).rejects.toMatchObject({ code: 'not_found' });
});
