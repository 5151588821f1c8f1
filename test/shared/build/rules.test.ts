import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTargets, operatingSystems, storeStates } from '#shared/features/build/model.ts';
import {
  type BuildState,
  defaultTargetRange,
  isLive,
  planLive,
  planStoreState,
  receivesReleases,
  sharesChannel,
  storeMachine,
} from '#shared/features/build/rules.ts';
import { deploymentStatuses } from '#shared/features/deployment/machine.ts';
import { statesOf } from '#shared/machine.ts';
import { build, live, refusedField, replaced } from './builds.ts';

const unfinished = deploymentStatuses.filter((status) => status !== 'succeeded');
const publication = { publisher: 'mira.solberg', at: 500, appStatus: null };

describe('the store state of a build', () => {
  const before = [null, ...storeStates];
  const usual = new Set(['null>pending', 'pending>success', 'pending>rejected', 'rejected>pending']);
  const cells = before.flatMap((from) => storeStates.map((to) => [from, to] as const));
  it.each(cells)('from %s to %s is the usual course, a correction, or nothing new', (from, to) => {
    const plan = planStoreState(build(1, { isOnStore: from }), to);
    if (from === to) expect(plan).toBeNull();
    else expect(plan).toEqual({ isOnStore: to, correction: !usual.has(`${from}>${to}`), endsLive: false });
  });

  it.each(['code-push', 'environment', 'fleet'] as const)('is refused on a %s deployment', (kind) => {
    expect(refusedField(() => planStoreState(build(1, { kind }), 'pending'))).toEqual({
      code: 'invalid_input',
      field: 'kind',
    });
  });

  it.each(unfinished)('is refused on a build that is %s', (status) => {
    expect(refusedField(() => planStoreState(build(1, { status }), 'pending'))).toEqual({
      code: 'illegal_transition',
      field: 'status',
    });
  });

  it('takes a build off Live when its approval is corrected away', () => {
    expect(planStoreState(live(1), 'rejected')).toMatchObject({ correction: true, endsLive: true });
    expect(planStoreState(replaced(1), 'rejected')).toMatchObject({ endsLive: false });
    expect(planStoreState(live(1, { isOnStore: null }), 'success')).toMatchObject({ endsLive: false });
  });

  it('has words for every state, and for none', () => {
    expect(statesOf(storeMachine).map((state) => storeMachine.states[state].label)).toEqual([
      'not submitted',
      'in review',
      'approved',
      'rejected',
    ]);
  });
});

describe('marking a build Live', () => {
  it('lets the one before fall back to Approved and writes the channel’s row', () => {
    const appStatus = { createdAt: 7 } as Parameters<typeof planLive>[2]['appStatus'];
    expect(planLive(build(2), [live(1), build(2)], { ...publication, appStatus })).toEqual({
      deploymentId: 2,
      liveFrom: 500,
      replaced: [{ deploymentId: 1, liveUntil: 500 }],
      appStatus: {
        os: 'ios',
        target: 'production',
        deploymentId: 2,
        live: true,
        envVersion: '1.0.2',
        storeVersion: '1.0.2',
        versionCode: null,
        tag: 'v2',
        publisher: 'mira.solberg',
        publishedAt: 500,
        createdAt: 7,
        updatedAt: 500,
      },
    });
  });

  it('carries the version code except on iOS, and begins the row when the channel never had one', () => {
    const rowOf = (os: 'android' | 'huawei' | 'ios') =>
      planLive(build(2, { os, versionCode: 41 }), [], publication)?.appStatus;
    expect(rowOf('android')).toMatchObject({ versionCode: 41, createdAt: 500 });
    expect(rowOf('huawei')).toMatchObject({ versionCode: 41 });
    expect(rowOf('ios')).toMatchObject({ versionCode: null });
  });

  it('leaves the builds of its channel alone that are not Live', () => {
    expect(planLive(build(2), [replaced(1), build(3), live(4)], publication)?.replaced).toEqual([
      { deploymentId: 4, liveUntil: 500 },
    ]);
  });

  it.each([
    ['another project', { projectId: 2 }],
    ['another operating system', { os: 'android' }],
    ['another target', { target: 'staging' }],
  ] as const)('leaves the Live build of %s alone', (_, other) => {
    expect(planLive(build(2), [live(1, other)], publication)?.replaced).toEqual([]);
  });

  it.each([null, 'pending', 'rejected'] as const)('is refused while the store says %s', (isOnStore) => {
    expect(refusedField(() => planLive(build(1, { isOnStore }), [], publication))).toEqual({
      code: 'illegal_transition',
      field: 'isOnStore',
    });
  });

  it.each(unfinished)('is refused on a build that is %s', (status) => {
    expect(refusedField(() => planLive(build(1, { status }), [], publication)).field).toBe('status');
  });

  it('is refused on anything but a build, and on one whose users were told to leave it', () => {
    expect(refusedField(() => planLive(build(1, { kind: 'code-push' }), [], publication)).field).toBe('kind');
    expect(refusedField(() => planLive(replaced(1, { forceUpdate: true }), [], publication)).field).toBe(
      'forceUpdate',
    );
  });

  it('changes nothing on the build that is Live', () => {
    expect(planLive(live(1), [live(1)], publication)).toBeNull();
  });

  it('brings a replaced build back', () => {
    expect(planLive(replaced(1), [live(2), replaced(1)], publication)?.replaced).toEqual([
      { deploymentId: 2, liveUntil: 500 },
    ]);
  });

  it('never leaves two Live builds in a channel, whatever the order', () => {
    const builds = fc.array(
      fc.record({
        os: fc.constantFrom(...operatingSystems),
        target: fc.constantFrom(...buildTargets),
        projectId: fc.constantFrom(1, 2),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(builds, fc.array(fc.nat(7), { maxLength: 20 }), (made, clicks) => {
        let all: BuildState[] = made.map((more, id) => build(id, more));
        clicks.forEach((click, at) => {
          const chosen = all[click % all.length];
          const plan = chosen ? planLive(chosen, all, { ...publication, at }) : null;
          if (!plan) return;
          all = all.map((one) => {
            if (one.id === plan.deploymentId) return { ...one, liveFrom: plan.liveFrom, liveUntil: null };
            const gone = plan.replaced.find(({ deploymentId }) => deploymentId === one.id);
            return gone ? { ...one, liveUntil: gone.liveUntil } : one;
          });
          const rivals = all.filter((one) => isLive(one) && sharesChannel(one, chosen as BuildState));
          expect(rivals.map(({ id }) => id)).toEqual([plan.deploymentId]);
        });
      }),
    );
  });
});

describe('releases over the air', () => {
  it.each([
    [{}, true],
    [{ forceUpdate: true }, false],
    [{ status: 'failed' }, false],
    [{ status: 'in_progress' }, false],
    [{ kind: 'code-push' }, false],
  ] as const)('reach the users of a build with %j: %s', (more, expected) => {
    expect(receivesReleases(build(1, more))).toBe(expected);
  });

  it('are meant for exactly their build’s store version when nobody says otherwise', () => {
    expect(defaultTargetRange(build(1, { storeVersion: '2.3.1' }))).toBe('2.3.1');
    expect(defaultTargetRange(build(1, { storeVersion: null }))).toBeNull();
  });
});
