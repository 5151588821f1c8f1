import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { type MobileApp, mobileApp } from './app.ts';
import {
  commandOf,
  deliver,
  ended,
  isRunning,
  onItsWay,
  outputOf,
  program,
  setDelivery,
  textOf,
  until,
} from './delivering.ts';

const MIB = 1024 * 1024;

let desk: TestApp;
let app: MobileApp;

beforeEach(async () => {
  desk = await testApp();
  app = await mobileApp(desk);
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const read = (id: number) => desk.client.distribution.get({ id });

describe('a command that succeeds', () => {
  it('is told the facts, and says what the store calls it, how far it is and its state', async () => {
    const source = `
      console.log(JSON.stringify(Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('SLIPWAY_')))));
      console.log('::slipway progress=40');
      console.log('::slipway remoteId=778899');
      console.log('::slipway storeState=completed');
      console.error('a word on the other pipe');`;
    await setDelivery(app, { upload: commandOf(desk, 'upload', source) });
    const row = await onItsWay(app);
    const job = await deliver(desk, row.id);
    expect(job).toMatchObject({ status: 'succeeded', error: null, kind: 'deliver' });
    expect(job.result).toMatchObject({
      remoteId: '778899',
      storeState: 'completed',
      steps: [{ step: 'upload', exitCode: 0, httpStatus: null }],
    });
    const { distribution, events, storeState } = await read(row.id);
    expect(distribution).toMatchObject({
      status: 'succeeded',
      remoteId: '778899',
      storeState: 'completed',
      errorMessage: null,
    });
    expect(storeState).toMatchObject({ label: 'completed, perhaps still in review' });
    expect(events.map(({ kind }) => kind)).toEqual([
      'created',
      'uploading',
      'step',
      'step_end',
      'remote_id',
      'succeeded',
      'store_state',
    ]);
    expect(events.find(({ kind }) => kind === 'step_end')?.facts).toMatchObject({
      step: 'upload',
      exitCode: 0,
      durationMs: expect.any(Number),
    });
    const { rows: entries } = await desk.client.activity.list({});
    expect(entries.slice(0, 4).map(({ verb, actor }) => [verb, actor.name])).toEqual([
      ['distribution.setStoreState', 'mira.solberg'],
      ['distribution.succeed', 'mira.solberg'],
      ['distribution.upload', 'mira.solberg'],
      ['distribution.deliver', 'mira.solberg'],
    ]);
    const facts = JSON.parse((await outputOf(desk, row.id, 'stdout')).split('\n')[0] ?? '');
    expect(facts).toMatchObject({
      SLIPWAY_DISTRIBUTION: row.uid,
      SLIPWAY_STEP: 'upload',
      SLIPWAY_PROJECT: 'Payments',
      SLIPWAY_STORE: 'google',
      SLIPWAY_TRACK: 'internal',
      SLIPWAY_OS: 'android',
      SLIPWAY_TARGET: 'production',
      SLIPWAY_VERSION_CODE: String(row.versionCode),
      SLIPWAY_RELEASE_NOTES: 'Faster search.',
      SLIPWAY_USER_FRACTION: '1',
      SLIPWAY_SHOULD_SUBMIT_FOR_REVIEW: 'true',
      SLIPWAY_REMOTE_ID: '',
    });
    expect(await outputOf(desk, row.id, 'stderr')).toBe('a word on the other pipe\n');
  });

  it('gets a copy of the stored artifact under a name that tools know, which is gone afterwards', async () => {
    const { client } = desk;
    const fileId = 'artifact-0001';
    await desk.app.files().put(fileId, Readable.from([Buffer.from('the bundle')]));
    const kept = await ended(desk, await client.build.keepArtifact({ fileId, fileName: 'app.aab' }));
    const build = await client.build.create({
      ...{ projectId: app.projectId, os: 'android', target: 'production', tag: 'v1', envVersion: '4.2.0' },
      ...{ status: 'succeeded', versionCode: 42, blob: String(kept.result?.blob) },
    });
    const source = `
      import { readFileSync, writeFileSync } from 'node:fs';
      console.log(process.argv[2], readFileSync(process.argv[2], 'utf8'));
      writeFileSync(process.argv[2], 'spoiled');`;
    const argv = [...program(desk, 'upload', source), '{{artifact}}'];
    await setDelivery(app, { upload: { kind: 'command', argv, folder: desk.folder } });
    const first = await app.distribute(build, 'internal');
    expect(await deliver(desk, first.id)).toMatchObject({ status: 'succeeded' });
    const [path = ''] = (await outputOf(desk, first.id)).split(' ');
    expect(path).toMatch(/Payments-4\.2\.0\.aab$/);
    expect(await outputOf(desk, first.id)).toContain('the bundle');
    expect(existsSync(path)).toBe(false);
    // What the tool did to its copy has not reached the stored one.
    const verified = await ended(desk, await client.storage.verify());
    expect(verified.result).toMatchObject({ checked: 1, damaged: [], missing: [] });
  });

  it('runs prepare, upload and submit in order, and stops at the first that fails', async () => {
    const say = (name: string, code = 0) =>
      commandOf(desk, name, `console.log(process.env.SLIPWAY_STEP); process.exit(${code});`);
    await setDelivery(app, { prepare: say('a'), upload: say('b'), submit: say('c') });
    const first = await onItsWay(app);
    expect((await deliver(desk, first.id)).status).toBe('succeeded');
    expect(await outputOf(desk, first.id)).toBe('prepare\nupload\nsubmit\n');
    await setDelivery(app, { prepare: say('a', 9), upload: say('b'), submit: say('c') });
    const second = await onItsWay(app, 'alpha');
    expect((await deliver(desk, second.id)).status).toBe('failed');
    expect(await outputOf(desk, second.id)).toBe('prepare\n');
    expect((await read(second.id)).distribution.status).toBe('failed');
  });

  it('is not waited for once it has ended, although what it left behind holds its pipes', async () => {
    const source = `
      import { spawn } from 'node:child_process';
      const left = spawn('sleep', ['30'], { stdio: ['ignore', 'inherit', 'inherit'] });
      console.log(left.pid);
      process.exit(0);`;
    await setDelivery(app, { upload: commandOf(desk, 'upload', source) });
    const row = await onItsWay(app);
    const began = Date.now();
    expect((await deliver(desk, row.id)).status).toBe('succeeded');
    expect(Date.now() - began).toBeLessThan(10_000);
    process.kill(Number(await outputOf(desk, row.id)), 'SIGKILL');
  });
});

describe('a command that fails', () => {
  it('fails the distribution with its exit code and its last words, and leaves its output', async () => {
    const source = `
      console.log('uploading');
      console.error('Google Api Error: apkNotificationMessageKeyUpgradeVersionConflict');
      console.error('Version code 101 has already been used.');
      process.exit(3);`;
    await setDelivery(app, { upload: commandOf(desk, 'upload', source) });
    const row = await onItsWay(app);
    const job = await deliver(desk, row.id);
    expect(job).toMatchObject({ status: 'failed', error: expect.stringMatching(/exit code 3/) });
    const { distribution, explained, events, moves } = await read(row.id);
    expect(distribution.status).toBe('failed');
    expect(distribution.errorMessage).toMatch(/^The command ended with exit code 3\.\n/);
    expect(distribution.errorMessage).toContain('Version code 101 has already been used.');
    expect(explained).toMatchObject({ reason: 'version_code_used', remedy: 'rebuild' });
    expect(events.find(({ kind }) => kind === 'step_end')?.facts?.exitCode).toBe(3);
    expect(moves).toEqual([]);
    expect(await outputOf(desk, row.id, 'stderr')).toContain(
      'apkNotificationMessageKeyUpgradeVersionConflict',
    );
  });

  it.each([
    [
      'a program that is not there',
      { argv: ['slipway-no-such-program'] },
      /There is no program slipway-no-such-program/,
    ],
    [
      'a folder that is not there',
      { folder: '/slipway/no/such/folder' },
      /The working folder .* is not there/,
    ],
  ])('says so of %s, and fails', async (_name, more, words) => {
    await setDelivery(app, { upload: commandOf(desk, 'upload', '', more) });
    const row = await onItsWay(app);
    expect(await deliver(desk, row.id)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(words),
    });
    expect((await read(row.id)).distribution).toMatchObject({
      status: 'failed',
      errorMessage: expect.stringMatching(words),
    });
  });

  it('says so of a file that may not be run', async () => {
    const path = join(desk.folder, 'no-program');
    writeFileSync(path, 'nothing', { mode: 0o644 });
    await setDelivery(app, { upload: { kind: 'command', argv: [path], folder: desk.folder } });
    const row = await onItsWay(app);
    expect((await deliver(desk, row.id)).error).toMatch(/This user may not run the program/);
  });

  it('says which signal ended it', async () => {
    const source = `process.kill(process.pid, 'SIGKILL');`;
    await setDelivery(app, { upload: commandOf(desk, 'upload', source) });
    const row = await onItsWay(app);
    expect((await deliver(desk, row.id)).error).toMatch(/ended by SIGKILL/);
  });
});

/** Never ends, starts a child in a shell that takes no notice of SIGTERM, and writes both numbers into a file. */
const stubborn = (file: string) => `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  const child = spawn('/bin/sh', ['-c', 'trap "" TERM; while true; do sleep 1; done'], { stdio: 'inherit' });
  process.on('SIGTERM', () => {});
  writeFileSync(${JSON.stringify(file)}, process.pid + ' ' + child.pid);
  setInterval(() => console.log('still here'), 50);`;

describe('a command that never ends', () => {
  const pidsIn = async (file: string) => (await textOf(file)).split(' ').map(Number);

  it.each(['its job is canceled', 'its distribution is canceled', 'its time is up'] as const)(
    'is ended with everything it started when %s',
    async (how) => {
      const { client } = desk;
      const file = join(desk.folder, 'pids');
      const late = how === 'its time is up';
      await setDelivery(app, {
        upload: commandOf(desk, 'upload', stubborn(file), late ? { timeoutSeconds: 1 } : {}),
      });
      const row = await onItsWay(app);
      const job = await client.distribution.deliver({ act: 'deliver', id: row.id });
      const pids = await pidsIn(file);
      expect(pids.map(isRunning)).toEqual([true, true]);
      if (how === 'its job is canceled') await client.job.cancel({ id: job.id });
      if (how === 'its distribution is canceled') {
        await client.distribution.cancel({ id: row.id, reason: 'wrong build' });
      }
      const { status, error } = await ended(desk, job);
      expect(pids.map(isRunning)).toEqual([false, false]);
      expect(status).toBe(late ? 'failed' : 'canceled');
      const { distribution, events } = await read(row.id);
      expect(distribution.status).toBe(late ? 'failed' : 'canceled');
      if (late) {
        expect(error).toMatch(/had not ended after 1s and was ended with all it had started/);
        expect(distribution.errorMessage).toMatch(/had not ended after 1s/);
      } else {
        expect(distribution).toMatchObject({ canceledBy: 'mira.solberg', finishedAt: desk.sources.now() });
      }
      if (how === 'its distribution is canceled') {
        expect(events.at(-1)).toMatchObject({
          kind: 'note',
          text: 'The delivery has ended; the distribution was canceled by then. It was ended.',
        });
      }
      expect(await outputOf(desk, row.id)).toContain('still here');
    },
  );
});

describe('output', () => {
  it('of five megabytes is kept to one, its beginning and its end, with a mark between', async () => {
    const source = `
      const line = 'x'.repeat(99) + '\\n';
      process.stdout.write('the first line\\n');
      for (let count = 0; count < 50_000; count += 1) process.stdout.write(line);
      process.stdout.write('the last line\\n');`;
    await setDelivery(app, { upload: commandOf(desk, 'upload', source) });
    const row = await onItsWay(app);
    expect((await deliver(desk, row.id)).status).toBe('succeeded');
    const text = await outputOf(desk, row.id);
    const bytes = Buffer.byteLength(text);
    expect(bytes).toBeGreaterThan(0.95 * MIB);
    expect(bytes).toBeLessThan(MIB + 100);
    expect(text.startsWith('the first line\n')).toBe(true);
    expect(text.endsWith('the last line\n')).toBe(true);
    const left = /\[([\d,]+) bytes are left out here\]/.exec(text)?.[1]?.replaceAll(',', '');
    const mark = `[${Number(left).toLocaleString('en')} bytes are left out here]\n`;
    expect(Number(left) + bytes - mark.length).toBe(5_000_000 + 15 + 14);
    const { outputRows } = await read(row.id);
    expect(outputRows).toBeLessThan(200);
  });

  it('of five megabytes without a line’s end does not stay in memory until the end', async () => {
    await setDelivery(app, {
      upload: commandOf(desk, 'upload', `process.stdout.write('y'.repeat(5_000_000) + 'z');`),
    });
    const row = await onItsWay(app);
    expect((await deliver(desk, row.id)).status).toBe('succeeded');
    const text = await outputOf(desk, row.id);
    expect(Buffer.byteLength(text)).toBeLessThan(MIB + 1000);
    expect(text.endsWith('z\n')).toBe(true);
  });

  it('that is no UTF-8, holds zeros, colours and lone carriage returns is kept readable', async () => {
    const source = `
      process.stdout.write(Buffer.from([0x66, 0xff, 0xfe, 0x67, 0x0a]));
      process.stdout.write(Buffer.from([0xc3]));
      setTimeout(() => {
        process.stdout.write(Buffer.from([0xa9, 0x0a]));
        process.stdout.write('\\u001b[31mred\\u001b[0m\\n');
        process.stdout.write('a\\0b\\n10 %\\r20 %\\r\\n');
        process.stdout.write(Buffer.from([0xf0, 0x9f]));
      }, 100);`;
    await setDelivery(app, { upload: commandOf(desk, 'upload', source) });
    const row = await onItsWay(app);
    expect((await deliver(desk, row.id)).status).toBe('succeeded');
    expect(await outputOf(desk, row.id)).toBe('f\uFFFD\uFFFDg\né\nred\na\uFFFDb\n10 %\n20 %\n\uFFFD\n');
  });

  it('can be read while the command still runs', async () => {
    const { client } = desk;
    const source = `console.log('begun'); setInterval(() => {}, 1000);`;
    await setDelivery(app, { upload: commandOf(desk, 'upload', source) });
    const row = await onItsWay(app);
    const job = await client.distribution.deliver({ act: 'deliver', id: row.id });
    await until(async () => (await outputOf(desk, row.id)) === 'begun\n', 'the first line');
    const { distribution, delivery } = await read(row.id);
    expect(distribution.status).toBe('uploading');
    expect(delivery.runningJobId).toBe(job.id);
    await client.job.cancel({ id: job.id });
    await ended(desk, job);
    expect((await read(row.id)).delivery.runningJobId).toBeNull();
  });
});

describe('no shell', () => {
  const wicked = `$(touch pwned) ; touch pwned; \`touch pwned\` "quoted" 'too' && touch pwned`;

  it('comes between: arguments arrive as they are, however they look', async () => {
    const argv = [
      ...program(desk, 'upload', 'console.log(JSON.stringify(process.argv.slice(2)));'),
      '{{releaseNotes}}',
      '{{ track }}',
      '$HOME',
    ];
    await setDelivery(app, { upload: { kind: 'command', argv, folder: desk.folder } });
    const row = await onItsWay(app, 'internal', wicked);
    expect((await deliver(desk, row.id)).status).toBe('succeeded');
    expect(JSON.parse(await outputOf(desk, row.id))).toEqual([wicked, 'internal', '$HOME']);
    expect(existsSync(join(desk.folder, 'pwned'))).toBe(false);
  });

  it('runs unless it is asked for, and then takes the facts from its environment alone', async () => {
    const script = 'echo "$SLIPWAY_RELEASE_NOTES" | cat; echo {{releaseNotes}}';
    await setDelivery(app, {
      upload: { kind: 'command', shell: true, argv: [script], folder: desk.folder },
    });
    const row = await onItsWay(app, 'internal', wicked);
    expect((await deliver(desk, row.id)).status).toBe('succeeded');
    expect(await outputOf(desk, row.id)).toBe(`${wicked}\n{{releaseNotes}}\n`);
    expect(existsSync(join(desk.folder, 'pwned'))).toBe(false);
  });
});
