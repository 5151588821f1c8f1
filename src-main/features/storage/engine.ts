import { AppError } from '#shared/errors.ts';
import type { storageContract } from '#shared/features/storage/contract.ts';
import { formatSize } from '#shared/time.ts';
import { decideQuota } from '../../blobs/quota.ts';
import type { Handlers } from '../../handlers.ts';
import type { Stores } from '../../store/index.ts';

/**
 * How many bytes a file may have that comes in now. @throws invalid_input for one that is larger than any may be,
 * unavailable when the quota has no room for it.
 */
export function requireRoom({ storage }: Stores, incoming: number, mostFile: number): number {
  const quota = storage.quota();
  const verdict = decideQuota(
    { quota, used: storage.used().used, unreferenced: quota === null ? 0 : storage.unreferenced() },
    incoming,
    mostFile,
  );
  switch (verdict.kind) {
    case 'fits':
      return verdict.mostBytes;
    case 'too_large':
      throw new AppError(
        'invalid_input',
        `A file may have at most ${formatSize(mostFile)}. Nothing was kept.`,
        {
          field: 'package',
          hint: 'Take out what an update does not need.',
        },
      );
    case 'clean_up_first':
    case 'full':
      throw new AppError(
        'unavailable',
        `The room for stored files lacks ${formatSize(verdict.missing)}. Nothing was kept.`,
        {
          field: 'package',
          hint:
            verdict.kind === 'full'
              ? 'Raise the quota: Settings, Data.'
              : 'Clean up the files that nobody needs: Settings, Data.',
        },
      );
  }
}

export const storageEngine: Handlers<typeof storageContract> = {
  usage({ stores: { storage } }) {
    return {
      quota: storage.quota(),
      ...storage.used(),
      unreferenced: storage.unreferenced(),
    };
  },
  setQuota(ctx, { quota }) {
    const { stores } = ctx;
    const before = stores.storage.quota();
    stores.storage.setQuota(quota);
    const workspace = stores.workspace.get();
    ctx.changed('storage', 0, {
      verb: 'storage.setQuota',
      object: { uid: workspace?.uid ?? '', label: 'stored files' },
      before: { quota: before },
      after: { quota },
    });
    return { quota };
  },
};
