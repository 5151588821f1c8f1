import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { inspectPackage } from '../../src-main/blobs/package.ts';
import { blobStore } from '../../src-main/blobs/store.ts';

/**
 * A process that works on a folder of blobs. Arguments: the folder, and what it does: `die` kills itself in the middle
 * of a write, `publish` when the blob has its address and nothing refers to it yet; `measure` stores and inspects a
 * package of 200 MB and prints by how many megabytes its memory grew.
 */
const [folder = '', what = 'die'] = process.argv.slice(2);
const blobs = blobStore(folder);
const MEGABYTE = 1024 * 1024;

async function* megabytes(count: number): AsyncGenerator<Buffer> {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(MEGABYTE, `${index} slipway `);
}

async function* dying(): AsyncGenerator<Buffer> {
  yield* megabytes(5);
  process.kill(process.pid, 'SIGKILL');
  yield Buffer.alloc(1);
}

/** A zip with one stored file, as a stream. */
function zipped(count: number): Readable {
  const zip = new ZipFile();
  zip.addReadStream(Readable.from(megabytes(count)), 'CodePush/main.jsbundle', { compress: false });
  zip.end();
  return zip.outputStream as Readable;
}

async function measure(): Promise<void> {
  const peak = () => process.resourceUsage().maxRSS / 1024;
  const before = peak();
  const { sha256, size } = await blobs.write(zipped(200), { mostBytes: 300 * MEGABYTE });
  const { unpackedSize } = await inspectPackage(blobs.pathOf(sha256));
  console.log(JSON.stringify({ size, unpackedSize, grown: Math.round(peak() - before) }));
}

if (what === 'measure') await measure();
else if (what === 'publish') {
  await blobs.write(megabytes(1), { mostBytes: MEGABYTE });
  process.kill(process.pid, 'SIGKILL');
} else await blobs.write(dying(), { mostBytes: 100 * MEGABYTE });
