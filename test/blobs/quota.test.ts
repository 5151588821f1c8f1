import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideQuota } from '../../src-main/blobs/quota.ts';

const room = (quota: number | null, used: number, unreferenced = 0) => ({ quota, used, unreferenced });

describe('the room for stored files', () => {
  it.each([
    ['no quota', room(null, 900), 50, { kind: 'fits', mostBytes: 500, nearlyFull: false }],
    ['enough left', room(1000, 100), 50, { kind: 'fits', mostBytes: 500, nearlyFull: false }],
    ['just enough', room(1000, 950), 50, { kind: 'fits', mostBytes: 50, nearlyFull: true }],
    ['a tenth left', room(1000, 850), 50, { kind: 'fits', mostBytes: 150, nearlyFull: false }],
    ['a byte too many', room(1000, 951), 50, { kind: 'full', missing: 1 }],
    ['enough after cleaning up', room(1000, 990, 40), 50, { kind: 'clean_up_first', missing: 40 }],
    ['not enough even so', room(1000, 990, 39), 50, { kind: 'full', missing: 40 }],
    ['a quota that was lowered below what is there', room(100, 300, 10), 50, { kind: 'full', missing: 250 }],
    ['larger than any file may be', room(null, 0), 501, { kind: 'too_large', mostBytes: 500 }],
    ['an unknown size and room', room(1000, 700), null, { kind: 'fits', mostBytes: 300, nearlyFull: false }],
    ['an unknown size and none', room(1000, 1000), null, { kind: 'full', missing: 1 }],
    ['nothing, into a full store', room(1000, 1000), 0, { kind: 'fits', mostBytes: 0, nearlyFull: true }],
  ] as const)('%s', (_name, given, incoming, verdict) => {
    expect(decideQuota(given, incoming, 500)).toEqual(verdict);
  });

  it('never lets the store grow beyond its quota, nor refuses what has room', () => {
    const bytes = fc.nat(2000);
    fc.assert(
      fc.property(bytes, bytes, bytes, bytes, (quota, used, unreferenced, incoming) => {
        const verdict = decideQuota(room(quota, used, unreferenced), incoming, 5000);
        expect(verdict.kind === 'fits').toBe(used + incoming <= quota);
        if (verdict.kind === 'fits') expect(used + verdict.mostBytes).toBeLessThanOrEqual(quota);
        else if (verdict.kind === 'clean_up_first')
          expect(used - unreferenced + incoming).toBeLessThanOrEqual(quota);
        else expect(used - unreferenced + incoming).toBeGreaterThan(quota);
      }),
    );
  });
});
