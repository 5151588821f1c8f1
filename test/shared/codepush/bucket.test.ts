import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketCount,
  bucketOf,
  codepushBucket,
  isSelected,
  openBuckets,
  type Selection,
  shuffledBucket,
} from '#shared/features/codepush/bucket.ts';
import { sha256 } from './made.ts';

const codepush: Selection = { policy: 'codepush' };
const shuffled: Selection = { policy: 'shuffled', channelKey: 'the-channel-key', sha256 };

const golden: readonly (readonly [string, readonly [number, number, number, number]])[] = [
  ['My iPhone', [69, 68, 77, 48]],
  ['device-001', [42, 43, 26, 31]],
  ['device-002', [33, 34, 5, 82]],
  ['a', [79, 80, 97, 76]],
  ['0', [20, 21, 68, 21]],
  ['ffffffff-ffff-ffff-ffff-ffffffffffff', [20, 21, 8, 81]],
  ['3F2504E0-4F89-11D3-9A0C-0305E82C3301', [23, 22, 83, 94]],
  ['çihaz-İ', [54, 53, 86, 29]],
  ['📱-phone', [41, 40, 85, 8]],
  ['client_with_a_very_long_identifier_0123456789_0123456789_0123456789', [42, 41, 22, 33]],
];

const cases = [
  ...golden.flatMap(([id, buckets]) =>
    ['v1', 'v2', 'v10', 'v123'].map((label, at) => [id, label, buckets[at]!] as const),
  ),
  ['device-001', 'v3', 44],
  ['device-002', 'v3', 35],
  ['device-003', 'v3', 26],
  ['9774d56d682e549c', 'v5', 16],
] as const;

/** The definition of spec/mobile 2.5 in exact integers, step by step. */
function exactBucket(clientId: string, label: string): number {
  let h = 0n;
  for (const unit of `${clientId}-${label}`.split('')) {
    const left5 = BigInt.asIntN(32, BigInt.asIntN(32, h) * 32n);
    h = left5 - h + BigInt(unit.charCodeAt(0));
  }
  return Number((h < 0n ? -h : h) % 100n);
}

/** What most ports do instead: every step wrapped to 32 bits. */
function wrappedBucket(clientId: string, label: string): number {
  let h = 0;
  for (const unit of `${clientId}-${label}`.split('')) h = ((h << 5) - h + unit.charCodeAt(0)) | 0;
  return Math.abs(h) % 100;
}

const anyId = fc.oneof(
  fc.uuid(),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 }),
);
const anyLabel = fc.integer({ min: 1, max: 100_000 }).map((number) => `v${number}`);

describe('the bucket of a CodePush client', () => {
  it.each(cases)('of %s for %s is %i', (id, label, bucket) => expect(codepushBucket(id, label)).toBe(bucket));

  it('is the exact one for any id, surrogate pairs and long ones too', () => {
    fc.assert(
      fc.property(anyId, anyLabel, (id, label) => {
        expect(codepushBucket(id, label)).toBe(exactBucket(id, label));
      }),
      { numRuns: 2000 },
    );
  });

  it('stays exact for an id of many thousand units', () => {
    const id = '\uffff\u0000z'.repeat(20_000);
    expect(codepushBucket(id, 'v7')).toBe(exactBucket(id, 'v7'));
  });

  it('is another one than the wrapped hash gives for three UUIDs in four', () => {
    const ids = fc.sample(fc.uuid(), { numRuns: 4000, seed: 7 });
    const other = ids.filter((id) => codepushBucket(id, 'v1') !== wrappedBucket(id, 'v1')).length;
    expect(other / ids.length).toBeCloseTo(0.76, 1);
  });

  it('moves by exactly one from a one-digit label to the next', () => {
    fc.assert(
      fc.property(anyId, fc.integer({ min: 1, max: 8 }), (id, number) => {
        const step = Math.abs(codepushBucket(id, `v${number + 1}`) - codepushBucket(id, `v${number}`));
        expect([1, 99]).toContain(step);
      }),
    );
  });
});

describe('the shuffled bucket', () => {
  it('is the first 48 bits of the hash of key, label and id, modulo 10 000', () => {
    const digest = sha256('the-channel-key:v3:device-001');
    expect(shuffledBucket('the-channel-key', 'v3', 'device-001', sha256)).toBe(
      Number(BigInt(`0x${digest.slice(0, 12)}`) % 10_000n),
    );
    // Written down, so that no later version of this program moves devices about.
    expect(shuffledBucket('the-channel-key', 'v3', 'device-001', sha256)).toBe(6592);
  });

  it('does not keep the same clients in front from one label to the next', () => {
    const ids = fc.sample(fc.uuid(), { numRuns: 4000, seed: 11 });
    const first = ids.filter((id) => bucketOf(shuffled, 'v1', id) < 1000);
    const again = first.filter((id) => bucketOf(shuffled, 'v2', id) < 1000);
    expect(again.length / first.length).toBeLessThan(0.2);
  });
});

describe.each([
  ['codepush', codepush],
  ['shuffled', shuffled],
] as const)('selection by %s', (policy, selection) => {
  it('falls into its buckets', () => {
    fc.assert(
      fc.property(anyId, anyLabel, (id, label) => {
        const bucket = bucketOf(selection, label, id);
        expect(bucket).toBeGreaterThanOrEqual(0);
        expect(bucket).toBeLessThan(bucketCount(policy));
      }),
    );
  });

  it('never loses a client as the rollout grows, and says the same each time', () => {
    const rollout = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(anyId, anyLabel, rollout, rollout, (id, label, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        const at = (percent: number) => isSelected(selection, { label, rollout: percent }, id);
        expect(at(low) && !at(high)).toBe(false);
        expect(at(one)).toBe(at(one));
      }),
    );
  });

  it.each([1, 5, 10, 25, 50, 75, 99])('lets about %i %% of the clients in', (rollout) => {
    const ids = fc.sample(fc.uuid(), { numRuns: 5000, seed: 3 });
    const share = ids.filter((id) => isSelected(selection, { label: 'v4', rollout }, id)).length / ids.length;
    expect(Math.abs(share * 100 - rollout)).toBeLessThan(2);
  });

  it('lets nobody in at 0, everybody at 100, and a client without an id only at 100', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(isSelected(selection, { label: 'v1', rollout: 0 }, id)).toBe(false);
        expect(isSelected(selection, { label: 'v1', rollout: 100 }, id)).toBe(true);
      }),
    );
    expect(isSelected(selection, { label: 'v1', rollout: 99 }, null)).toBe(false);
    expect(isSelected(selection, { label: 'v1', rollout: 100 }, null)).toBe(true);
  });
});

describe('the edge of a rollout', () => {
  it('leaves bucket 44 out at 44 % and takes it in at 45 %', () => {
    expect(codepushBucket('device-001', 'v3')).toBe(44);
    expect(isSelected(codepush, { label: 'v3', rollout: 44 }, 'device-001')).toBe(false);
    expect(isSelected(codepush, { label: 'v3', rollout: 45 }, 'device-001')).toBe(true);
  });

  it.each([
    ['shuffled', 0.29, 29],
    ['shuffled', 0.01, 1],
    ['shuffled', 1.13, 113],
    ['shuffled', 57.99, 5799],
    ['shuffled', 100, 10_000],
    ['codepush', 0, 0],
    ['codepush', 25, 25],
    // Two decimals survive a change of the policy: the bucket that is cut counts as open.
    ['codepush', 12.5, 13],
  ] as const)('%s at %d %% opens %i buckets', (policy, rollout, open) => {
    expect(openBuckets(policy, rollout)).toBe(open);
  });
});
