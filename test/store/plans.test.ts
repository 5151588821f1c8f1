import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operatingSystems } from '#shared/features/build/model.ts';
import { deploymentSorts } from '#shared/features/deployment/filter.ts';
import { handlers } from '../../src-main/engine.ts';
import { parseInput, procedureNamed } from '../../src-main/router.ts';
import { createStores } from '../../src-main/store/index.ts';
import { type Connection, openWriter } from '../../src-main/store/open.ts';
import { testSources } from '../support/testApp.ts';

/** Tables that grow with history: a query never reads one of them whole. */
const GROWING = [
  'deployment',
  'deployment_event',
  'deployment_attempt',
  'deployment_step',
  'deployment_detail',
  'deployment_block',
  'release',
  'activity',
  'artifact',
  'rollup_project',
  'alias',
  'build',
  'code_push',
  'package_diff',
  'client_report',
  'client',
  'client_counted',
  'channel_count',
  'channel_before',
  'channel_range',
  'rollout_decision',
  'distribution',
  'distribution_event',
  'store_event',
  'freeze_occurrence',
];

/** A connection that notes the text of everything that is prepared over it. */
function listening(db: Connection): { db: Connection; texts: Set<string> } {
  const texts = new Set<string>();
  const proxy = new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (name === 'prepare') {
        return (text: string) => {
          texts.add(text);
          return target.prepare(text);
        };
      }
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { db: proxy, texts };
}

/** The table behind a name in a statement's plan, which says aliases. */
function tableOf(name: string, text: string): string {
  for (const [, table = '', alias] of text.matchAll(/\b(?:FROM|JOIN)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?/g)) {
    if (alias === name) return table;
  }
  return name;
}

/** The steps of a plan that read a growing table from end to end. */
function fullScans(db: Connection, text: string): string[] {
  if (!/^\s*(SELECT|WITH)/i.test(text)) return [];
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`);
  const names = [...text.matchAll(/@(\w+)/g)].map(([, name]) => [name ?? '', 1] as const);
  const questions = text.split('?').length - 1;
  const steps = (
    names.length > 0
      ? plan.all(Object.fromEntries(names))
      : plan.all(...Array.from({ length: questions }, () => 1))
  ) as { detail: string }[];
  // A table walked in its own order to the first row costs one seek.
  const firstRow = /ORDER BY (id|seq)( ASC| DESC)? LIMIT 1$/.test(text.trim()) && !/\bWHERE\b/.test(text);
  if (firstRow) return [];
  return steps
    .map((step) => step.detail)
    .filter((detail) => {
      const table = tableOf(/^SCAN (\w+)/.exec(detail)?.[1] ?? '', text);
      // An index walked in its own order behind a LIMIT is how a page is read; a bare scan, or one sorted after, is not.
      const bare = !/USING (COVERING )?INDEX|VIRTUAL TABLE|PRIMARY KEY/.test(detail);
      return GROWING.includes(table) && bare;
    });
}

/** Queries that the screens ask, with every kind of filter and order. */
const questions: readonly (readonly [name: string, input: unknown])[] = [
  ...deploymentSorts.flatMap((by) => [
    ['deployment.list', { sort: { by, direction: 'descending' } }] as const,
    [
      'deployment.list',
      { sort: { by, direction: 'ascending' }, cursor: by === 'time' ? '~5~5' : null },
    ] as const,
  ]),
  ...[
    { project: [1] },
    { environment: [1] },
    { status: ['failed'] },
    { actor: ['p'] },
    { tier: ['production'] },
    { flag: ['rollback'] },
    { source: ['import'] },
    { kind: ['build'] },
    { project: [1], environment: [1], status: ['failed'] },
  ].flatMap((is) => [
    ['deployment.list', { filter: { is } }] as const,
    ['deployment.list', { filter: { is }, cursor: '~5~5', side: 'before' }] as const,
    ['deployment.count', { filter: { is } }] as const,
  ]),
  ['deployment.list', { filter: { text: 'abc' } }],
  ['deployment.list', { filter: { from: 1, to: 9 } }],
  ['deployment.count', {}],
  ['deployment.history', { projectId: 1, environmentId: 1 }],
  ['deployment.recent', { projectId: 1, environmentId: 1, skip: 5, take: 10 }],
  ['environment.named', { project: 'a', environment: 'b', version: 'c' }],
  ['matrix.read', undefined],
  ['matrix.changes', {}],
  ['matrix.changes', { cursor: { at: 5, kind: 'freezeEnd', id: 1 } }],
  ['matrix.clock', { at: 5 }],
  ['activity.list', {}],
  ['activity.list', { filter: { actor: 'a' } }],
  ['activity.list', { filter: { verb: 'a' } }],
  ['activity.list', { filter: { refused: true } }],
  ['activity.list', { filter: { text: 'a' } }],
  ['activity.status', undefined],
  ['overview.read', {}],
  ['search.find', { text: 'abc' }],
  ['search.find', { text: '#1' }],
  ['search.find', { text: 'abcdef0' }],
  ['search.find', { text: 'p e' }],
  ['workspace.summary', undefined],
  ['project.list', undefined],
  ['environment.list', undefined],
  ['job.list', {}],
  ['token.list', undefined],
  ['codepush.board', undefined],
  ['codepush.channels', {}],
  ['codepush.rollouts', {}],
  ['codepush.rollouts', { projectId: 1 }],
  ['rollout.list', {}],
  ['build.list', { projectId: 1 }],
  ['credential.expiring', undefined],
  ['freeze.list', {}],
  ['freeze.lanes', { from: 1, to: 9 }],
  ['freeze.at', { projectId: 1, environmentId: 1, at: 5 }],
  [
    'freeze.preview',
    {
      zone: 'UTC',
      window: { kind: 'once', startsAt: 0, endsAt: null },
      scope: { projects: null, environments: null, tiers: null },
    },
  ],
  ...[{}, { projectId: 1 }, { store: 'google' }, { projectId: 1, store: 'google' }].flatMap((place) => [
    ['distribution.count', place] as const,
    ['distribution.list', { ...place, statuses: ['failed', 'pending'] }] as const,
  ]),
];

describe('query plans', () => {
  it('show no full scan of a growing table in any query or prepared statement', () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-plan-'));
    const plain = openWriter(join(folder, 'plan.slipway'));
    plain.exec(`INSERT INTO project (uid, name, kind, createdAt) VALUES ('p', 'p', 'service', 1);
      INSERT INTO environment (uid, name, tier, position, createdAt) VALUES ('e', 'e', 'production', 1, 1);
      INSERT INTO person (name) VALUES ('p')`);
    const { db, texts } = listening(plain);
    const stores = createStores(db);
    // Reading them builds them, and so prepares every statement they have.
    expect(Object.values(stores)).not.toContain(undefined);
    const sources = testSources();
    const refuse = () => {
      throw new Error('a query changes nothing');
    };
    const ctx = {
      stores,
      caller: { name: 'p', email: null, door: 'desk', tokenId: null } as const,
      ...sources,
      changed: refuse,
      noted: refuse,
    };
    for (const [name, input] of questions)
      handlers.get(name)?.(ctx, parseInput(name, procedureNamed(name), input));
    for (const os of operatingSystems) {
      stores.distributionHistory.earlierOf({ id: 1, projectId: 1, os, versionCode: 7 });
    }
    const scans = [...texts].flatMap((text) =>
      fullScans(plain, text).map((detail) => `${detail}: ${text.replace(/\s+/g, ' ').slice(0, 160)}`),
    );
    expect(scans).toEqual([]);
    plain.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('begin a page by number at a key behind the blocks that it passes over, and sort no more than the page', () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-plan-'));
    const plain = openWriter(join(folder, 'plan.slipway'));
    const { db, texts } = listening(plain);
    expect(createStores(db).facts.recent({ projectId: 1, environmentId: 1 }, { skip: 0, take: 1 })).toEqual(
      [],
    );
    const planOf = (pattern: RegExp) => {
      const [text = '', ...others] = [...texts].filter((candidate) => pattern.test(candidate));
      expect(others).toEqual([]);
      const names = [...text.matchAll(/@(\w+)/g)].map(([, name]) => [name ?? '', 1] as const);
      const steps = plain.prepare(`EXPLAIN QUERY PLAN ${text}`).all(Object.fromEntries(names));
      return (steps as { detail: string }[]).map(({ detail }) => detail);
    };
    expect(planOf(/FROM deployment_block/)).toEqual([
      'SEARCH deployment_block USING PRIMARY KEY (projectId=? AND environmentId=?)',
    ]);
    const page = planOf(/deployment_cell.*OFFSET/s);
    expect(page.filter((detail) => /deployment_cell|MERGE|TEMP|SCAN/.test(detail))).toEqual([
      'MERGE (UNION ALL)',
      'SEARCH deployment USING COVERING INDEX deployment_cell (projectId=? AND environmentId=? AND triggeredAt=? AND rowid<?)',
      'SEARCH deployment USING COVERING INDEX deployment_cell (projectId=? AND environmentId=? AND triggeredAt<?)',
      'SCAN k',
      'USE TEMP B-TREE FOR ORDER BY',
    ]);
    plain.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
