import { describe, expect, it } from 'vitest';
import {
  afterRollback,
  planRollback,
  type RollbackDeployment,
  type RollbackPlan,
  type RollbackRequest,
} from '#shared/features/environment/rollback.ts';
import { rollbackWarningWords, supersededWords } from '#shared/features/environment/rollback-words.ts';
import { refusals } from '#shared/features/release/refusals.ts';
import { rollbackVectors, titleOf } from '../../support/rollbackVectors.ts';
import { past, pasts } from './pasts.ts';

const request = (more: Partial<RollbackRequest> = {}): RollbackRequest => ({
  project: { name: 'payments' },
  environment: { uid: 'e', name: 'prod' },
  frozenBy: [],
  force: null,
  targetId: null,
  ...more,
});

const roll = (history: string | readonly RollbackDeployment[], more: Partial<RollbackRequest> = {}) =>
  planRollback(typeof history === 'string' ? pasts(history) : history, request(more));

const refused = (refusal: keyof typeof refusals, more: object = {}) =>
  expect.objectContaining({ code: 'conflict', details: expect.objectContaining({ refusal, ...more }) });

const freeze = { freezeId: 3, name: 'Quarter’s end', reason: 'Books are closed', endsAt: null };

const versionsOf = (list: readonly { readonly version: string }[]) => list.map(({ version }) => version);
const passedOver = ({ skipped }: Pick<RollbackPlan, 'skipped'>) =>
  skipped.map(({ version, why }) => [version, why]);

describe('the vectors of spec/releases 2.6', () => {
  it.each(rollbackVectors.map((vector) => ({ title: titleOf(vector), ...vector })))(
    '$title',
    ({ history, isFrozen, answer }) => {
      const frozenBy = isFrozen ? [freeze] : [];
      if (isFrozen) expect(() => roll(history, { frozenBy })).toThrow(refused('frozen'));
      const force = isFrozen ? { freezeIds: [freeze.freezeId], reason: 'r' } : null;
      const act = (targetId: number | null = null) => roll(history, { frozenBy, force, targetId });
      if (answer === null) {
        expect(act).toThrow(refused('nothing_to_roll_back'));
        return;
      }
      const plan = act();
      expect({
        to: plan.target.version,
        from: plan.fromVersion,
        branch: plan.branch,
        cancels: versionsOf(plan.cancels.filter(({ to }) => to === 'canceled')),
        goesAway: plan.goesAway,
        skipped: passedOver(plan),
        scheduled: versionsOf(plan.scheduled),
        isSuperseded: plan.warnings.includes('superseded'),
        undo: plan.undo?.version ?? null,
        waitsFor: plan.waitsFor.length,
        walkBack: plan.walkBack && walked(act(plan.walkBack.deploymentId)),
      }).toEqual(answer);
      expect(plan.flags).toEqual(isFrozen ? ['rollback', 'forced', 'during_freeze'] : ['rollback']);
    },
  );

  const walked = (plan: RollbackPlan) => {
    expect(plan.branch).toBe('walk_back');
    return { to: plan.target.version, goesAway: plan.goesAway, skipped: passedOver(plan) };
  };

  it('are answered over the API in the words that its clients know', () => {
    expect(refusals.frozen).toMatchObject({ status: 400, text: 'Environment is frozen' });
    expect(refusals.nothing_to_roll_back).toMatchObject({
      status: 404,
      text: 'No previous deployment to roll back from',
    });
  });
});

describe('the target', () => {
  it.each([
    ['v1 s, v2 s, v3 e', 'v2'],
    ['v1 s, v2 s, v3 u', 'v2'],
    ['v1 s, v2 s, v3 q', 'v2'],
    ['v1 s, v2 s, v3 g', 'v2'],
    ['v1 s, v2 s, v3 l', 'v2'],
    ['v1 s, v2 s, v3 b', 'v2'],
    ['v1 s, v2 b, v3 f', 'v1'],
    ['v1 b, v2 f', 'v1'],
    ['v1 s, v2 s, v3 h', 'v1'],
    ['v1 s, v2 s#, v3 s', 'v1'],
    ['v1 s, v2 s#, v3 f', 'v1'],
    ['v1 s, v2 s!, v3 f', 'v1'],
    ['v1 s, v2 s!, v2 s, v3 f', 'v2'],
  ])('of %s is %s', (history, to) => expect(roll(history).target.version).toBe(to));

  it.each([
    ['v1 b'],
    ['v1 h'],
    ['v1 s, v1 s'],
    ['v1 s!, v2 s'],
    ['v1 s#, v2 s'],
    ['v1 s!, v2 f'],
    ['v1 s, v2 h'],
  ])('of %s is none', (history) => expect(() => roll(history)).toThrow(refused('nothing_to_roll_back')));

  it('is before what runs by success time, when the order of the triggers was another', () => {
    const slow = past(1, 'slow', 'succeeded', {
      attempts: [{ attempt: 1, status: 'succeeded', succeededAt: 90 }],
    });
    const quick = past(2, 'quick', 'succeeded');
    expect(roll([slow, quick])).toMatchObject({
      target: { version: 'quick' },
      fromVersion: 'slow',
      replaced: { deploymentId: 1, isAbandoned: false },
    });
  });

  it('is what was the last good one while a redeployment of the very record goes on', () => {
    const again = past(2, 'v2', 'in_progress', {
      triggeredAt: 50,
      attempts: [
        { attempt: 1, status: 'succeeded', succeededAt: 21 },
        { attempt: 2, status: 'in_progress', succeededAt: null },
      ],
    });
    expect(roll([past(1, 'v1', 'succeeded'), again])).toMatchObject({
      target: { version: 'v2' },
      fromVersion: 'v2',
      cancels: [{ deploymentId: 2 }],
    });
  });

  it('goes by the newest trigger of a record, not by its first', () => {
    const again = past(1, 'v1', 'failed', {
      triggeredAt: 50,
      attempts: [
        { attempt: 1, status: 'succeeded', succeededAt: 11 },
        { attempt: 2, status: 'failed', succeededAt: null },
      ],
    });
    expect(roll([again, past(2, 'v2', 'succeeded')])).toMatchObject({
      target: { version: 'v2' },
      branch: 'last_known_good',
      replaced: { deploymentId: 1, isAbandoned: true },
    });
  });

  it('is no attempt whose success was corrected', () => {
    const corrected = past(2, 'v2', 'failed', {
      attempts: [{ attempt: 1, status: 'failed', succeededAt: 21 }],
    });
    expect(roll([past(1, 'v1', 'succeeded'), corrected]).target.version).toBe('v1');
    const since = past(3, 'v3', 'succeeded');
    expect(roll([past(1, 'v1', 'succeeded'), corrected, since]).target.version).toBe('v1');
  });

  it('comes with what was passed over on the way to it', () => {
    expect(roll('v1 s, v2 s#, v3 s!, v4 s').skipped).toEqual([
      { deploymentId: 3, version: 'v3', why: 'marked_bad' },
      { deploymentId: 2, version: 'v2', why: 'blocked' },
    ]);
    expect(() => roll('v1 s!, v2 s')).toThrow(
      refused('nothing_to_roll_back', { skipped: [{ deploymentId: 1, version: 'v1', why: 'marked_bad' }] }),
    );
    expect(() => roll('v1 s!, v1 s!, v2 s')).toThrow(
      'in prod (passed over: v1, marked bad). Nothing was changed',
    );
  });
});

describe('what goes away', () => {
  it.each([
    ['v1 s, v2 s, v3 s, v4 s', 1, ['v4', 'v3', 'v2']],
    ['v1 s, v2 s, v1 s, v3 s', 2, []],
    ['v1 s, v2 s, v3 s, v2 s↶', 3, []],
    ['v1 s, v2 s, v3 s, v2 s↶', 1, ['v2']],
    ['v1 s, v2 s, v3 s, v4 f', 1, ['v4', 'v3', 'v2']],
    ['v1 s, v2 s, v1 f', 1, ['v2']],
  ])('of %s back to #%i is %o: what stands above it', (history, targetId, expected) => {
    expect(roll(history, { targetId }).goesAway).toEqual(expected);
  });
});

describe('the record that is replaced', () => {
  it.each([
    ['v1 s, v2 s', 2, false],
    ['v1 s, v2 f', 2, true],
    ['v1 s, v2 s, v3 p', 3, true],
    ['v1 s, v2 s, v3 b', 3, true],
  ])('of %s is #%i', (history, deploymentId, isAbandoned) => {
    expect(roll(history).replaced).toMatchObject({ deploymentId, isAbandoned });
  });

  it.each([
    ['succeeded', 'canonical', 'rolled_back'],
    ['succeeded', 'aviator', 'rolled_back'],
    ['succeeded', 'tracker', 'rolled_back'],
    ['succeeded', 'mobile', 'remediated'],
    ['failed', 'aviator', 'remediated'],
    ['canceled', 'canonical', 'remediated'],
    ['partial', 'canonical', 'remediated'],
  ] as const)('that is %s under %s rules becomes %s', (status, policy, became) => {
    expect(afterRollback({ status, policy })).toBe(became);
  });
});

describe('active work', () => {
  it.each(['p', 'q', 'u'])('that is %s is canceled at once where nothing carries it out', (letter) => {
    const plan = roll(`v1 s, v2 ${letter}`);
    expect(plan.cancels).toMatchObject([
      { deploymentId: 2, number: 2, version: 'v2', from: pasts(`v2 ${letter}`)[0]?.status, to: 'canceled' },
    ]);
    expect(plan.waitsFor).toEqual([]);
  });

  it.each(['p', 'q', 'u'])(
    'that is %s is asked to end where a workflow runs it, and waited for',
    (letter) => {
      const plan = roll(`v1 s, v2 ${letter}w`);
      expect(plan.cancels).toMatchObject([{ deploymentId: 2, to: 'canceling' }]);
      expect(plan.waitsFor).toEqual([2]);
    },
  );

  it('that is canceling is left to end, and waited for', () => {
    expect(roll('v1 s, v2 g')).toMatchObject({ cancels: [], waitsFor: [2] });
  });

  it('fails under the rules of a tracker, which has no word for canceled', () => {
    const tracked = past(2, 'v2', 'in_progress', { policy: 'tracker', hasRun: true });
    expect(roll([past(1, 'v1', 'succeeded'), tracked]).cancels).toMatchObject([{ to: 'failed' }]);
  });

  it('that is only scheduled stays, and is listed', () => {
    const plan = roll('v1 s, v2 s, v3 h');
    expect(plan).toMatchObject({
      cancels: [],
      waitsFor: [],
      scheduled: [{ deploymentId: 3, version: 'v3' }],
    });
  });

  it('says what it made way for', () => {
    expect(supersededWords({ number: 12, version: 'v1' })).toBe('Canceled by rollback #12 to v1.');
  });
});

describe('a second rollback', () => {
  it.each([
    ['v1 s, v2 s, v3 s, v2 s↶', 'v1', 'v3'],
    ['v1 s, v2 s, v3 b, v2 s↶', 'v1', 'v3'],
    ['v1 s, v2 s, v3 s, v4 s, v3 s↶, v2 s↶', 'v1', 'v3'],
    ['v1 s, v2 s, v3 s, v2 s, v3 s, v2 s↶', 'v1', 'v3'],
    ['v1 s, v2 s, v3 s, v2 s↶, v3 s↶', null, 'v2'],
    ['v1 s, v2 s, v1 s↶', null, 'v2'],
    ['v1 s!, v2 s, v3 s, v2 s↶', null, 'v3'],
    ['v0 s, v1 s!, v2 s, v3 s, v2 s↶', 'v0', 'v3'],
    ['v1 s, v2 s, v3 s!, v2 s↶', null, null],
    ['v1 s, v2 s', null, null],
    ['v1 s, v2 s, v3 s, v2 s↶, v4 f', null, null],
    ['v1 s, v2 s, v3 s, v2 s↶, v4 s', null, null],
  ])('after %s may walk back to %s, or be undone to %s', (history, walkBack, undo) => {
    const plan = roll(history);
    expect([plan.walkBack?.version ?? null, plan.undo?.version ?? null]).toEqual([walkBack, undo]);
  });

  it('that is undone goes back where the walk would have gone', () => {
    expect(roll('v1 s, v2 s, v3 s, v2 s↶, v3 s↶').target.version).toBe('v2');
  });
});

describe('a target that is named', () => {
  const twice = 'v1 s, v2 s, v3 s, v2 s↶';

  it.each([
    [twice, 1, 'v1', 'walk_back'],
    [twice, 3, 'v3', 'undo'],
    [twice, 2, 'v2', 'chosen'],
    ['v1 s, v2 s, v3 s', 2, 'v2', 'before_running'],
    ['v1 s, v2 s, v3 s', 1, 'v1', 'chosen'],
    ['v1 s, v2 s, v3 f', 2, 'v2', 'last_known_good'],
  ])('in %s as #%i is %s: %s', (history, targetId, version, branch) => {
    expect(roll(history, { targetId })).toMatchObject({ target: { version }, branch });
  });

  it.each([
    ['v1 s, v2 f, v3 s', 2],
    ['v1 s, v2 s!, v3 s', 2],
    ['v1 s, v2 s', 99],
    ['v1 f', 1],
  ])('in %s as #%i is refused', (history, targetId) => {
    expect(() => roll(history, { targetId })).toThrow(refused('not_a_target'));
  });

  it('of a blocked release is taken, with a warning', () => {
    expect(roll('v1 s#, v2 s, v3 s', { targetId: 1 }).warnings).toEqual(['blocked']);
  });
});

describe('a frozen environment', () => {
  const other = { ...freeze, freezeId: 4, name: 'Audit' };
  const frozenBy = [freeze, other];

  it('is gone through by those who name every freeze, and by a pipeline’s force', () => {
    expect(() => roll('v1 s, v2 s', { frozenBy, force: { freezeIds: [3], reason: 'because' } })).toThrow(
      expect.objectContaining({ message: 'prod is frozen by “Audit”. Nothing was changed.' }),
    );
    expect(roll('v1 s, v2 s', { frozenBy, force: { freezeIds: [4, 3], reason: 'r' } }).flags).toContain(
      'forced',
    );
  });

  it('is refused before it is asked whether there is a target', () => {
    expect(() => roll('', { frozenBy })).toThrow(refused('frozen'));
    expect(() => roll('v1 s', { frozenBy, targetId: 9 })).toThrow(refused('frozen'));
  });

  it('marks nothing as forced that no freeze stood against', () => {
    expect(roll('v1 s, v2 s', { force: { freezeIds: 'all', reason: null } }).flags).toEqual(['rollback']);
  });
});

describe('what the preview says', () => {
  it.each([
    ['v1 s, v2 s', 'v2 runs and the last deployment succeeded, so it goes back to v1, which ran before.'],
    [
      'v1 s, v2 p',
      'The last deployment, v2, is in progress, so the last known good version v1 is deployed again.',
    ],
    [
      'v1 s, v2 b',
      'The last deployment, v2, was rolled back, so the last known good version v1 is deployed again.',
    ],
  ])('of %s is: %s', (history, because) => expect(roll(history).because).toBe(because));

  it('words each branch of its own', () => {
    const twice = 'v1 s, v2 s, v3 s, v2 s↶';
    const sentences = [null, 1, 2, 3].map((targetId) => roll(twice, { targetId }).because);
    expect(new Set(sentences).size).toBe(4);
  });

  it('warns of a target that is there already, superseded, or whose artifact is gone', () => {
    expect(roll('v1 s, v2 f').warnings).toEqual(['same_version']);
    const old = past(1, 'v1', 'succeeded', { isSuperseded: true, artifactGone: true });
    expect(roll([old, past(2, 'v2', 'succeeded')]).warnings).toEqual(['superseded', 'artifact_gone']);
    const words = (['same_version', 'superseded', 'artifact_gone', 'blocked'] as const).map((warning) =>
      rollbackWarningWords(warning, { version: 'v1' }),
    );
    expect(new Set(words).size).toBe(4);
    expect(words.filter((sentence) => !sentence.includes('v1'))).toEqual([]);
  });
});
