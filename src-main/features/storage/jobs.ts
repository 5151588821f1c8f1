import { blobStore } from '../../blobs/store.ts';
import type { Ctx } from '../../context.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import { sweepBundles } from '../candidate/sweep-bundles.ts';

/** A file that came in within this time may be about to be released, in ms. */
const GRACE = 24 * 60 * 60 * 1000;

const cleanUp: JobDefinition<void> = {
  kind: 'clean_up',
  unit: 'files',
  afterDeath: 'fail',
  deathNote: 'Slipway ended before it was done. What it had removed was needed by nobody; start it again.',
  open: () => ({ title: 'Clean up stored files' }),
  async run(tools) {
    const before = tools.now() - GRACE;
    await tools.write('storage.dropUnreleased', before);
    const swept = await blobStore(tools.folders.blobs).sweep((sha256) => {
      tools.checkCanceled();
      return tools.stores.storage.isReferenced(sha256);
    }, before);
    await tools.write('storage.forget', before);
    const bundles = await sweepBundles(tools, before);
    return { removed: swept.removed + bundles.removed, bytes: swept.bytes + bundles.bytes };
  },
};

const verify: JobDefinition<void> = {
  kind: 'verify_storage',
  unit: 'bytes',
  afterDeath: 'fail',
  open: ({ stores }) => ({ title: 'Verify stored files', total: stores.storage.used().used }),
  async run(tools) {
    const report = await blobStore(tools.folders.blobs).verify(tools.stores.storage.referenced(), tools);
    return { ...report };
  },
};

export const storageJobs = { 'storage.cleanUp': cleanUp, 'storage.verify': verify };

export const storageChunks = {
  'storage.dropUnreleased': ({ stores }: Ctx, before: number) => stores.storage.dropUnreleased(before),
  'storage.forget'({ stores, changed }: Ctx, before: number) {
    stores.storage.forget(before);
    changed('storage', 0, null);
  },
};
