import { describe, expect, it } from 'vitest';
import { matchingChannels, matchingReleases } from '../../../src-renderer/features/codepush/matching.ts';
import { nextStep, standingOf } from '../../../src-renderer/features/codepush/standing.ts';
import {
  failedCount,
  failedText,
  provenanceOf,
  reasonOf,
} from '../../../src-renderer/features/codepush/words.ts';
import { channel, release } from './made.ts';

describe('how a release stands', () => {
  it.each([
    [{ rollout: 100 }, 'complete'],
    [{ rollout: 100, isDisabled: true }, 'disabled'],
    [{ rollout: 20 }, 'rolling_out'],
    [{ rollout: 0 }, 'rolling_out'],
    [{ rollout: 20, isDisabled: true }, 'halted'],
    [{ rollout: 20, isDisabled: true, superseded: true }, 'ended'],
    [{ rollout: 20, superseded: true }, 'cut_short'],
  ])('%o is %s', (more, standing) => {
    expect(standingOf(release(1, more))).toBe(standing);
  });

  it.each([
    [0, 1],
    [1, 5],
    [12.5, 20],
    [99, 100],
    [100, 100],
  ])('after %d percent the usual next step is %d', (rollout, next) => {
    expect(nextStep(rollout)).toBe(next);
  });
});

describe('where contents come from', () => {
  it.each([
    [{}, {}, 'upload', 'upload'],
    [{ releaseMethod: 'promote', originalLabel: 'v5' }, { channelName: 'QA' }, 'promote', 'from QA v5'],
    [{ releaseMethod: 'promote', originalLabel: 'v5' }, {}, 'promote', 'from staging v5'],
    [{ releaseMethod: 'rollback', originalLabel: 'v3' }, { range: '1.0.x' }, 'rollback', 'back to v3'],
    [{ releaseMethod: 'rollback', originalLabel: 'v3' }, { range: '2.0.x' }, 'rerelease', 'v3 again'],
    [{ releaseMethod: 'rollback', originalLabel: 'v3' }, {}, 'rollback', 'back to v3'],
    [{ releaseMethod: 'baseline' }, {}, 'baseline', 'store binary'],
    [{ releaseMethod: 'force-update' }, {}, 'force_update', 'force update'],
  ] as const)('%o from %o is %s: %s', (more, origin, kind, words) => {
    expect(provenanceOf(release(6, more), origin)).toMatchObject({ kind, words });
  });
});

describe('what devices reported', () => {
  it('is a share with the count behind it', () => {
    expect(failedText({ installed: 457, failed: 6 })).toMatch(/^1.3 %$/);
    expect(failedCount({ installed: 457, failed: 6 })).toBe('6 of 463 reports failed');
    expect(failedCount({ installed: 0, failed: 1 })).toBe('1 of 1 report failed');
  });

  it('is nothing, not zero, while nobody has reported', () => {
    expect(failedText({ installed: 0, failed: 0 })).toBe('');
  });
});

it('a refusal on a button does not say that nothing was changed, because nothing was tried', () => {
  expect(reasonOf('v2 is complete. Nothing was changed.')).toBe('v2 is complete.');
  expect(reasonOf('Only a staging release can be promoted.')).toBe('Only a staging release can be promoted.');
});

describe('the filters', () => {
  const channels = [channel(), channel({ id: 2, os: 'ios', target: 'staging', name: 'QA' })];

  it('find channels by all of their words', () => {
    const found = (text: string) => matchingChannels(channels, text).map(({ id }) => id);
    expect(found('')).toEqual([1, 2]);
    expect(found('STORE ios')).toEqual([2]);
    expect(found('staging')).toEqual([2]);
    expect(found('ios production')).toEqual([]);
  });

  it('find releases by label, tag, range, description and method', () => {
    const rows = [
      release(2, { description: 'Hotfix for JPY', targetBinaryRange: '6.12.x' }),
      release(1, { releaseMethod: 'promote', tag: 'train-7' }),
    ];
    const found = (text: string) => matchingReleases(rows, text).map(({ label }) => label);
    expect(found('jpy hotfix')).toEqual(['v2']);
    expect(found('6.12')).toEqual(['v2']);
    expect(found('promote train')).toEqual(['v1']);
    expect(found('v')).toEqual(['v2', 'v1']);
    expect(found('jpy train')).toEqual([]);
  });
});
