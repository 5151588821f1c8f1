import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import { inspectPackage, packageLimits } from '../../src-main/blobs/package.ts';
import { eachInFolder, sha256 } from './support/folder.ts';
import { type CraftedEntry, craftZip } from './support/zip.ts';

const folder = eachInFolder();
const inspect = (content: Buffer | string, inspection?: Parameters<typeof inspectPackage>[1]) =>
  inspectPackage(folder.file('package', content), inspection);

const BUNDLE: CraftedEntry = { name: 'CodePush/main.jsbundle', data: 'run()' };

const link = { mode: 0o120777 };
const unicodePath = (name: string) =>
  Buffer.concat([Buffer.from([0x75, 0x70, 5 + name.length, 0, 1, 0, 0, 0, 0]), Buffer.from(name)]);
/** The header of the first entry begins with the zip: its flags are at 6, its method at 8. */
const patched = (zip: Buffer, at: number, byte: number) => zip.fill(byte, at, at + 1);
const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024);

describe('the facts of a package', () => {
  it('of a zip are its hash, its sizes, its files and its bundle', async () => {
    const zip = craftZip([
      { name: 'CodePush/' },
      { name: 'CodePush/index.android.bundle', data: 'run()' },
      { name: 'CodePush/assets/é.png', data: 'picture', method: 0 },
      { name: '__MACOSX/CodePush/._index.android.bundle', data: 'left by macOS' },
      { name: 'CodePush/.DS_Store', data: 'left by macOS' },
    ]);
    const lines = [
      `CodePush/assets/é.png:${sha256('picture')}`,
      `CodePush/index.android.bundle:${sha256('run()')}`,
    ];
    expect(await inspect(zip)).toEqual({
      kind: 'zip',
      packageHash: sha256(JSON.stringify(lines)),
      size: zip.length,
      unpackedSize: 'run()'.length + 'picture'.length + 2 * 'left by macOS'.length,
      manifest: [
        { path: 'CodePush/assets/é.png', sha256: sha256('picture') },
        { path: 'CodePush/index.android.bundle', sha256: sha256('run()') },
      ],
      bundles: ['CodePush/index.android.bundle'],
      signature: { status: 'none' },
      unreadableOnAndroid: [],
    });
  });

  it('have the hash that the CodePush server’s own tests expect of their test.zip', async () => {
    const zip = craftZip(['d', 'b', 'c'].map((letter) => ({ name: `${letter}.txt`, data: letter })));
    expect((await inspect(zip)).packageHash).toBe(
      '9e0499ce7df5c04cb304c9deed684dc137fc603cb484a5b027478143c595d80b',
    );
  });

  it.each([
    ['a script', 'require("react-native")'],
    ['one byte', '\n'],
    ['almost a zip', 'PK\u0003'],
  ])('of anything else are those of a bare bundle: %s', async (_name, text) => {
    expect(await inspect(text)).toMatchObject({
      kind: 'bundle',
      packageHash: sha256(text),
      size: text.length,
      unpackedSize: text.length,
      manifest: [],
    });
  });

  it('do not depend on how or in which order the files were zipped', async () => {
    const contents = fc.uniqueArray(
      fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ maxLength: 50 })),
      {
        selector: ([name]) => name,
        minLength: 1,
        maxLength: 6,
      },
    );
    const manner = fc.record({ method: fc.constantFrom(0, 8), sizeBehind: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(contents, manner, fc.gen(), async (files, how, gen) => {
        const entries = files.map(([name, data]) => ({ name: `CodePush/${name}`, data, ...how }));
        const shuffled = gen(fc.shuffledSubarray, entries, { minLength: entries.length });
        const plain = files.map(([name, data]) => ({ name: `CodePush/${name}`, data }));
        const one = await inspect(craftZip(shuffled));
        const other = await inspect(craftZip(plain));
        expect(one.packageHash).toBe(other.packageHash);
        expect(one.manifest).toEqual(other.manifest);
      }),
      { numRuns: 40 },
    );
  });

  it('keep a name to its first letter, even one that nobody sees', async () => {
    const { manifest } = await inspect(craftZip([{ name: '\ufeffa.js' }]));
    expect(manifest.map(({ path }) => path)).toEqual(['\ufeffa.js']);
  });

  it.each([
    ['a folder that is listed twice', [BUNDLE, { name: 'CodePush/' }, { name: 'CodePush/' }]],
    ['a small file of blanks, which is no bomb', [BUNDLE, { name: 'CodePush/a', data: zeros(15) }]],
    ['a second name that is the first', [{ ...BUNDLE, extra: unicodePath('CodePush/main.jsbundle') }]],
    ['a name that only looks like a way out', [BUNDLE, { name: 'CodePush/..a/b..' }]],
  ])('are those of a good package with %s', async (_name, entries) => {
    expect((await inspect(craftZip(entries))).bundles).toEqual(['CodePush/main.jsbundle']);
  });

  it('name the files that Android could not read', async () => {
    const zip = craftZip([BUNDLE, { name: 'CodePush/a.png', data: 'x', method: 0, sizeBehind: true }]);
    expect(await inspect(zip)).toMatchObject({ unreadableOnAndroid: ['CodePush/a.png'] });
  });

  it('are not read to the end when the job is canceled', async () => {
    const cancel = new Error('canceled');
    const checkCanceled = () => {
      throw cancel;
    };
    await expect(inspect(craftZip([BUNDLE]), { checkCanceled })).rejects.toBe(cancel);
    await expect(inspect('bundle', { checkCanceled })).rejects.toBe(cancel);
  });
});

/** Packages that no device should get: what they are, their bytes, and the code of the refusal. */
const hostile: readonly (readonly [name: string, bytes: () => Buffer, reason: string])[] = [
  ['nothing', () => Buffer.alloc(0), 'empty'],
  ['a zip of nothing', () => craftZip([]), 'no_files'],
  ['a zip of folders', () => craftZip([{ name: 'CodePush/' }, { name: 'CodePush/assets/' }]), 'no_files'],
  [
    'a zip of what macOS leaves',
    () => craftZip([{ name: '__MACOSX/._a' }, { name: 'CodePush/.DS_Store' }]),
    'no_files',
  ],
  ['a zip of a signature', () => craftZip([{ name: 'CodePush/.codepushrelease', data: 'x' }]), 'no_files'],
  ['a path that climbs', () => craftZip([BUNDLE, { name: '../../etc/passwd' }]), 'traversal'],
  ['a path that climbs from inside', () => craftZip([{ name: 'CodePush/a/../../../b' }]), 'traversal'],
  ['a folder that climbs', () => craftZip([BUNDLE, { name: '../' }]), 'traversal'],
  ['an absolute path', () => craftZip([{ name: '/etc/passwd' }]), 'absolute_path'],
  ['a path on a drive', () => craftZip([{ name: 'C:/Windows/a' }]), 'absolute_path'],
  ['a path on a server', () => craftZip([{ name: '\\\\server\\share\\a' }]), 'absolute_path'],
  ['backslashes', () => craftZip([{ name: 'CodePush\\main.jsbundle' }]), 'backslash'],
  ['backslashes that climb', () => craftZip([{ name: '..\\..\\a' }]), 'backslash'],
  ['a path with an empty part', () => craftZip([{ name: 'CodePush//a' }]), 'irregular_path'],
  ['a path with a dot', () => craftZip([{ name: './CodePush/a' }]), 'irregular_path'],
  ['an empty path', () => craftZip([{ name: '' }]), 'irregular_path'],
  ['a path that ends for C', () => craftZip([{ name: 'CodePush/a.js\0.png' }]), 'irregular_path'],
  ['a path of two lines', () => craftZip([{ name: 'CodePush/a\nb' }]), 'irregular_path'],
  ['a path too long', () => craftZip([{ name: `CodePush/${'a'.repeat(1000)}` }]), 'irregular_path'],
  ['a name in Latin-1', () => craftZip([{ name: Buffer.from([0x61, 0xe9]) }]), 'not_utf8'],
  ['half a surrogate', () => craftZip([{ name: Buffer.from([0xed, 0xa0, 0x80]) }]), 'not_utf8'],
  ['a second name', () => craftZip([{ ...BUNDLE, extra: unicodePath('CodePush/evil.js') }]), 'two_names'],
  ['a symbolic link', () => craftZip([BUNDLE, { name: 'CodePush/a', data: '/etc', ...link }]), 'symlink'],
  ['a device', () => craftZip([BUNDLE, { name: 'CodePush/a', mode: 0o020666 }]), 'symlink'],
  ['a name twice', () => craftZip([BUNDLE, { ...BUNDLE, data: 'evil()' }]), 'duplicate_name'],
  [
    'a name twice but for capitals',
    () => craftZip([BUNDLE, { name: 'codepush/MAIN.jsbundle' }]),
    'duplicate_name',
  ],
  [
    'a name twice but for the way of its accent',
    () => craftZip([{ name: 'CodePush/\u00e9' }, { name: 'CodePush/e\u0301' }]),
    'duplicate_name',
  ],
  [
    'a file that is a folder too',
    () => craftZip([{ name: 'a' }, { name: 'a-b' }, { name: 'a/b' }]),
    'duplicate_name',
  ],
  [
    'a file that is an empty folder too',
    () => craftZip([{ name: 'CodePush' }, { name: 'CodePush/' }]),
    'duplicate_name',
  ],
  ['an encrypted file', () => craftZip([{ ...BUNDLE, flags: 0x1 }]), 'encrypted'],
  ['a strongly encrypted file', () => craftZip([{ ...BUNDLE, flags: 0x41 }]), 'encrypted'],
  ['a hidden list', () => craftZip([{ ...BUNDLE, flags: 0x2000 }]), 'encrypted'],
  ['a file packed with LZMA', () => craftZip([{ ...BUNDLE, method: 14 }]), 'compression'],
  ['a zip cut at its end', () => craftZip([BUNDLE]).subarray(0, -1), 'truncated'],
  ['a zip cut in half', () => craftZip([BUNDLE]).subarray(0, 40), 'truncated'],
  ['the first bytes of a zip', () => Buffer.from('PK\u0003\u0004'), 'truncated'],
  ['bytes behind the end', () => Buffer.concat([craftZip([BUNDLE]), Buffer.from('more')]), 'truncated'],
  ['an offset beyond all numbers', () => craftZip([BUNDLE], { zip64At: 0xfffffffffffffff0n }), 'truncated'],
  ['a list that is longer than it is', () => craftZip([BUNDLE], { entryCount: 2 }), 'damaged'],
  ['a file listed where there is none', () => craftZip([BUNDLE, { name: 'a', at: 7 }]), 'damaged'],
  [
    'a file that is longer than the zip',
    () => craftZip([{ ...BUNDLE, saysPackedSize: 9_999_999 }]),
    'damaged',
  ],
  ['a wrong checksum', () => craftZip([{ ...BUNDLE, saysCrc: 1 }]), 'wrong_checksum'],
  [
    'a wrong checksum of a stored file',
    () => craftZip([{ ...BUNDLE, method: 0, saysCrc: 1 }]),
    'wrong_checksum',
  ],
  ['more content than it says', () => craftZip([{ ...BUNDLE, saysSize: 4 }]), 'damaged'],
  ['less content than it says', () => craftZip([{ ...BUNDLE, saysSize: 6 }]), 'damaged'],
  ['a stored file of two sizes', () => craftZip([{ ...BUNDLE, method: 0, saysSize: 4 }]), 'damaged'],
  ['a bomb that says it is small', () => craftZip([{ ...BUNDLE, data: zeros(17), saysSize: 5 }]), 'damaged'],
  ['a bomb', () => craftZip([BUNDLE, { name: 'CodePush/a', data: zeros(17) }]), 'too_packed'],
  [
    'a bomb of many small files',
    () => craftZip(Array.from({ length: 17 }, (_, index) => ({ name: `a${index}`, data: zeros(1) }))),
    'too_packed',
  ],
  [
    'a file listed twice over the same bytes',
    () => craftZip([BUNDLE, { ...BUNDLE, name: 'b', at: 0 }]),
    'layout',
  ],
  [
    'another name in its header',
    () => craftZip([{ ...BUNDLE, headerName: 'CodePush/evil.bundle' }]),
    'layout',
  ],
  ['another checksum in its header', () => craftZip([{ ...BUNDLE, headerCrc: 7 }]), 'layout'],
  ['a file that is not listed', () => craftZip([BUNDLE, { name: 'b', unlisted: true }]), 'layout'],
  [
    'a file before the first that is listed',
    () => craftZip([{ name: 'b', unlisted: true }, BUNDLE]),
    'layout',
  ],
  ['a header that says encrypted', () => patched(craftZip([BUNDLE]), 6, 1), 'layout'],
  ['a header that says stored', () => patched(craftZip([BUNDLE]), 8, 0), 'layout'],
  ['a folder with content', () => craftZip([BUNDLE, { name: 'CodePush/a/', data: 'hidden' }]), 'layout'],
  [
    'a folder with bytes',
    () => craftZip([BUNDLE, { name: 'a/', data: 'x', method: 0, saysSize: 0 }]),
    'damaged',
  ],
  ['a difference', () => craftZip([BUNDLE, { name: 'hotcodepush.json', data: '{}' }]), 'diff_package'],
];

describe('a package that no device should get', () => {
  it.each(hostile)('is refused in words and by a code: %s', async (_name, bytes, reason) => {
    await expect(inspect(bytes())).rejects.toSatisfy(isAppError);
    await expect(inspect(bytes())).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^[^{}\0\n]+ The package was not taken\.$/),
      details: { reason, hint: expect.stringMatching(/\.$/) },
    });
  });

  it('is refused for bytes behind packed data that end it for one reader only', async () => {
    const packed = Buffer.concat([deflateRawSync(Buffer.from('run()')), Buffer.from('hidden')]);
    const zip = craftZip([{ ...BUNDLE, data: packed, method: 0, saysSize: 5 }]);
    // Both headers say deflate; the writer packed nothing more.
    zip.writeUInt16LE(8, 8);
    zip.writeUInt16LE(8, zip.indexOf('PK\u0001\u0002') + 10);
    await expect(inspect(zip)).rejects.toMatchObject({ details: { reason: 'layout' } });
  });

  it.each([
    [{ mostEntries: 2 }, 'too_many_files'],
    [{ mostUnpacked: 14 }, 'too_large'],
    [{ ratioFrom: 0, mostRatio: 0.01 }, 'too_packed'],
  ])('is refused beyond a limit, and not at it: %j', async (limits, reason) => {
    const three = craftZip(['a', 'b', 'c'].map((name) => ({ name, data: 'run()' })));
    await expect(inspect(three, { limits: { ...packageLimits, ...limits } })).rejects.toMatchObject({
      details: { reason },
    });
    const enough = { mostEntries: 3, mostUnpacked: 15, mostRatio: 1, ratioFrom: 0 };
    expect(await inspect(three, { limits: enough })).toMatchObject({ unpackedSize: 15 });
  });

  it('never brings more than a refusal about, whichever bytes are wrong', async () => {
    const whole = craftZip([
      { name: 'CodePush/' },
      { ...BUNDLE, data: 'run() '.repeat(20), sizeBehind: true },
      { name: 'CodePush/a.png', data: 'picture', method: 0, extra: unicodePath('CodePush/a.png') },
    ]);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const end = await inspect(bytes).catch((error) => error);
        if (end instanceof Error) expect(end).toMatchObject({ name: 'AppError', code: 'invalid_input' });
        else if (end.kind === 'zip') expect(end.manifest.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
});
