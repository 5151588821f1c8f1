import { describe, expect, it } from 'vitest';
import type { Cell, Matrix } from '#shared/features/matrix/model.ts';
import { csvField, csvOfMatrix } from '../../../src-renderer/features/matrix/csv.ts';
import { narrow, tierGroups, viewOfDiff, viewOfMatrix } from '../../../src-renderer/features/matrix/rows.ts';
import { driftStep, driftWord, overlayOf, shortAge } from '../../../src-renderer/features/matrix/words.ts';

const cell = (projectId: number, environmentId: number, more: Partial<Cell> = {}): Cell => ({
  projectId,
  environmentId,
  deploymentId: projectId * 10 + environmentId,
  version: 'v1',
  deployedAt: 1000,
  drift: 0,
  latestId: projectId * 10 + environmentId,
  latestStatus: 'succeeded',
  ...more,
});

const matrix: Matrix = {
  environments: [
    { id: 3, name: 'prod', tier: 'production', position: 1 },
    { id: 1, name: 'dev', tier: 'development', position: 1 },
    { id: 2, name: 'spare', tier: 'staging', position: 1 },
  ],
  projects: [
    { id: 2, name: 'payments' },
    { id: 1, name: 'ledger' },
  ],
  cells: [cell(1, 1), cell(1, 3), cell(2, 1, { version: 'v3' }), cell(2, 3, { version: 'v2', drift: -1 })],
  freezes: [],
  holds: [],
};
const all = { text: '', onlyDifferences: false, hideEmpty: false };

describe("the matrix' rows", () => {
  it('stand by name, under environments in promotion order', () => {
    const view = narrow(viewOfMatrix(matrix), all);
    expect(view.rows.map((row) => row.project)).toEqual(['ledger', 'payments']);
    expect(view.columns.map((column) => column.name)).toEqual(['dev', 'spare', 'prod']);
    expect(view.rows[0]?.cells.map((view) => view.kind)).toEqual(['runs', 'never', 'runs']);
  });

  it('tell what is frozen: at the head of a column when all of it is, else in the cell', () => {
    const span = { freezeId: 1, name: 'Weekend', reason: '', startsAt: 0, endsAt: null };
    const everywhere = { projects: null, environments: null, tiers: null };
    const { columns, rows } = viewOfMatrix({
      ...matrix,
      freezes: [
        { ...span, scope: { ...everywhere, tiers: ['production'] } },
        { ...span, name: 'Audit', scope: { ...everywhere, projects: [1] } },
      ],
    });
    expect(columns.map(({ frozen }) => frozen)).toEqual([[], [], ['Weekend']]);
    expect(rows.map(({ cells }) => cells.map((view) => view.kind !== 'diff' && view.frozen))).toEqual([
      [['Audit'], ['Audit'], ['Audit']],
      [[], [], []],
    ]);
  });

  it('are only those that differ, when that is asked', () => {
    const view = narrow(viewOfMatrix(matrix), { ...all, onlyDifferences: true });
    expect(view.rows.map((row) => row.project)).toEqual(['payments']);
  });

  it('match every word of the filter in their name', () => {
    expect(narrow(viewOfMatrix(matrix), { ...all, text: 'PAY ments' }).rows).toHaveLength(1);
    expect(narrow(viewOfMatrix(matrix), { ...all, text: 'pay ledger' }).rows).toHaveLength(0);
  });

  it('lose the environments in which nothing shown runs', () => {
    const view = narrow(viewOfMatrix(matrix), { ...all, hideEmpty: true });
    expect(view.columns.map((column) => column.name)).toEqual(['dev', 'prod']);
    expect(view.rows[0]?.cells).toHaveLength(2);
  });

  it('give two environments one column with one answer a project', () => {
    const entry = { project: '', environmentId: null, beforeId: 1, afterId: 2 };
    const diff = {
      entries: [
        { ...entry, projectId: 1, before: 'v1', after: 'v1', kind: 'unchanged' as const },
        { ...entry, projectId: 2, before: 'v3', after: 'v2', kind: 'changed' as const },
      ],
      counts: { unchanged: 1, changed: 1, new: 0, removed: 0 },
    };
    const view = narrow(viewOfDiff(matrix, diff, { before: 1, after: 3 }), { ...all, onlyDifferences: true });
    expect(view.columns.map((column) => column.name)).toEqual(['dev → prod']);
    expect(view.rows).toMatchObject([{ project: 'payments', cells: [{ before: 'v3', after: 'v2' }] }]);
  });

  it('group neighbouring environments of a tier', () => {
    const groups = tierGroups(narrow(viewOfMatrix(matrix), { ...all, hideEmpty: true }).columns);
    expect(groups).toEqual([
      { tier: 'development', start: 0, span: 1 },
      { tier: 'production', start: 1, span: 1 },
    ]);
  });
});

describe("a cell's words", () => {
  it('say drift with a real minus and its tint', () => {
    expect([driftWord(-1), driftWord(2), driftWord(-99), driftWord(0), driftWord(null)]).toEqual([
      '−1',
      '+2 ahead',
      '−99+',
      null,
      null,
    ]);
    expect([-1, -2, -3, -4, 1, 0].map(driftStep)).toEqual(['1', '2', '2', '3', 'ahead', undefined]);
  });

  it('mark the newest record only when it is not the one that runs', () => {
    expect(overlayOf(cell(1, 1))).toBeNull();
    expect(overlayOf(cell(1, 1, { latestId: 99, latestStatus: 'failed' }))).toEqual({ status: 'failed' });
    expect(overlayOf(cell(1, 1, { latestId: 99, latestStatus: 'in_progress' }))).toEqual({
      status: 'in_progress',
      label: 'running',
    });
    expect(overlayOf(cell(1, 1, { latestId: 99, latestStatus: 'succeeded' }))).toBeNull();
  });

  it('give the age in one unit', () => {
    expect([30_000, 125 * 60_000, -5].map(shortAge)).toEqual(['<1m', '2h', '<1m']);
  });
});

describe('the CSV', () => {
  it('holds exactly the rows and columns that are shown', () => {
    const view = narrow(viewOfMatrix(matrix), { text: 'pay', onlyDifferences: false, hideEmpty: true });
    expect(csvOfMatrix(view, { at: 0, known: null, comparedWith: null }).trimEnd().split('\r\n')).toEqual([
      'project,environment,tier,version,deployed_at,drift,newest_attempt,frozen_by,promotion_held_since,as_of,as_known_at',
      'payments,dev,development,v3,1970-01-01T00:00:01.000Z,0,,,,1970-01-01T00:00:00.000Z,',
      'payments,prod,production,v2,1970-01-01T00:00:01.000Z,-1,,,,1970-01-01T00:00:00.000Z,',
    ]);
  });

  it('tells the freezes of a column and of a cell, and the hold, as the grid shows them', () => {
    const span = { freezeId: 1, name: 'Weekend', reason: '', startsAt: 0, endsAt: null };
    const everywhere = { projects: null, environments: null, tiers: null };
    const view = viewOfMatrix({
      ...matrix,
      freezes: [
        { ...span, scope: { ...everywhere, tiers: ['production'] } },
        { ...span, name: 'Audit', scope: { ...everywhere, projects: [1] } },
      ],
      holds: [{ projectId: 2, environmentId: 3, since: 2000, reason: 'Rolled back to v2 (#7).' }],
    });
    const lines = csvOfMatrix(view, { at: 0, known: null, comparedWith: null }).trimEnd().split('\r\n');
    const told = lines.slice(1).map((line) => line.split(',').slice(7, 9));
    expect(told).toEqual([
      ['Audit', ''],
      ['Audit', ''],
      ['Weekend; Audit', ''],
      ['', ''],
      ['', ''],
      ['Weekend', '1970-01-01T00:00:02.000Z'],
    ]);
  });

  it('quotes what needs it and defuses formulas', () => {
    expect(['a,b', 'say "x"', '=1+1', '-rc1', 'plain'].map(csvField)).toEqual([
      '"a,b"',
      '"say ""x"""',
      "'=1+1",
      "'-rc1",
      'plain',
    ]);
  });
});
