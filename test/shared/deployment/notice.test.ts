import { describe, expect, it } from 'vitest';
import { deploymentStatuses } from '#shared/features/deployment/machine.ts';
import { decisionNotice, endNotice, wantsNotice } from '#shared/features/deployment/notice.ts';
import { NOON } from '../../support/testApp.ts';

const row = {
  uid: '01939000-0000-7000-8000-000000000001',
  attempt: 1,
  status: 'succeeded',
  project: 'payments',
  environment: 'prod-eu',
  tier: 'production',
  version: '1.5.0-rc1',
  fromVersion: '1.4.2-rc2',
  finishedAt: NOON,
  errorMessage: null,
  flags: [],
} as const;

describe('what is told on the desktop', () => {
  it.each([
    ['succeeded', 'payments 1.5.0-rc1 reached prod-eu'],
    ['partial', 'payments 1.5.0-rc1 reached in part prod-eu'],
    ['failed', 'payments 1.5.0-rc1 failed in prod-eu'],
    ['errored', 'payments 1.5.0-rc1 could not be carried out in prod-eu'],
    ['canceled', 'payments 1.5.0-rc1 was canceled in prod-eu'],
    ['rolled_back', 'payments 1.5.0-rc1 was rolled back in prod-eu'],
  ] as const)('of a deployment that is %s', (status, title) => {
    expect(endNotice({ ...row, status }, NOON)).toMatchObject({ title, body: 'In place of 1.4.2-rc2.' });
  });

  it('is nothing while it goes on, before it began to be looked at, or without an end', () => {
    const going = ['scheduled', 'pending', 'in_progress', 'canceling', 'unknown'] as const;
    for (const status of going) expect(endNotice({ ...row, status }, NOON)).toBeNull();
    expect(endNotice(row, NOON + 1)).toBeNull();
    expect(endNotice({ ...row, finishedAt: null }, NOON)).toBeNull();
  });

  it('is told once for each end of an attempt', () => {
    const tags = deploymentStatuses.flatMap((status) =>
      [1, 2].flatMap((attempt) => endNotice({ ...row, status, attempt }, NOON)?.tag ?? []),
    );
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('calls a rollback one, and says why something failed', () => {
    expect(endNotice({ ...row, flags: ['rollback'] }, NOON)?.title).toBe(
      'payments 1.5.0-rc1 is back in prod-eu',
    );
    expect(endNotice({ ...row, status: 'failed', errorMessage: 'exit 2' }, NOON)?.body).toBe('exit 2');
  });

  const decision = decisionNotice({ uid: row.uid, position: 2, question: 'Is it calm?' }, row);
  const end = endNotice(row, NOON);
  it.each([
    [{ ended: 'none', decisions: true }, [false, true]],
    [{ ended: 'production', decisions: false }, [true, false]],
    [{ ended: 'all', decisions: false }, [true, false]],
  ] as const)('with %o is %o of an end and of a decision in production', (notices, wanted) => {
    expect([end && wantsNotice(notices, end), wantsNotice(notices, decision)]).toEqual(wanted);
  });

  it('is of other tiers for those only who want all', () => {
    const staging = endNotice({ ...row, tier: 'staging' }, NOON) ?? expect.fail('it ended');
    expect(wantsNotice({ ended: 'production', decisions: true }, staging)).toBe(false);
    expect(wantsNotice({ ended: 'all', decisions: true }, staging)).toBe(true);
  });
});
