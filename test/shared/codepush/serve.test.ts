import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codepushBucket, type Selection } from '#shared/features/codepush/bucket.ts';
import { type ForcedBuild, prepareChannel, REMEMBERED_BINARIES } from '#shared/features/codepush/channel.ts';
import type { ChannelRelease } from '#shared/features/codepush/model.ts';
import { decideUpdate, type UpdateAnswer, type UpdateCheck } from '#shared/features/codepush/serve.ts';
import { releases, type Some, sha256 } from './made.ts';
import { twoPasses, type WireAnswer } from './passes.ts';

const selection: Selection = { policy: 'codepush' };
const A = 'contents of v1';
const B = 'contents of v2';
const C = 'contents of v3';

const client = (more: Partial<UpdateCheck> = {}): UpdateCheck => ({
  appVersion: '1.0.0',
  packageHash: null,
  label: null,
  clientId: 'device-001',
  isCompanion: false,
  ...more,
});

const on = (label: string, packageHash: string, more: Partial<UpdateCheck> = {}) =>
  client({ label, packageHash, ...more });

function wire(answer: UpdateAnswer<ChannelRelease>): WireAnswer {
  return answer.kind === 'available'
    ? {
        isAvailable: true,
        label: answer.release.label,
        isMandatory: answer.isMandatory,
        shouldRunBinaryVersion: false,
        updateAppVersion: false,
        appVersion: answer.appVersion,
      }
    : {
        isAvailable: false,
        label: '',
        isMandatory: false,
        shouldRunBinaryVersion: answer.shouldRunBinaryVersion,
        updateAppVersion: answer.updateAppVersion,
        appVersion: answer.appVersion,
      };
}

const decide = (
  history: readonly ChannelRelease[],
  check: UpdateCheck,
  forcedBuilds: readonly ForcedBuild[] = [],
) => wire(decideUpdate(prepareChannel({ releases: history, selection, forcedBuilds }), check));

const none = (more: Partial<WireAnswer> = {}): WireAnswer => ({
  isAvailable: false,
  label: '',
  isMandatory: false,
  shouldRunBinaryVersion: false,
  updateAppVersion: false,
  appVersion: '',
  ...more,
});

const get = (label: string, isMandatory = false, appVersion = '1.0.0'): WireAnswer =>
  none({ isAvailable: true, label, isMandatory, appVersion });

/** Of one-digit labels: `device-001` draws 42 for v1 and 43 for v2, `device-002` draws 33 and 34. */
const inside = (label: string, rollout: number) => {
  for (let number = 1; ; number += 1) {
    if (codepushBucket(`client-${number}`, label) < rollout) return `client-${number}`;
  }
};
const outside = (label: string, rollout: number) => {
  for (let number = 1; ; number += 1) {
    if (codepushBucket(`client-${number}`, label) >= rollout) return `client-${number}`;
  }
};

const threeWithMandatory = releases({}, { isMandatory: true }, {});
const twoWithRollout = releases({}, { rollout: 25 });
const manyRanges = releases(
  { targetBinaryRange: '*' },
  { targetBinaryRange: '^1.0.0', isMandatory: true },
  { targetBinaryRange: '>=1.1.0 <1.2.0' },
);
const forTwo = releases({ targetBinaryRange: '2.0.0' });

const rows: readonly (readonly [string, readonly ChannelRelease[], UpdateCheck, WireAnswer])[] = [
  ['1: over a mandatory release', threeWithMandatory, on('v1', A), get('v3', true)],
  ['2: on the mandatory release', threeWithMandatory, on('v2', B), get('v3')],
  ['3: on the newest', threeWithMandatory, on('v3', C), none()],
  ['4: fresh', threeWithMandatory, client(), get('v3', true)],
  ['5: on an unknown label', threeWithMandatory, on('v99', 'unknown'), get('v3', true)],
  [
    '6a: the mandatory release is disabled',
    releases({}, { isMandatory: true, isDisabled: true }, {}),
    on('v1', A),
    get('v3'),
  ],
  [
    '6b: it is for another binary',
    releases({}, { isMandatory: true, targetBinaryRange: '2.0.0' }, {}),
    on('v1', A),
    get('v3'),
  ],
  ['7: nothing was released', [], on('v1', A), none({ shouldRunBinaryVersion: true })],
  ['8: the newest is disabled under the client', releases({}, { isDisabled: true }), on('v2', B), get('v1')],
  [
    '9: the only one is disabled under the client',
    releases({ isDisabled: true }),
    on('v1', A),
    none({ shouldRunBinaryVersion: true }),
  ],
  ['10a: a rollback, on the bad release', releases({}, {}, { packageHash: A }), on('v2', B), get('v3')],
  ['10b: a rollback, still on its contents', releases({}, {}, { packageHash: A }), on('v1', A), none()],
  ['11a: outside a rollout', twoWithRollout, on('v1', A, { clientId: outside('v2', 25) }), none()],
  ['11b: inside a rollout', twoWithRollout, on('v1', A, { clientId: inside('v2', 25) }), get('v2')],
  [
    '12a: outside a rollout that it runs already',
    twoWithRollout,
    on('v2', B, { clientId: outside('v2', 25) }),
    none(),
  ],
  [
    '12b: inside a rollout that it runs already',
    twoWithRollout,
    on('v2', B, { clientId: inside('v2', 25) }),
    none(),
  ],
  [
    '13a: fresh, outside the first rollout',
    releases({ rollout: 10 }),
    client({ clientId: outside('v1', 10) }),
    none({ shouldRunBinaryVersion: true }),
  ],
  [
    '13b: fresh, inside the first rollout',
    releases({ rollout: 10 }),
    client({ clientId: inside('v1', 10) }),
    get('v1'),
  ],
  [
    '14a: an older binary',
    forTwo,
    client(),
    none({ shouldRunBinaryVersion: true, updateAppVersion: true, appVersion: '2.0.0' }),
  ],
  [
    '14b: a newer binary',
    forTwo,
    client({ appVersion: '3.0.0' }),
    none({ shouldRunBinaryVersion: true, appVersion: '2.0.0' }),
  ],
  ['15a: many ranges, 1.0.1', manyRanges, client({ appVersion: '1.0.1' }), get('v2', true, '1.0.1')],
  ['15b: many ranges, 2.0.0', manyRanges, client({ appVersion: '2.0.0' }), get('v1', false, '2.0.0')],
  [
    '15c: many ranges, 0.0.1 with the contents of v1',
    manyRanges,
    client({ appVersion: '0.0.1', packageHash: A }),
    none({ updateAppVersion: true, appVersion: '>=1.1.0 <1.2.0' }),
  ],
  [
    '16a: a pre-release for a version',
    releases({}),
    client({ appVersion: '1.0.0-beta.1' }),
    none({ shouldRunBinaryVersion: true, updateAppVersion: true, appVersion: '1.0.0' }),
  ],
  [
    '16b: a pre-release for any version',
    releases({ targetBinaryRange: '*' }),
    client({ appVersion: '1.0.0-beta.1' }),
    none({ shouldRunBinaryVersion: true, updateAppVersion: true, appVersion: '*' }),
  ],
  [
    '17: a rollout of nobody',
    releases({}, { rollout: 0 }),
    on('v1', A, { clientId: inside('v2', 1) }),
    none(),
  ],
];

describe('the truth table of the update check', () => {
  it.each(rows)('row %s', (_row, history, check, answer) => expect(decide(history, check)).toEqual(answer));
});

describe('an update check', () => {
  it('finds a client by its contents when it sends no label (D1)', () => {
    for (const label of [null, '']) {
      expect(decide(threeWithMandatory, client({ label, packageHash: B }))).toEqual(get('v3'));
    }
  });

  it('believes the label before the contents', () => {
    // v2 mandatory lies between v1 and v3; the contents say v3, the label v1.
    const again = releases({ packageHash: C }, { isMandatory: true }, { packageHash: 'other' });
    expect(decide(again, on('v1', C))).toEqual(get('v3', true));
    expect(decide(again, on('v2', C))).toEqual(get('v3', false));
  });

  it('never takes a missing label for a release called "undefined" (D1)', () => {
    expect(decide(releases({}, { label: 'v2' }), client())).toEqual(get('v2'));
    expect(decide(threeWithMandatory, client({ label: '', packageHash: '' }))).toEqual(get('v3', true));
  });

  it('withholds a rollout from a client without an id, also an empty one (D2)', () => {
    for (const clientId of [null, '']) {
      expect(decide(releases({}, { rollout: 99 }), on('v1', A, { clientId }))).toEqual(none());
    }
  });

  it('offers a companion any release, whatever its binary', () => {
    expect(decide(forTwo, client({ isCompanion: true, appVersion: '9.0.0' }))).toEqual(
      get('v1', false, '9.0.0'),
    );
  });

  it('gives back the version as the client wrote it', () => {
    expect(decide(releases({}), client({ appVersion: '1.0' }))).toEqual(get('v1', false, '1.0'));
    expect(decide(releases({}), client({ appVersion: '1' }))).toEqual(get('v1', false, '1'));
  });

  it('refuses what is no version', () => {
    expect(() => decide(releases({}), client({ appVersion: '1.x' }))).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: expect.objectContaining({ field: 'appVersion' }),
      }),
    );
  });

  it('names the contents that a difference would be from', () => {
    const channel = prepareChannel({ releases: threeWithMandatory, selection });
    expect(decideUpdate(channel, on('v1', A))).toMatchObject({ diffFrom: A });
    expect(decideUpdate(channel, client())).toMatchObject({ diffFrom: null });
  });

  it('serves two rollouts for two binaries at once', () => {
    const both = releases(
      { targetBinaryRange: '*' },
      { targetBinaryRange: '1.x', rollout: 30 },
      { targetBinaryRange: '2.x', rollout: 60 },
    );
    const one = inside('v2', 30);
    expect(decide(both, client({ clientId: one }))).toEqual(get('v2'));
    expect(decide(both, client({ clientId: outside('v2', 30) }))).toEqual(get('v1'));
    const two = { appVersion: '2.5.0', clientId: inside('v3', 60) };
    expect(decide(both, client(two))).toEqual(get('v3', false, '2.5.0'));
    expect(decide(both, client({ ...two, clientId: outside('v3', 60) }))).toEqual(get('v1', false, '2.5.0'));
  });

  it('keeps a client on an older unfinished release that it runs, when a newer one is not for it', () => {
    const two = releases({}, { rollout: 5 }, { rollout: 1 });
    const clientId = ['a', 'b', 'c', 'd'].find(
      (id) => codepushBucket(id, 'v2') >= 5 && codepushBucket(id, 'v3') >= 1,
    )!;
    expect(decide(two, on('v2', B, { clientId }))).toEqual(none());
    expect(decide(two, on('v1', A, { clientId }))).toEqual(none());
  });

  it('keeps a superseded release that is enabled again at its percentage (D16)', () => {
    const again = releases({}, { rollout: 25, superseded: true }, { isDisabled: true });
    expect(decide(again, on('v1', A, { clientId: outside('v2', 25) }))).toEqual(none());
    expect(decide(again, on('v1', A, { clientId: inside('v2', 25) }))).toEqual(get('v2'));
  });

  it('selects by the shuffled buckets of its own channel key', () => {
    const ids = Array.from({ length: 2000 }, (_, at) => `device-${at}`);
    const served = (channelKey: string) => {
      const channel = prepareChannel({
        releases: releases({}, { rollout: 0.5 }),
        selection: { policy: 'shuffled', channelKey, sha256 },
      });
      return ids.filter((clientId) => decideUpdate(channel, on('v1', A, { clientId })).kind === 'available');
    };
    const one = served('one');
    expect(one.length).toBeGreaterThan(1);
    expect(one.length).toBeLessThan(30);
    expect(served('other')).not.toEqual(one);
  });
});

describe('a build with Force Update', () => {
  const forced = [{ storeVersion: '1.0', liveStoreVersion: '2.3.0' }];
  const storeOnly = none({ shouldRunBinaryVersion: true, updateAppVersion: true, appVersion: '2.3.0' });

  it('gets no release and is sent to the store for the live version', () => {
    expect(decide(releases({}, { targetBinaryRange: '*' }), client(), forced)).toEqual(storeOnly);
    expect(decide([], client(), forced)).toEqual(storeOnly);
  });

  it('leaves every other binary alone', () => {
    expect(decide(releases({ targetBinaryRange: '*' }), client({ appVersion: '1.0.1' }), forced)).toEqual(
      get('v1', false, '1.0.1'),
    );
    expect(decide(releases({}), client(), [{ storeVersion: '1.2.3.4', liveStoreVersion: '2.3.0' }])).toEqual(
      get('v1'),
    );
  });

  it('is still served the bundle that asks to update, and is sent to the store once it has it', () => {
    const bundle = releases({}, { releaseMethod: 'force-update', isMandatory: true }, {});
    expect(decide(bundle, on('v1', A), forced)).toEqual(get('v2', true));
    expect(decide(bundle, on('v2', B), forced)).toEqual(
      none({ updateAppVersion: true, appVersion: '2.3.0' }),
    );
  });

  it('means nothing to a companion', () => {
    expect(decide(releases({}), client({ isCompanion: true }), forced)).toEqual(get('v1'));
  });
});

describe('the walk', () => {
  const ranges = ['*', '1.0.0', '1.x', '^1.1.0', '2.0.0', '>=1.0.0 <1.2.0', '1.0.0-beta.1', '1.0.0 || 3.0.0'];
  const someRelease: fc.Arbitrary<Some> = fc.record({
    targetBinaryRange: fc.constantFrom(...ranges),
    isMandatory: fc.boolean(),
    isDisabled: fc.boolean(),
    packageHash: fc.constantFrom('A', 'B', 'C', 'D'),
    superseded: fc.boolean(),
  });
  const anyCheck: fc.Arbitrary<UpdateCheck> = fc.record({
    appVersion: fc.constantFrom('0.9.0', '1.0.0', '1.0.0-beta.1', '1.1.0', '2.0.0', '4.0.0'),
    packageHash: fc.constantFrom(null, 'A', 'B', 'C', 'unknown'),
    label: fc.constantFrom(null, 'v1', 'v2', 'v3', 'v4', 'v99'),
    clientId: fc.constantFrom(null, 'a', '0', 'My iPhone', 'device-001', 'device-002', '📱-phone'),
    isCompanion: fc.boolean(),
  });
  const rollout = fc.constantFrom(0, 1, 25, 42, 50, 99);

  it('answers as the two passes do, wherever the one unfinished release stands', () => {
    fc.assert(
      fc.property(
        fc.array(someRelease, { maxLength: 7 }),
        fc.option(fc.tuple(fc.nat(6), rollout), { nil: null }),
        anyCheck,
        (some, unfinished, check) => {
          const made = releases(
            ...some.map((one, at) => (unfinished?.[0] === at ? { ...one, rollout: unfinished[1] } : one)),
          );
          expect(decide(made, check)).toEqual(twoPasses(made, check));
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('offers an unfinished release only to selected clients, a disabled one or one of other binaries to nobody', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(someRelease, fc.oneof(rollout, fc.constant(100))), { maxLength: 8 }),
        anyCheck,
        (some, check) => {
          const made = releases(...some.map(([one, percent]) => ({ ...one, rollout: percent })));
          const answer = decide(made, check);
          if (!answer.isAvailable) return;
          const offered = made.find(({ label }) => label === answer.label)!;
          expect(offered.isDisabled).toBe(false);
          expect(offered.packageHash).not.toBe(check.packageHash);
          if (offered.rollout < 100) {
            expect(codepushBucket(check.clientId!, offered.label)).toBeLessThan(offered.rollout);
          }
        },
      ),
    );
  });

  it('says the same from memory, and remembers no more binaries than it may', () => {
    const channel = prepareChannel({ releases: manyRanges, selection });
    const versions = Array.from({ length: REMEMBERED_BINARIES * 2 }, (_, at) => `1.1.${at}`);
    const ask = (appVersion: string) => wire(decideUpdate(channel, client({ appVersion })));
    const first = versions.map(ask);
    expect(channel.binaries.size).toBe(REMEMBERED_BINARIES);
    expect(versions.map(ask)).toEqual(first);
    expect(ask('1.1.7')).toEqual(ask('1.1.7'));
  });

  it('reads a range once, however many releases name it', () => {
    const some = Array.from({ length: 40 }, (_, at) => ({ targetBinaryRange: at % 2 ? '1.x' : '2.x' }));
    expect(prepareChannel({ releases: releases(...some), selection }).ranges).toHaveLength(2);
  });
});
