import { expect, it } from 'vitest';
import { deployChecks } from '#shared/features/environment/deploy.ts';
import { forceOf } from '#shared/features/environment/forced.ts';

const freeze = (freezeId: number, name: string) => ({ freezeId, name, reason: 'Audit', endsAt: null });
const standing = [freeze(1, 'Audit'), freeze(2, 'Incident')];
const metadata = { forced: [{ check: 'not_open', message: '…' }], overriddenFreezes: ['Audit'] };
const plain = { isForced: false, isRollback: false, metadata: {} };

it.each([
  ['nothing, when nothing was', plain, null],
  ['nothing, whatever its metadata say, without the flag', { ...plain, metadata }, null],
  [
    'what it was forced through, and the freezes that were named',
    { ...plain, isForced: true, metadata },
    { freezeIds: [1], checks: ['not_open'], reason: null },
  ],
  [
    'nothing, when what it was forced through cannot be read',
    { ...plain, isForced: true, metadata: { forced: 'all' } },
    { freezeIds: [], checks: [], reason: null },
  ],
  [
    'all but freezes, for a rollback',
    { ...plain, isRollback: true, metadata },
    { freezeIds: [], checks: deployChecks, reason: null },
  ],
  [
    'all and the freezes that were named, for a rollback through them',
    { isForced: true, isRollback: true, metadata: { overriddenFreezes: ['Incident'] } },
    { freezeIds: [2], checks: deployChecks, reason: null },
  ],
])('what begins again goes through %s', (_what, made, force) => {
  expect(forceOf(made, standing)).toEqual(force);
});
