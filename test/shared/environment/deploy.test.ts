import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildStates } from '#shared/features/candidate/model.ts';
import { arrivalOf } from '#shared/features/environment/arrival.ts';
import {
  type DeployCandidate,
  type DeployFacts,
  type DeployRequest,
  deployChecks,
  deployWarningWords,
  effectiveAt,
  obstaclesOf,
  planDeploy,
} from '#shared/features/environment/deploy.ts';
import { refusals } from '#shared/features/release/refusals.ts';

const NOW = 1000;
const pick = (subject: string, inCandidate: 'lacks' | 'unknown') => ({
  commitSha: 'abcdef1',
  subject,
  inCandidate,
});
const freeze = { freezeId: 3, name: 'Audit', reason: 'Books are closed', endsAt: null };

const candidate: DeployCandidate = {
  version: '2.0-rc2',
  versionKey: '22',
  number: 2,
  build: 'ready',
  isSuperseded: false,
};
const clear: DeployFacts = {
  project: { uid: 'p', name: 'payments' },
  environment: { uid: 'e', name: 'prod', tier: 'production' },
  candidate,
  openness: { state: 'open' },
  closedBecause: null,
  hotfixes: { drops: [], unsure: [] },
  frozenBy: [],
  running: { version: '1.0-rc1', versionKey: '21' },
  active: [],
  underWay: null,
  scheduled: [],
  inProduction: [],
};
const asked: DeployRequest = { now: NOW, scheduledFor: null, force: null, isHotfix: false };
const forced = { force: { freezeIds: 'all', reason: 'because' } } as const;

/** Each check with the facts that it fails on, in the order in which they are judged. */
const failing = {
  blocked: {
    openness: { state: 'blocked', reason: 'leaks' },
    closedBecause: 'The release is blocked: leaks',
  },
  not_open: {
    openness: { state: 'waits', phase: 'first', missing: [1], needed: 1 },
    closedBecause: 'It must succeed in staging first (phase first).',
  },
  drops_hotfix: { hotfixes: { drops: [pick('fix the till', 'lacks')], unsure: [] } },
  not_ready: { candidate: { ...candidate, build: 'in_progress' } },
  frozen: { frozenBy: [freeze] },
} as const satisfies Readonly<Record<(typeof deployChecks)[number], Partial<DeployFacts>>>;

const refusalNames = {
  blocked: 'release_blocked',
  not_open: 'not_open',
  drops_hotfix: 'drops_hotfix',
  not_ready: 'not_ready',
  frozen: 'frozen',
} as const;

const plan = (facts: Partial<DeployFacts> = {}, request: Partial<DeployRequest> = {}) =>
  planDeploy({ ...clear, ...facts }, { ...asked, ...request });
const refused = (refusal: keyof typeof refusals) =>
  expect.objectContaining({
    code: refusals[refusal].code,
    details: expect.objectContaining({ refusal }),
  });

describe('a deployment', () => {
  it('that nothing stands against comes from what runs', () => {
    expect(plan()).toEqual({
      replayOf: null,
      status: 'pending',
      scheduledFor: null,
      fromVersion: '1.0-rc1',
      flags: [],
      forced: [],
      overriddenFreezes: [],
      warnings: [],
    });
    expect(plan({ running: null }).fromVersion).toBeNull();
  });

  it('looks for the project, the environment, the version, then for what stands against it', () => {
    const everything = { ...failing.frozen, project: null, environment: null, candidate: null };
    expect(() => plan(everything)).toThrow(refused('project'));
    expect(() => plan({ ...everything, project: clear.project })).toThrow(refused('environment'));
    const placed = { ...everything, project: clear.project, environment: clear.environment };
    expect(() => plan(placed)).toThrow(refused('release'));
    expect(() => plan({ ...placed, candidate })).toThrow(refused('frozen'));
  });

  it.each(deployChecks)('is refused when it is %s', (check) => {
    expect(() => plan(failing[check])).toThrow(refused(refusalNames[check]));
  });

  it.each([
    [['not_open', 'drops_hotfix', 'not_ready', 'frozen'], 'not_open'],
    [['drops_hotfix', 'not_ready', 'frozen'], 'drops_hotfix'],
    [['not_ready', 'frozen'], 'not_ready'],
    [['blocked', 'drops_hotfix', 'not_ready', 'frozen'], 'release_blocked'],
  ] as const)('with %j is refused by the first', (checks, refusal) => {
    const facts: Partial<DeployFacts> = Object.assign({}, ...checks.map((check) => failing[check]));
    expect(() => plan(facts)).toThrow(refused(refusal));
    const all = obstaclesOf({ ...clear, ...facts }, asked);
    expect(all.map(({ check }) => check)).toEqual(checks);
  });

  it.each(['not_open', 'drops_hotfix', 'not_ready', 'frozen'] as const)(
    'goes through %s by force',
    (check) => {
      const made = plan(failing[check], forced);
      expect(made.forced.map((obstacle) => obstacle.check)).toEqual([check]);
      expect(made.flags).toEqual(check === 'frozen' ? ['forced', 'during_freeze'] : ['forced']);
      expect(made.overriddenFreezes).toEqual(check === 'frozen' ? [freeze] : []);
    },
  );

  it('goes through no block, which is lifted by unblocking', () => {
    expect(() => plan(failing.blocked, forced)).toThrow(refused('release_blocked'));
    const [obstacle] = obstaclesOf({ ...clear, ...failing.blocked }, { ...asked, ...forced });
    expect(obstacle).toMatchObject({ canBeForced: false, isForced: false });
  });

  it('goes through the freezes that it names, and no other', () => {
    const force = { freezeIds: [9], reason: 'because' };
    expect(() => plan(failing.frozen, { force })).toThrow(refused('frozen'));
    expect(plan(failing.frozen, { force: { ...force, freezeIds: [9, 3] } }).flags).toContain('during_freeze');
  });

  it('is not marked as forced when nothing stood against it', () => {
    expect(plan({}, forced).flags).toEqual([]);
  });

  it.each([
    ['pending', 'has not begun to be built'],
    ['in_progress', 'is still being built'],
    ['failed', 'could not be built'],
    ['canceled', 'was not built to the end'],
  ] as const)('of a candidate that is %s says that it %s', (build, words) => {
    expect(() => plan({ candidate: { ...candidate, build } })).toThrow(
      expect.objectContaining({ message: `2.0-rc2 ${words}. Nothing was changed.` }),
    );
  });
});

describe('a scheduled deployment', () => {
  const later = { scheduledFor: NOW + 60 };

  it('takes effect when it is scheduled for', () => {
    expect(effectiveAt({ ...asked, ...later })).toBe(NOW + 60);
    expect(effectiveAt(asked)).toBe(NOW);
    expect(plan({}, later)).toMatchObject({ status: 'scheduled', scheduledFor: NOW + 60 });
  });

  it.each([NOW, NOW - 1])('is refused for %i, which has passed', (scheduledFor) => {
    expect(() => plan({}, { scheduledFor })).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  it('is refused by a freeze that stands then', () => {
    expect(() => plan(failing.frozen, later)).toThrow(refused('frozen'));
    const [obstacle] = obstaclesOf({ ...clear, ...failing.frozen }, { ...asked, ...later });
    expect(obstacle?.message).toBe('prod is frozen by “Audit” then.');
  });

  it('may wait for a build that is not done yet', () => {
    expect(plan(failing.not_ready, later)).toMatchObject({
      flags: [],
      warnings: [{ code: 'build_unfinished', version: '2.0-rc2' }],
    });
  });
});

describe('a hotfix', () => {
  it.each([
    ['production', [1], ['hotfix']],
    ['production', [0, 3], ['hotfix']],
    ['production', [2], []],
    ['production', [3], []],
    ['production', [], []],
    ['staging', [1], []],
  ] as const)('in %s after %j of its release got to production: %j', (tier, inProduction, flags) => {
    const environment = { uid: 'e', name: 'x', tier };
    expect(plan({ environment, inProduction: [...inProduction] }).flags).toEqual(flags);
  });

  it('is what a person calls one, and no release that stands for itself', () => {
    expect(plan({}, { isHotfix: true }).flags).toEqual(['hotfix']);
    expect(plan({ candidate: { ...candidate, number: null }, inProduction: [0] }).flags).toEqual([]);
  });
});

describe('a deployment that is asked for once more', () => {
  const underWay = { id: 70, number: 7 };
  it('makes none beside the one that is under way, unless it is for later', () => {
    expect(plan({ underWay }).replayOf).toBe(70);
    expect(plan({ underWay }, { scheduledFor: NOW + 1 })).toMatchObject({ replayOf: null, warnings: [] });
  });
  it('is judged like any other first', () => {
    expect(() => plan({ underWay, candidate: { ...candidate, build: 'failed' } })).toThrow(
      'could not be built',
    );
  });
});

describe('the warnings of a deployment', () => {
  it.each([
    [{ running: { version: '2.0-rc2', versionKey: '22' } }, ['2.0-rc2 already runs in prod.']],
    [
      { running: { version: '3.0-rc1', versionKey: '23' } },
      ['It is older than 3.0-rc1, which runs in prod.'],
    ],
    [{ running: { version: 'imported', versionKey: null } }, []],
    [{ active: [{ number: 7, version: 'x' }] }, ['#7 is active in prod and will go on beside it.']],
    [
      { active: [{ number: 7, version: '2.0-rc2' }], underWay: { id: 70, number: 7 } },
      ['2.0-rc2 is on its way to prod already, as #7: no second deployment is made.'],
    ],
    [
      {
        active: [
          { number: 7, version: 'x' },
          { number: 8, version: 'y' },
        ],
      },
      ['#7, #8 are active in prod and will go on beside it.'],
    ],
    [
      {
        scheduled: [
          { number: 8, version: '1.9', scheduledFor: NOW - 1 },
          { number: 9, version: '2.1', scheduledFor: NOW + 1 },
        ],
      },
      ['#8 is scheduled to bring 1.9 there before it.', '#9 is scheduled to bring 2.1 there later.'],
    ],
    [
      { candidate: { ...candidate, isSuperseded: true } },
      ['A newer candidate has taken the place of 2.0-rc2.'],
    ],
    [
      { hotfixes: { drops: [], unsure: [pick('fix the till', 'unknown')] } },
      ['Nobody knows whether it contains “fix the till”, which is live there.'],
    ],
  ] as [Partial<DeployFacts>, string[]][])('of %j are %j', (facts, words) => {
    expect(plan(facts).warnings.map((warning) => deployWarningWords(warning, 'prod'))).toEqual(words);
  });

  it('say that a build is judged again', () => {
    expect(deployWarningWords({ code: 'build_unfinished', version: 'v1' }, 'prod')).toBe(
      'v1 is not built yet; it is judged again when its time has come.',
    );
  });
});

describe('what arrives with a deployment', () => {
  const known = { fromId: 5, toId: 6, between: ['1.5'], changes: { total: 3, authors: 2 } };

  it('is what lies between what runs there and the new version', () => {
    expect(arrivalOf(clear, known)).toEqual({
      from: { releaseId: 5, version: '1.0-rc1' },
      toId: 6,
      between: ['1.5'],
      changes: { total: 3, authors: 2 },
    });
  });

  it.each([
    ['nothing runs there', null],
    ['the same version runs there', { version: '2.0-rc2', versionKey: '22' }],
    ['a newer one runs there', { version: '3.0-rc1', versionKey: '23' }],
  ])('is nothing where %s', (_, running) => {
    expect(arrivalOf({ ...clear, running }, known)).toBeNull();
  });
});

describe('any deployment', () => {
  it('is refused by exactly what the preview shows as standing against it', () => {
    const facts = fc.record({
      checks: fc.subarray([...deployChecks].filter((check) => check !== 'blocked')),
      isBlocked: fc.boolean(),
      build: fc.constantFrom(...buildStates),
      isForced: fc.boolean(),
      isLater: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, ({ checks, isBlocked, build, isForced, isLater }) => {
        const merged: DeployFacts = Object.assign({}, clear, ...checks.map((check) => failing[check]));
        const given: DeployFacts = {
          ...merged,
          ...(isBlocked ? failing.blocked : {}),
          candidate: { ...candidate, build },
        };
        const request = { ...asked, ...(isForced ? forced : {}), scheduledFor: isLater ? NOW + 1 : null };
        const before = structuredClone(given);
        const standing = obstaclesOf(given, request).filter((obstacle) => !obstacle.isForced);
        const [first] = standing;
        if (first) expect(() => planDeploy(given, request)).toThrow(refused(refusalNames[first.check]));
        else expect(planDeploy(given, request).status).toBe(isLater ? 'scheduled' : 'pending');
        expect(given).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});
