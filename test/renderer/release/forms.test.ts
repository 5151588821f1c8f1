import { describe, expect, it } from 'vitest';
import type { RollbackItem } from '#shared/features/environment/rollback-wire.ts';
import {
  type DeployForm,
  type DeployPreview,
  deployFault,
  deployInput,
} from '../../../src-renderer/features/release/act/deployForm.ts';
import {
  namedTargets,
  preselected,
  rollbackBlocked,
  rollbackInput,
  withoutEnvironment,
} from '../../../src-renderer/features/release/act/rollbackForm.ts';
import { pathOfReleases, releasesPlaceOf } from '../../../src-renderer/features/release/places.ts';
import { overridesBlock } from '../../../src-renderer/ui/Obstacles/overrides.ts';

const form: DeployForm = {
  projectId: 1,
  environmentId: 2,
  releaseId: 3,
  when: 'now',
  isHotfix: false,
  overrides: [],
};

const obstacle = (check: DeployPreview['obstacles'][number]['check'], canBeForced = true) => ({
  check,
  message: '',
  hint: '',
  canBeForced,
  isForced: false,
});

const preview = (changes: Partial<DeployPreview>): DeployPreview => ({
  checkedAt: 0,
  project: '',
  environment: '',
  version: '',
  fromVersion: null,
  obstacles: [],
  frozenBy: [],
  flags: [],
  warnings: [],
  hasWorkflow: false,
  arrives: null,
  refusal: null,
  ...changes,
});

const frozenBy = [
  { freezeId: 7, name: 'Weekend', reason: '', endsAt: null },
  { freezeId: 8, name: 'Audit', reason: '', endsAt: 1 },
];
const frozen = preview({ obstacles: [obstacle('not_open'), obstacle('frozen')], frozenBy });

describe('a deployment that is asked for', () => {
  it.each([
    [{ projectId: null }, 'Needs a project'],
    [{ releaseId: null }, 'Needs a version'],
    [{ environmentId: null }, 'Needs an environment'],
    [{ when: '' }, 'Needs a time'],
    [{}, null],
  ])('with %o says %o', (changes, expected) => {
    expect(deployFault({ ...form, ...changes }, 'utc')).toBe(expected);
  });

  it('takes its time in the zone that is shown', () => {
    const input = deployInput({ ...form, when: '2026-11-20 14:00:00' }, 'utc', undefined, null);
    expect(input?.scheduledFor).toBe(Date.UTC(2026, 10, 20, 14));
  });

  it.each([
    [[], null],
    [['checks'], null],
    [[7, 8], null],
    [['checks', 7], null],
    [['checks', 7, 8], { freezeIds: [7, 8], reason: 'Now' }],
  ] as const)('with %o ticked forces %o: all of it by name, or nothing', (overrides, force) => {
    expect(deployInput({ ...form, overrides }, 'utc', frozen, 'Now')?.force).toEqual(force);
  });

  it('does not go through a freeze that was ticked somewhere else', () => {
    const ticked = { ...form, overrides: ['checks', 7, 8] as const };
    expect(deployInput(ticked, 'utc', preview({}), 'Now')?.force).toBeNull();
  });

  it.each([
    ['nothing known yet', undefined, [], 'Being checked'],
    [
      'something that cannot be forced',
      preview({ obstacles: [obstacle('blocked', false)] }),
      [],
      'Not possible like this',
    ],
    ['no freeze ticked', frozen, ['checks'], 'Needs an override'],
    ['a freeze not ticked', frozen, ['checks', 7], '1 of 2 freezes is overridden'],
    ['the freezes ticked and not the rest', frozen, [7, 8], 'Needs an override'],
    ['everything ticked', frozen, ['checks', 7, 8], null],
    ['a refusal of another kind', preview({ refusal: 'No.' }), [], 'Not possible like this'],
    ['a free way', preview({}), [], null],
  ] as const)('with %s is blocked by %4$s', (_what, plan, overrides, expected) => {
    expect(overridesBlock(plan, overrides)).toBe(expected);
  });
});

const plan = (
  changes: Partial<NonNullable<RollbackItem['plan']>> = {},
): NonNullable<RollbackItem['plan']> => ({
  targetId: 30,
  version: 'v3',
  branch: 'before_running',
  because: '',
  fromVersion: 'v2',
  target: { releaseId: 3, commitSha: null, ranMs: 0, failures: 0 },
  running: null,
  replaced: { number: 1, version: 'v2', isAbandoned: false },
  cancels: [],
  waitsFor: 0,
  scheduled: [],
  walkBack: null,
  undo: null,
  warnings: [],
  skipped: [],
  goesAway: [],
  hasWorkflow: false,
  ...changes,
});
const again = plan({
  walkBack: { deploymentId: 10, version: 'v1' },
  undo: { deploymentId: 30, version: 'v3' },
});
const item = (changes: Partial<RollbackItem> = {}): RollbackItem => ({
  projectId: 1,
  project: 'orders',
  environmentId: 2,
  environment: 'prod-eu',
  refusal: null,
  frozenBy: [],
  plan: plan(),
  ...changes,
});
const asked = { projectId: 1, environmentIds: [2], choices: {} };

describe('the targets of a rollback', () => {
  it('is the rule’s own alone, where nothing was rolled back before', () => {
    expect(namedTargets(plan())).toEqual([{ id: 30, label: 'By the rule → v3' }]);
    expect(preselected(plan())).toBe(30);
  });

  it('after a rollback are further back, preselected, and its undoing by name', () => {
    expect(namedTargets(again).map(({ label }) => label)).toEqual([
      'Walk further back → v1',
      'Undo rollback → v3',
    ]);
    expect(preselected(again)).toBe(10);
  });
});

describe('a rollback that is asked for', () => {
  it('takes what is preselected', () => {
    expect(rollbackInput(asked, [item({ plan: again })], null)?.items[0]?.targetId).toBe(10);
  });

  it('takes what was chosen instead', () => {
    const choices = { 2: { targetId: 30, overridden: [], cancelScheduled: [5] } };
    expect(rollbackInput({ ...asked, choices }, [item({ plan: again })], null)?.items[0]).toMatchObject({
      targetId: 30,
      cancelScheduled: [5],
    });
  });

  it('is not asked for while the answer for one of its environments is missing', () => {
    expect(rollbackInput({ ...asked, environmentIds: [2, 3] }, [item()], null)).toBeNull();
  });

  it('names a freeze only when it stands there and was ticked', () => {
    const choices = { 2: { targetId: null, overridden: [8, 99], cancelScheduled: [] } };
    expect(rollbackInput({ ...asked, choices }, [item({ frozenBy })], 'Now')?.items[0]?.force).toEqual({
      freezeIds: [8],
      reason: 'Now',
    });
  });

  it.each([
    ['no environment', { ...asked, environmentIds: [] }, [], 'Needs an environment'],
    ['no project', { ...asked, projectId: null }, [], 'Needs a project'],
    ['nothing known yet', asked, undefined, 'Being checked'],
    ['nowhere to go back to', asked, [item({ plan: null, refusal: 'No.' })], 'Not possible like this'],
    [
      'nowhere to go back to in one of several',
      { ...asked, environmentIds: [2, 3] },
      [item(), item({ environmentId: 3, plan: null, refusal: 'No.' })],
      '1 of 2 cannot be done',
    ],
    ['a freeze', asked, [item({ frozenBy, refusal: 'Frozen.' })], 'Needs an override'],
    [
      'some freezes ticked',
      { ...asked, choices: { 2: { targetId: null, cancelScheduled: [], overridden: [7] } } },
      [item({ frozenBy: [...frozenBy, { freezeId: 9, name: 'Third', reason: '', endsAt: null }] })],
      '1 of 3 freezes is overridden',
    ],
    ['a free way', asked, [item()], null],
  ])('with %s is blocked by %4$s', (_what, wanted, items, expected) => {
    expect(rollbackBlocked(wanted, items)).toBe(expected);
  });
});

it('a group of environments goes on without the one that is left out', () => {
  const both = { ...asked, environmentIds: [2, 3] };
  const items = [item(), item({ environmentId: 3, plan: null, refusal: 'No.' })];
  const rest = withoutEnvironment(both, 3);
  expect(rollbackBlocked(rest, items.slice(0, 1))).toBeNull();
  expect(rollbackInput(rest, items, 'Now')?.items).toMatchObject([{ environmentId: 2 }]);
});

describe('the address of the Releases screen', () => {
  it.each([
    ['', { projectId: null, text: '', drawer: null }],
    ['project=3&q=1.2', { projectId: 3, text: '1.2', drawer: null }],
    ['project=3&environment=4', { projectId: 3, text: '', drawer: { kind: 'environment', id: 4 } }],
    ['project=3&peek=9', { projectId: 3, text: '', drawer: { kind: 'release', id: 9 } }],
    ['project=x&peek=-1', { projectId: null, text: '', drawer: null }],
  ] as const)('%o is read and written back', (search, place) => {
    expect(releasesPlaceOf(new URLSearchParams(search))).toEqual(place);
    expect(releasesPlaceOf(new URLSearchParams(pathOfReleases(place).split('?')[1] ?? ''))).toEqual(place);
  });
});
