import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operatingSystems } from '#shared/features/build/model.ts';
import { expiryOf } from '#shared/features/credential/expiry.ts';
import {
  credentialRules,
  credentialSchema,
  emptySlots,
  storeCredentials,
} from '#shared/features/credential/model.ts';
import { DAY } from '#shared/time.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

describe('the end of a credential', () => {
  it.each([
    ['in 31 days', 31 * DAY, null],
    ['a moment more than 30 days away', 30 * DAY + 1, null],
    ['in 30 days', 30 * DAY, { level: 30, days: 30 }],
    ['in 14 days and a moment', 14 * DAY + 1, { level: 30, days: 15 }],
    ['in 14 days', 14 * DAY, { level: 14, days: 14 }],
    ['in 3 days and a moment', 3 * DAY + 1, { level: 14, days: 4 }],
    ['in 3 days', 3 * DAY, { level: 3, days: 3 }],
    ['in a moment', 1, { level: 3, days: 1 }],
    ['now', 0, { level: 'expired', days: 0 }],
    ['a moment ago', -1, { level: 'expired', days: 0 }],
    ['two days and a bit ago', -2 * DAY - 5, { level: 'expired', days: -2 }],
  ])('%s is told as it should be', (_, left, expected) => {
    expect(expiryOf(NOW + left, NOW)).toEqual(expected);
  });

  it('is not told of a credential that has none', () => {
    expect(expiryOf(null, NOW)).toBeNull();
  });

  it('only grows nearer as time goes by', () => {
    const urgency = (left: number) => {
      const expiry = expiryOf(NOW + left, NOW);
      return expiry === null ? 0 : expiry.level === 'expired' ? 4 : [30, 14, 3].indexOf(expiry.level) + 1;
    };
    const left = fc.integer({ min: -40 * DAY, max: 40 * DAY });
    fc.assert(
      fc.property(left, left, (a, b) => {
        expect(urgency(Math.min(a, b))).toBeGreaterThanOrEqual(urgency(Math.max(a, b)));
      }),
    );
  });
});

describe('what is kept of a credential', () => {
  const kept = {
    id: 1,
    uid: 'u',
    projectId: 1,
    kind: 'keystore',
    os: 'android',
    target: 'production',
    bundleIdentifier: null,
    slots: ['keystore', 'keyAlias'],
    expiresAt: null,
    updatedAt: NOW,
  } as const;

  it('is names of slots: a value that comes along is dropped', () => {
    const parsed = credentialSchema.parse({
      ...kept,
      keystorePassword: 'hunter2',
      values: { keyAlias: 'up' },
    });
    expect(parsed).toEqual(kept);
  });

  it('says which slots still wait for a value', () => {
    expect(emptySlots({ ...kept, slots: [...kept.slots] })).toEqual(['keystorePassword', 'keyPassword']);
    expect(emptySlots({ kind: 'app_gallery', slots: ['clientSecret', 'clientId'] })).toEqual([]);
  });

  it('has one store account for each operating system, kept for both targets', () => {
    for (const os of operatingSystems) {
      expect(credentialRules[storeCredentials[os]]).toMatchObject({ systems: [os], perTarget: false });
    }
  });
});
