import { createReadStream, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { codepushContract } from '#shared/features/codepush/contract.ts';
import { makeDiff } from '../../blobs/diff.ts';
import { blobStore } from '../../blobs/store.ts';
import type { Ctx } from '../../context.ts';
import type { JobDefinition, JobTools } from '../../jobs/definition.ts';
import { requireRoom } from '../storage/engine.ts';
import { channelLabel, requireChannel } from './channels.ts';
import { keepPackage, LARGEST_PACKAGE } from './intake.ts';
import type { PackageDiff, StoredPackage } from './package-store.ts';

type InspectInput = ParsedInputOf<(typeof codepushContract)['inspect']>;
type DiffsInput = ParsedInputOf<(typeof codepushContract)['makeDiffs']>;

/** Differences are made against so many releases before the newest (spec/mobile 3.6). */
const DIFFS_BACK = 5;

function requireUpload({ folders }: JobTools, fileId: string): string {
  const path = join(folders.incoming, fileId);
  if (existsSync(path)) return path;
  throw new AppError('not_found', 'The uploaded package is not here any more. Nothing was changed.', {
    field: 'package',
    hint: 'Upload it again.',
  });
}

const inspect: JobDefinition<InspectInput> = {
  kind: 'package',
  unit: 'bytes',
  afterDeath: 'fail',
  deathNote: 'Slipway ended before the package was read. Nothing was released; upload it again.',
  open(ctx, { channelId, fileName }) {
    if (channelId !== null) requireChannel(ctx, channelId);
    return { title: `Read ${fileName ?? 'a package'}` };
  },
  async run(tools, { fileId, fileName, channelId }) {
    const path = requireUpload(tools, fileId);
    const mostBytes = requireRoom(tools.stores, statSync(path).size, LARGEST_PACKAGE);
    const channel = channelId === null ? null : (tools.stores.channel.get(channelId) ?? null);
    const staged = await blobStore(tools.folders.blobs).stage(createReadStream(path), { mostBytes });
    const facts = await keepPackage(
      staged,
      { fileName, publicKey: channel?.publicKey ?? null, checkCanceled: () => tools.checkCanceled() },
      (found) => tools.write('package.keep', found),
    );
    rmSync(path, { force: true });
    return { ...facts };
  },
};

/** The releases that devices may come from: the newest ones before the newest, with other contents. */
function origins({ stores }: JobTools, channelId: number) {
  const [newest, ...older] = stores.codepush.history(channelId).toReversed();
  if (!newest) return null;
  const hashes = new Set(
    older.map(({ packageHash }) => packageHash).filter((hash) => hash !== newest.packageHash),
  );
  return { newest, hashes: [...hashes].slice(0, DIFFS_BACK) };
}

const makeDiffs: JobDefinition<DiffsInput> = {
  kind: 'diffs',
  unit: 'differences',
  // What a kill left undone is asked for again with the next release; devices take the whole package until then.
  afterDeath: 'resume',
  open: (ctx, { channelId }) => ({
    title: `Differences for ${channelLabel(requireChannel(ctx, channelId))}`,
  }),
  async run(tools, { channelId }) {
    const { stores, folders } = tools;
    const found = origins(tools, channelId);
    const target = found && stores.package.get(found.newest.packageHash);
    if (!found || !target || target.kind !== 'zip') return { made: 0, skipped: 0 };
    const blobs = blobStore(folders.blobs);
    const done = new Set(stores.package.diffs(target.packageHash).map(({ fromHash }) => fromHash));
    let made = 0;
    let skipped = 0;
    for (const fromHash of found.hashes) {
      tools.checkCanceled();
      const origin = done.has(fromHash) ? null : stores.package.get(fromHash);
      if (origin?.kind === 'zip') {
        const diff = await makeDiff(origin.manifest, target.manifest, blobs.pathOf(target.blob), (body) =>
          blobs.write(body, { mostBytes: LARGEST_PACKAGE }),
        );
        if (diff) made += 1;
        else skipped += 1;
        await tools.write('package.diff', {
          packageHash: target.packageHash,
          fromHash,
          blob: diff?.sha256 ?? null,
          size: diff?.size ?? null,
          channelId,
        } satisfies PackageDiff & { channelId: number });
      }
      await tools.progress(made + skipped, found.hashes.length);
    }
    return { made, skipped };
  },
};

export const codepushJobs = { 'codepush.inspect': inspect, 'codepush.makeDiffs': makeDiffs };

export const packageChunks = {
  'package.keep'({ stores, now, changed }: Ctx, found: StoredPackage) {
    stores.storage.keep(found.blob, found.size, now());
    const awaited = stores.package.isAwaited(found.packageHash);
    stores.package.insert(found, now());
    if (awaited) stores.codepush.settleContents(found.packageHash, found.size, found.signature !== 'none');
    changed('codepush', 0, null);
  },
  'package.diff'({ stores, now, changed }: Ctx, { channelId, ...diff }: PackageDiff & { channelId: number }) {
    if (diff.blob !== null) stores.storage.keep(diff.blob, diff.size ?? 0, now());
    stores.package.putDiff(diff, now());
    changed('codepush', channelId, null);
  },
};
