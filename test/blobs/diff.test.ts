import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { makeDiff } from '../../src-main/blobs/diff.ts';
import { inspectPackage } from '../../src-main/blobs/package.ts';
import { blobStore } from '../../src-main/blobs/store.ts';
import { eachInFolder, filesBelow, folderHash, sha256 } from './support/folder.ts';
import { craftZip } from './support/zip.ts';

type Files = Readonly<Record<string, string | Buffer>>;

const folder = eachInFolder();
const store = () => blobStore(join(folder.path, 'blobs'));
const write = (body: AsyncIterable<Uint8Array>) => store().write(body, { mostBytes: 100_000_000 });
/** Does not pack, so that a diff without it is clearly smaller. */
const PICTURE = { 'CodePush/picture.png': randomBytes(4000) };

async function pack(files: Files) {
  const zip = craftZip(Object.entries(files).map(([name, data]) => ({ name, data })));
  const path = folder.file(`packages/${sha256(zip)}`, zip);
  return { path, ...(await inspectPackage(path)) };
}

async function diffOf(from: Files, to: Files) {
  const [old, next] = [await pack(from), await pack(to)];
  return { old, next, diff: await makeDiff(old.manifest, next.manifest, next.path, write) };
}

async function unzip(blob: string): Promise<Map<string, Buffer>> {
  const { stream } = await store().open(blob);
  const zip = await fromBufferPromise(await buffer(stream));
  const found = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    expect(entry.compressionMethod).toBe(8);
    found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return found;
}

function lay(into: string, files: Iterable<readonly [string, string | Buffer]>): void {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), content);
  }
}

/** What a client does with a diff: copy its current folder, delete what is named, lay the rest over it. */
async function applied(from: Files, blob: string): Promise<string> {
  const [current, fresh] = [join(folder.path, 'current'), join(folder.path, 'fresh')];
  for (const path of [current, fresh]) rmSync(path, { recursive: true, force: true });
  lay(current, Object.entries(from));
  cpSync(current, fresh, { recursive: true });
  const { 'hotcodepush.json': manifest, ...rest } = Object.fromEntries(await unzip(blob));
  for (const path of JSON.parse(String(manifest)).deletedFiles) rmSync(join(fresh, path));
  lay(fresh, Object.entries(rest));
  return fresh;
}

describe('a diff', () => {
  it('brings what is new or changed and names what is gone', async () => {
    const from = { ...PICTURE, 'CodePush/a.js': 'a', 'CodePush/b.js': 'b', 'CodePush/c.js': 'c' };
    const to = { ...PICTURE, 'CodePush/b.js': 'b', 'CodePush/c.js': 'C', 'CodePush/d.js': 'd' };
    const { diff } = await diffOf(from, to);
    expect(diff).toMatchObject({ changed: 2, deleted: 1 });
    expect([...(await unzip(diff?.sha256 ?? ''))].map(([name, data]) => [name, String(data)])).toEqual([
      ['hotcodepush.json', '{"deletedFiles":["CodePush/a.js"]}'],
      ['CodePush/c.js', 'C'],
      ['CodePush/d.js', 'd'],
    ]);
  });

  it.each([
    ['a.txt gone', { 'a.txt': 'a' }, '9a5b5530de83276462aba1f936a7d341629dddfa86705cf4b8e84365bd828c08'],
    ['nothing gone', {}, '3a2de62a9c2b64b3ac2ccdfd113a0c758e5acb66882fdf270e3f36ecc417a96d'],
  ])(
    'has the list of deleted files that the CodePush server’s own tests expect: %s',
    async (_name, gone, hash) => {
      const { diff } = await diffOf({ ...PICTURE, 'b.txt': 'b', ...gone }, { ...PICTURE, 'b.txt': 'B' });
      expect(sha256((await unzip(diff?.sha256 ?? '')).get('hotcodepush.json') ?? '')).toBe(hash);
    },
  );

  it('turns the old folder of a device into exactly the new package', async () => {
    const path = fc.constantFrom(
      'a.js',
      'b.js',
      'assets/a.png',
      'assets/é.png',
      'assets/deep/x',
      '.codepushrelease',
    );
    const content = fc.constantFrom('', 'one', 'two', 'x'.repeat(300));
    const files = fc.dictionary(path, content).map((some) => ({
      ...PICTURE,
      ...Object.fromEntries(Object.entries(some).map(([name, data]) => [`CodePush/${name}`, data])),
    }));
    await fc.assert(
      fc.asyncProperty(files, files, async (from, to) => {
        const { next, diff } = await diffOf(from, to);
        const same =
          sha256(JSON.stringify(Object.entries(from).sort())) ===
          sha256(JSON.stringify(Object.entries(to).sort()));
        expect(diff === null).toBe(same);
        if (!diff) return;
        const fresh = await applied(from, diff.sha256);
        expect(folderHash(fresh)).toBe(next.packageHash);
        expect([...filesBelow(fresh).keys()].sort()).toEqual(Object.keys(to).sort());
        expect(diff.size).toBeLessThanOrEqual(next.size * 0.8);
      }),
      { numRuns: 40 },
    );
  });

  it('leads from a file to a folder of its name', async () => {
    const from = { ...PICTURE, 'CodePush/a': 'file' };
    const { diff, next } = await diffOf(from, { ...PICTURE, 'CodePush/a/b': 'inside' });
    expect(folderHash(await applied(from, diff?.sha256 ?? ''))).toBe(next.packageHash);
  });

  it('has the same bytes whenever and wherever in the world it is made', async () => {
    const made: (string | undefined)[] = [];
    for (const zone of ['UTC', 'America/New_York', 'Asia/Kolkata']) {
      process.env.TZ = zone;
      made.push((await diffOf({ ...PICTURE, a: 'a' }, { ...PICTURE, a: 'b' })).diff?.sha256);
    }
    delete process.env.TZ;
    expect(new Set(made).size).toBe(1);
  });

  it.each<[string, Files, Files]>([
    ['nothing differs', PICTURE, PICTURE],
    [
      'a folder becomes a file, which the client’s empty folder would stand in the way of',
      { ...PICTURE, 'a/b': 'x' },
      { ...PICTURE, a: 'x' },
    ],
    ['everything differs', { 'a.js': 'old' }, { 'a.js': 'new' }],
    ['it would save less than a fifth', { ...PICTURE, a: 'a' }, { ...PICTURE, a: randomBytes(20_000) }],
  ])('is not made and leaves nothing behind when %s', async (_name, from, to) => {
    expect((await diffOf(from, to)).diff).toBeNull();
    expect(await store().total()).toEqual({ count: 0, bytes: 0 });
    expect([...filesBelow(folder.path).keys()].filter((path) => !path.startsWith('packages/'))).toEqual([]);
  });

  it('is not made to or from a bare bundle', async () => {
    // Stored, so that even a diff with all of it would be clearly smaller.
    const bytes = craftZip([{ name: 'CodePush/main.jsbundle', data: 'run() '.repeat(500), method: 0 }]);
    const path = folder.file('stored.zip', bytes);
    const { manifest } = await inspectPackage(path);
    expect(await makeDiff([{ path: 'other', sha256: sha256('') }], manifest, path, write)).not.toBeNull();
    expect(await makeDiff([], manifest, path, write)).toBeNull();
    expect(await makeDiff(manifest, [], path, write)).toBeNull();
  });

  it('is not made, and the failure is told, when the disk is full or the package was damaged meanwhile', async () => {
    const full = new Error('full');
    const [old, next] = [await pack({ ...PICTURE, a: 'a' }), await pack({ ...PICTURE, a: 'b' })];
    await expect(makeDiff(old.manifest, next.manifest, next.path, () => Promise.reject(full))).rejects.toBe(
      full,
    );
    const other = await pack(PICTURE);
    await expect(makeDiff(old.manifest, next.manifest, other.path, write)).rejects.toMatchObject({
      code: 'internal',
    });
    const bad = folder.file(
      'bad.zip',
      craftZip([
        { name: 'a', data: 'b', saysCrc: 1 },
        { name: 'CodePush/picture.png', data: PICTURE['CodePush/picture.png'] },
      ]),
    );
    await expect(makeDiff(old.manifest, next.manifest, bad, write)).rejects.toMatchObject({
      details: { reason: 'wrong_checksum' },
    });
    expect(await store().total()).toMatchObject({ count: 0 });
  });
});
