import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Selection } from '#shared/features/codepush/bucket.ts';
import { type ForcedBuild, prepareChannel } from '#shared/features/codepush/channel.ts';
import { stepWords } from '#shared/features/codepush/explain-words.ts';
import type { ChannelRelease } from '#shared/features/codepush/model.ts';
import { decideUpdate, explainUpdate, type UpdateCheck } from '#shared/features/codepush/serve.ts';
import { releases, type Some } from './made.ts';

const selection: Selection = { policy: 'codepush' };

const check = (more: Partial<UpdateCheck> = {}): UpdateCheck => ({
  appVersion: '1.0.0',
  packageHash: null,
  label: null,
  clientId: 'device-001',
  isCompanion: false,
  ...more,
});

const prepared = (history: readonly ChannelRelease[], forcedBuilds: readonly ForcedBuild[] = []) =>
  prepareChannel({ releases: history, selection, forcedBuilds });

const told = (history: readonly ChannelRelease[], asked: UpdateCheck, forced: readonly ForcedBuild[] = []) =>
  explainUpdate(prepared(history, forced), asked).steps.map(stepWords);

describe('the explanation of an update check', () => {
  it('goes through the history line by line, with the numbers of a draw', () => {
    const history = releases(
      { packageHash: 'A' },
      { isMandatory: true },
      { rollout: 44 },
      { isDisabled: true },
      { targetBinaryRange: '2.x' },
    );
    expect(told(history, check({ label: 'v1', packageHash: 'A' }))).toEqual([
      'v5 is skipped: binary 1.0.0 is not in 2.x.',
      'v4 is skipped: it is disabled.',
      'v3 is skipped: 44 % opens 44 of 100 buckets and the client is in bucket 44.',
      'v2 is taken: it is enabled, complete and for this binary.',
      'The walk stops at v2: it is mandatory and newer than what the client runs.',
      'v2 is offered, as a mandatory update.',
    ]);
  });

  it('names the draw that let a client in, and the release that makes the update mandatory', () => {
    const history = releases({}, { isMandatory: true }, { rollout: 45 });
    expect(told(history, check({ label: 'v99' }))).toEqual([
      'v3 is taken: 45 % opens 45 of 100 buckets and the client is in bucket 44.',
      'v2 is older than the release that is taken; it only matters whether it is mandatory.',
      'The walk stops at v2: it is mandatory and newer than what the client runs.',
      'v3 is offered, as a mandatory update because of v2.',
    ]);
  });

  it('says where it stopped, and when it never met what the client runs', () => {
    const two = releases({ packageHash: 'A' }, {});
    expect(told(two, check({ label: 'v1', packageHash: 'A' }))).toEqual([
      'v2 is taken: it is enabled, complete and for this binary.',
      'v1 is what the client runs.',
      'v1 is older than the release that is taken; it only matters whether it is mandatory.',
      'The walk stops at v1: everything further down is older than what the client runs.',
      'v2 is offered, as an optional update.',
    ]);
    expect(told(two, check()).slice(-2)).toEqual([
      'The history ends without the release that the client runs.',
      'v2 is offered, as an optional update.',
    ]);
  });

  it('says why there is nothing', () => {
    expect(told(releases({ packageHash: 'A' }), check({ label: 'v1', packageHash: 'A' }))).toEqual([
      'v1 is what the client runs.',
      'v1 is taken, and the client has its contents already.',
      'No update: the client has what it should have.',
    ]);
    expect(told([], check())).toEqual([
      'No update: no release is left for this binary, so it should run what it was built with.',
    ]);
    expect(told(releases({ rollout: 10 }), check({ clientId: null }))[0]).toBe(
      'v1 is skipped: 10 % opens 10 of 100 buckets and the client sent no id.',
    );
    expect(told(releases({ targetBinaryRange: '2.x' }), check()).at(-1)).toBe(
      'No update: no release is left for this binary, so it should run what it was built with. The client is told that a newer binary exists: 2.x.',
    );
    expect(told(releases({ targetBinaryRange: '0.x' }), check())).toEqual([
      'v1 is skipped: binary 1.0.0 is newer than all of 0.x.',
      'No update: no release is left for this binary, so it should run what it was built with. The client is told that the newest release is for 0.x, older than its binary.',
    ]);
  });

  it('begins with Force Update when the binary has it', () => {
    expect(told(releases({}), check(), [{ storeVersion: '1.0.0', liveStoreVersion: '2.0.0' }])).toEqual([
      'Binary 1.0.0 belongs to build 1.0.0, which has Force Update: it is sent to the store for 2.0.0.',
      'v1 is skipped: binaries of a build with Force Update get no ordinary release.',
      'No update: no release is left for this binary, so it should run what it was built with. The client is told that a newer binary exists: 2.0.0.',
    ]);
  });

  it('is of the same walk that answers, tells every release at most once as skipped or taken, and ends with the answer', () => {
    const some: fc.Arbitrary<Some> = fc.record({
      targetBinaryRange: fc.constantFrom('*', '1.0.0', '2.x'),
      isMandatory: fc.boolean(),
      isDisabled: fc.boolean(),
      rollout: fc.constantFrom(0, 42, 50, 100),
      releaseMethod: fc.constantFrom('upload', 'force-update'),
    });
    const asked = fc.record({
      appVersion: fc.constantFrom('1.0.0', '2.0.0'),
      label: fc.constantFrom(null, 'v1', 'v2', 'v99'),
      packageHash: fc.constantFrom(null, 'contents of v1', 'contents of v3'),
      clientId: fc.constantFrom(null, 'a', 'device-002'),
      isCompanion: fc.boolean(),
    });
    const forced = fc.constantFrom([], [{ storeVersion: '1', liveStoreVersion: '2.0.0' }]);
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), asked, forced, (made, client, builds) => {
        const channel = prepared(releases(...made), builds);
        const { answer, steps } = explainUpdate(channel, client);
        expect(decideUpdate(channel, client)).toEqual(answer);
        expect(steps.at(-1)).toMatchObject(
          answer.kind === 'available'
            ? { step: 'offered', label: answer.release.label, isMandatory: answer.isMandatory }
            : { step: 'no_update', appVersion: answer.appVersion, updateAppVersion: answer.updateAppVersion },
        );
        const judged = steps.flatMap((step) =>
          ['disabled', 'not_for_forced', 'outside', 'withheld', 'taken', 'has_contents', 'older'].includes(
            step.step,
          )
            ? ['label' in step ? step.label : '']
            : [],
        );
        const newestFirst = channel.newestFirst.map(({ label }) => label);
        expect(judged).toEqual(newestFirst.slice(0, judged.length));
      }),
    );
  });
});
