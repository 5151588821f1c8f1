import { describe, expect, it } from 'vitest';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import {
  type Attention,
  attentionAction,
  countWords,
  elapsedWords,
  environmentState,
  freezeWords,
  objectOf,
  progressOf,
} from '../../../src-renderer/features/overview/words.ts';
import { MINUTE, NOON } from '../../support/testApp.ts';

const row = (more: Partial<DeploymentRow>) =>
  ({ status: 'failed', policy: 'canonical', triggeredAt: NOON, startedAt: NOON, ...more }) as DeploymentRow;
const item = (why: Attention['why'], more: Partial<DeploymentRow> = {}) => ({
  why,
  deployment: row(more),
  sentence: '',
});

describe('the one action of a row that needs attention', () => {
  it('is to try again when the record’s own machine allows it', () => {
    expect(attentionAction(item('failed'))).toBe('retry');
    expect(attentionAction(item('failed', { status: 'errored' }))).toBe('retry');
    expect(attentionAction(item('failed', { status: 'errored', policy: 'tracker' }))).toBe('open');
  });

  it('is a look at the record when it is partial or stuck', () => {
    expect(attentionAction(item('partial'))).toBe('review');
    expect(attentionAction(item('stuck', { status: 'in_progress' }))).toBe('open');
  });

  it('is to decide where a workflow asks a person', () => {
    expect(attentionAction(item('asked', { status: 'in_progress' }))).toBe('decide');
  });

  it('is a look at what was done past a rule', () => {
    expect(attentionAction(item('held', { status: 'succeeded' }))).toBe('review');
    expect(attentionAction(item('forced', { status: 'succeeded' }))).toBe('review');
  });
});

describe('a running deployment', () => {
  const run = (medianMs: number | null, startedAt: number | null = NOON) => ({
    deployment: row({ status: 'in_progress', startedAt }),
    step: null,
    usual: { count: 0, medianMs, p95Ms: null },
  });

  it('has a share only of a usual time that is known, and never more than all of it', () => {
    expect(progressOf(run(10 * MINUTE), NOON + 5 * MINUTE)).toBe(0.5);
    expect(progressOf(run(10 * MINUTE), NOON + 50 * MINUTE)).toBe(1);
    expect(progressOf(run(null), NOON + 5 * MINUTE)).toBeNull();
    expect(progressOf(run(10 * MINUTE, null), NOON)).toBeNull();
  });

  it('says how long it has taken, and of what when that is known', () => {
    expect(elapsedWords(run(10 * MINUTE), NOON + 5 * MINUTE + 300)).toBe('5m 00s of about 10m 00s');
    expect(elapsedWords(run(null), NOON + 5 * MINUTE)).toBe('5m 00s so far');
    expect(elapsedWords(run(null, null), NOON + 5 * MINUTE)).toBe('waiting for 5m 00s');
  });
});

describe("an environment's card", () => {
  const card = {
    id: 1,
    name: 'prod',
    tier: 'production' as const,
    projects: 3,
    latest: null,
    freeze: null,
    days: [],
  };
  const state = (cells: number, succeeded: number, failed: number, running: number) =>
    environmentState({ ...card, cells, succeeded, failed, running });

  it('tells trouble first, then work, then how many succeeded', () => {
    expect(state(9, 7, 1, 1)).toEqual({ status: 'failed', words: '1 failed, 1 running' });
    expect(state(9, 7, 0, 2)).toEqual({ status: 'in_progress', words: '2 running' });
    expect(state(9, 9, 0, 0)).toEqual({ status: 'succeeded', words: '9 of 9 succeeded' });
  });

  it('wears the green mark only when every newest record succeeded', () => {
    expect(state(9, 8, 0, 0)).toEqual({ status: null, words: '8 of 9 succeeded' });
    expect(state(0, 0, 0, 0).status).toBeNull();
  });
});

describe("the freeze on an environment's card", () => {
  const span = {
    freezeId: 1,
    name: 'Weekend',
    startsAt: NOON,
    endsAt: NOON + 60 * MINUTE,
    partial: false,
    stands: true,
  };
  it.each([
    [null, 'No freeze planned'],
    [span, 'Frozen until then'],
    [{ ...span, endsAt: null }, 'Frozen until it is lifted'],
    [{ ...span, startsAt: NOON + 207 * MINUTE, stands: false }, 'Freezes in 3h 27m'],
    [{ ...span, partial: true }, 'Frozen until then, some projects'],
  ])('%j: %s', (freeze, words) => {
    expect(freezeWords(freeze, NOON, () => 'then')).toBe(words);
  });
});

it.each([
  [0, '0 need attention, 4 running'],
  [1, '1 needs attention, 4 running'],
  [2, '2 need attention, 4 running'],
])('%d that want a person are counted as %s', (attention, words) => {
  expect(countWords(attention, 4)).toBe(words);
});

it.each([
  ['shop', 'deployment', '#12 1.1.0-rc1', 'shop 1.1.0-rc1'],
  ['shop', 'release', 'shop 1.1.0-rc1', 'shop 1.1.0-rc1'],
  ['shop', 'workflow', 'shop', 'shop'],
  ['shop', 'release', 'shopping 2.0', 'shop shopping 2.0'],
  ['shop', 'project', 'shop', 'shop'],
  [null, 'freeze', 'Weekend', 'Weekend'],
] as const)('an entry of %s about the %s “%s” names its project once: %s', (project, noun, label, words) => {
  expect(objectOf({ project, object: { noun, id: 'x', label } })).toBe(words);
});
