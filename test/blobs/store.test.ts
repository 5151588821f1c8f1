import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { type BlobStoreOptions, blobStore } from '../../src-main/blobs/store.ts';
import { eachInFolder, filesBelow, sha256 } from './support/folder.ts';

const CHILD = resolve(import.meta.dirname, 'kill-child.ts');
const MEGABYTE = 1024 * 1024;
const HOUR = 60 * 60 * 1000;
const HELLO = sha256('hello');

const folder = eachInFolder();
const store = (options?: BlobStoreOptions) => blobStore(join(folder.path, 'desk.blobs'), options);
const below = () => [...filesBelow(folder.path).keys()].sort();
const put = (text: string, mostBytes = 1000) =>
  store().write(Readable.from([Buffer.from(text)]), { mostBytes });
const none = () => false;

function makeOld(hash: string, by = HOUR): void {
  const at = (Date.now() - by) / 1000;
  utimesSync(store().pathOf(hash), at, at);
}

describe('a stored file', () => {
  it('stands at the address that its content gives it, however it arrived in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), async (pieces) => {
        const whole = Buffer.concat(pieces);
        const stored = await store().write(Readable.from(pieces.map((piece) => Buffer.from(piece))), {
          mostBytes: 1000,
        });
        expect(stored).toEqual({ sha256: sha256(whole), size: whole.length });
        const { stream, size, length } = await store().open(stored.sha256);
        expect(await buffer(stream)).toEqual(whole);
        expect([size, length]).toEqual([whole.length, whole.length]);
      }),
      { numRuns: 25 },
    );
  });

  it('has a name of hex digits below the folder of its first two, which every file system takes', async () => {
    await put('hello');
    expect(below()).toEqual([`desk.blobs/${HELLO.slice(0, 2)}/${HELLO}`]);
  });

  it('is one, however often the same content comes, even at once', async () => {
    const stored = await Promise.all([put('hello'), put('hello'), put('hello')]);
    expect(new Set(stored.map((blob) => blob.sha256))).toEqual(new Set([HELLO]));
    expect(below()).toHaveLength(1);
    expect(await store().total()).toEqual({ count: 1, bytes: 5 });
  });

  it('is healed when the same content comes again', async () => {
    await put('hello');
    writeFileSync(store().pathOf(HELLO), 'hellO');
    await put('hello');
    expect(readFileSync(store().pathOf(HELLO), 'utf8')).toBe('hello');
  });

  it('is not there before it is complete', async () => {
    let during: string[] = [];
    async function* body() {
      yield Buffer.from('hel');
      during = below();
      yield Buffer.from('lo');
    }
    await store().write(body(), { mostBytes: 5 });
    expect(during).toEqual([expect.stringMatching(/^desk\.blobs\/[0-9a-f-]+\.part$/)]);
    expect(await store().has(HELLO)).toBe(true);
  });

  it.each([
    ['the whole', { start: 0, end: 4 }, 'hello'],
    ['the first byte', { start: 0, end: 0 }, 'h'],
    ['the last byte', { start: 4, end: 4 }, 'o'],
    ['from the middle to beyond the end', { start: 3, end: 900 }, 'lo'],
  ])('is read in part: %s', async (_name, range, text) => {
    await put('hello');
    const { stream, size, length } = await store().open(HELLO, range);
    expect((await buffer(stream)).toString()).toBe(text);
    expect([size, length]).toEqual([5, text.length]);
  });

  it.each([
    ['behind the end', { start: 5, end: 9 }],
    ['before the start', { start: -1, end: 3 }],
    ['backwards', { start: 3, end: 2 }],
  ])('is not read %s', async (_name, range) => {
    await put('hello');
    await expect(store().open(HELLO, range)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { reason: 'range', size: 5 },
    });
  });

  it('is said not to be there, by name and by size', async () => {
    await expect(store().open(HELLO)).rejects.toMatchObject({ code: 'not_found' });
    expect(await store().has(HELLO)).toBe(false);
    expect(await store().size(HELLO)).toBeNull();
    expect(await store().total()).toEqual({ count: 0, bytes: 0 });
    expect(below()).toEqual([]);
  });

  it.each(['', '..', `../${HELLO}`, HELLO.toUpperCase(), `${HELLO}0`, HELLO.slice(1), `${HELLO}\n`])(
    'has no other name: %j',
    async (name) => {
      await put('hello');
      await expect(async () => store().open(name)).rejects.toMatchObject({ code: 'invalid_input' });
      await expect(async () => store().has(name)).rejects.toMatchObject({ code: 'invalid_input' });
    },
  );
});

/** A disk that takes so many bytes and no more; the seam stands where the file is opened. */
function disk(bytes: number, code = 'ENOSPC', failing: 'write' | 'sync' = 'write'): BlobStoreOptions {
  const refuse = () => Promise.reject(Object.assign(new Error(code), { code, syscall: failing }));
  return {
    async create(path) {
      const file = await open(path, 'wx');
      let left = bytes;
      return {
        appendFile: (piece) => {
          left -= (piece as Uint8Array).length;
          return left < 0 ? refuse() : file.appendFile(piece);
        },
        sync: () => (failing === 'sync' ? refuse() : file.sync()),
        close: () => file.close(),
      };
    },
  };
}

describe('a write that fails', () => {
  async function* broken(error: Error) {
    yield Buffer.alloc(3);
    throw error;
  }
  const failures: readonly (readonly [string, BlobStoreOptions, () => AsyncIterable<Uint8Array>, object])[] =
    [
      [
        'a sender that gives up',
        {},
        () => broken(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
        { code: 'unavailable', message: 'The transfer broke off. Nothing of it was kept.' },
      ],
      [
        'a sender that refuses in words',
        {},
        () => broken(new AppError('forbidden', 'Not for you.')),
        { code: 'forbidden', message: 'Not for you.' },
      ],
      [
        'a byte too many',
        {},
        () => Readable.from([Buffer.alloc(8), Buffer.alloc(3)]),
        { code: 'invalid_input', details: { reason: 'too_large', mostBytes: 10 } },
      ],
      [
        'a full disk',
        disk(5),
        () => Readable.from([Buffer.alloc(4), Buffer.alloc(4)]),
        { code: 'unavailable', message: 'The disk is full. The file was not stored.' },
      ],
      [
        'a disk that is found full when it is flushed',
        disk(100, 'ENOSPC', 'sync'),
        () => Readable.from([Buffer.alloc(4)]),
        { code: 'unavailable', details: { reason: 'disk_full' } },
      ],
      [
        'a disk that fails',
        disk(0, 'EIO'),
        () => Readable.from([Buffer.alloc(4)]),
        { code: 'unavailable', details: { reason: 'disk', system: 'EIO' } },
      ],
    ];

  it.each(failures)('says so and leaves nothing behind: %s', async (_name, options, body, says) => {
    await put('hello');
    await expect(store(options).write(body(), { mostBytes: 10 })).rejects.toMatchObject(says);
    expect(below()).toEqual([`desk.blobs/${HELLO.slice(0, 2)}/${HELLO}`]);
  });

  it('takes exactly as many bytes as it may', async () => {
    expect(await put('hello', 5)).toMatchObject({ size: 5 });
  });

  it('says so when the folder cannot be made', async () => {
    folder.file('desk.blobs', 'a file in its place');
    await expect(put('hello')).rejects.toMatchObject({ code: 'unavailable', details: { reason: 'disk' } });
  });
});

describe('an address that is taken by something else', () => {
  it('gets no blob, and nothing is left behind', async () => {
    const note = folder.file(`desk.blobs/${HELLO.slice(0, 2)}/${HELLO}/note`, 'x');
    await expect(put('hello')).rejects.toMatchObject({ code: 'unavailable', details: { reason: 'disk' } });
    expect(below().map((path) => join(folder.path, path))).toEqual([note]);
  });
});

describe('a sweep', () => {
  it.each([
    { name: 'removes what is old and needed by nobody', old: true, referenced: false, stays: false },
    { name: 'leaves what is needed, however old', old: true, referenced: true, stays: true },
    {
      name: 'leaves what is young: its record may be on the way',
      old: false,
      referenced: false,
      stays: true,
    },
  ])('$name', async ({ old, referenced, stays }) => {
    await put('hello');
    if (old) makeOld(HELLO, 2 * HOUR);
    let asked = 0;
    const isReferenced = () => {
      asked += 1;
      return referenced;
    };
    const swept = await store().sweep(isReferenced, Date.now() - HOUR);
    // A young one is not even touched.
    expect(asked > 0).toBe(old);
    expect(swept).toEqual({ removed: stays ? 0 : 1, bytes: stays ? 0 : 5, leftovers: 0, held: 0 });
    expect(await store().has(HELLO)).toBe(stays);
  });

  it('takes the old leftovers of a crash and no other file', async () => {
    const kept = [
      'desk.blobs/young.part',
      'desk.blobs/notes.txt',
      'desk.blobs/ab/notes.txt',
      'desk.blobs/zz/x',
    ];
    for (const name of [...kept, 'desk.blobs/old.part']) folder.file(name, 'x');
    for (const name of [...kept.slice(1), 'desk.blobs/old.part']) utimesSync(join(folder.path, name), 1, 1);
    expect(await store().sweep(none, Date.now() - HOUR)).toMatchObject({ removed: 0, leftovers: 1 });
    expect(below()).toEqual([...kept].sort());
  });

  it.each([
    ['before it has it in its hand', 1],
    ['when it has it in its hand', 2],
  ])('leaves what is uploaded again while it asks, %s', async (_name, at) => {
    await put('hello');
    makeOld(HELLO, 2 * HOUR);
    let asked = 0;
    await store().sweep(async () => {
      asked += 1;
      if (asked === at) await put('hello');
      return false;
    }, Date.now() - HOUR);
    expect([...filesBelow(folder.path).values()].map(String)).toEqual(['hello']);
    expect(await store().has(HELLO)).toBe(true);
  });

  it('gives back what gets a record while it asks', async () => {
    await put('hello');
    makeOld(HELLO, 2 * HOUR);
    let asked = 0;
    await store().sweep(() => {
      asked += 1;
      return asked > 1;
    }, Date.now() - HOUR);
    expect(below()).toEqual([`desk.blobs/${HELLO.slice(0, 2)}/${HELLO}`]);
  });

  it('counts what the system does not let go, and leaves it for the next', async () => {
    await put('hello');
    makeOld(HELLO, 2 * HOUR);
    folder.file(`desk.blobs/${HELLO.slice(0, 2)}/${HELLO}.swept/note`, 'a folder in the way');
    const swept = await store().sweep(none, Date.now() - HOUR);
    expect(swept).toEqual({ removed: 0, bytes: 0, leftovers: 0, held: 1 });
    expect(await store().has(HELLO)).toBe(true);
  });

  it('puts back what a sweep that died had in its hand', async () => {
    folder.file(`desk.blobs/${HELLO.slice(0, 2)}/${HELLO}.swept`, 'hello');
    await store().sweep(() => true, Date.now());
    expect(below()).toEqual([`desk.blobs/${HELLO.slice(0, 2)}/${HELLO}`]);
  });

  it('has nothing to do where nothing was ever stored', async () => {
    expect(await store().sweep(none, Date.now())).toEqual({ removed: 0, bytes: 0, leftovers: 0, held: 0 });
  });
});

describe('a verification', () => {
  const quiet = { progress: async () => {}, checkCanceled: () => {} };

  it('names what was changed, what is missing, and nothing else', async () => {
    await put('hello');
    const changed = await put('changed');
    const cut = await put('cut');
    writeFileSync(store().pathOf(changed.sha256), 'chAnged');
    writeFileSync(store().pathOf(cut.sha256), 'cu');
    const gone = sha256('gone');
    const report = await store().verify([HELLO, gone], quiet);
    expect({
      ...report,
      damaged: report.damaged.map(({ sha256, why }) => `${why} ${sha256}`).sort(),
    }).toEqual({
      checked: 3,
      bytes: 14,
      damaged: [`changed ${changed.sha256}`, `changed ${cut.sha256}`].sort(),
      missing: [gone],
    });
  });

  it('tells its progress in bytes up to the whole', async () => {
    await put('hello');
    await put('world!');
    const told: [number, number | null][] = [];
    await store().verify([], { ...quiet, progress: async (...at) => void told.push(at) });
    expect(told.at(-1)).toEqual([11, 11]);
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).sort((a, b) => a - b));
  });

  it.skipIf(process.getuid?.() === 0)(
    'names what cannot be read (not as root, who reads everything)',
    async () => {
      await put('hello');
      chmodSync(store().pathOf(HELLO), 0);
      expect((await store().verify([HELLO], quiet)).damaged).toEqual([{ sha256: HELLO, why: 'unreadable' }]);
    },
  );

  it('does not call damaged what a sweep takes at the same moment', async () => {
    await put('hello');
    const checkCanceled = () => rmSync(store().pathOf(HELLO), { force: true });
    expect(await store().verify([], { ...quiet, checkCanceled })).toMatchObject({ checked: 0, damaged: [] });
  });

  it('ends when it is canceled', async () => {
    await put('hello');
    const cancel = new Error('canceled');
    const checkCanceled = () => {
      throw cancel;
    };
    await expect(store().verify([], { ...quiet, checkCanceled })).rejects.toBe(cancel);
  });
});

describe('a process that dies by SIGKILL', () => {
  async function die(what: string): Promise<void> {
    const child = spawn(process.execPath, [CHILD, join(folder.path, 'desk.blobs'), what], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await new Promise((done) => child.on('close', (_code, signal) => done(signal)))).toBe('SIGKILL');
  }

  it('in the middle of a write leaves no blob, and the next sweep takes what it left', async () => {
    await die('die');
    expect(await store().total()).toEqual({ count: 0, bytes: 0 });
    expect(below()).toEqual([expect.stringMatching(/\.part$/)]);
    expect(await store().sweep(none, Date.now() + HOUR)).toMatchObject({ leftovers: 1 });
    expect(below()).toEqual([]);
  });

  it('between a write and its record leaves a whole blob, which is removed when its grace is over', async () => {
    await die('publish');
    const [path = ''] = below();
    expect(sha256(readFileSync(join(folder.path, path)))).toBe(path.split('/').at(-1));
    expect(await store().sweep(none, Date.now() - HOUR)).toMatchObject({ removed: 0 });
    expect(await store().sweep(none, Date.now() + HOUR)).toMatchObject({ removed: 1, bytes: MEGABYTE });
    expect(readdirSync(dirname(join(folder.path, path)))).toEqual([]);
  });
});

describe('a package of 200 MB', () => {
  it('is stored and inspected in less than 60 MB of further memory', () => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--max-old-space-size=64', CHILD, join(folder.path, 'desk.blobs'), 'measure'],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    const { size, unpackedSize, grown } = JSON.parse(stdout);
    expect(unpackedSize).toBe(200 * MEGABYTE);
    expect(size).toBeGreaterThan(unpackedSize);
    expect(grown).toBeLessThan(60);
  });
});
