import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningWebHost, startWebHost } from '../support/webHost.ts';

const MB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'slipway-files-'));
const data = join(folder, 'data');
let host: RunningWebHost;

beforeAll(async () => {
  host = await startWebHost(['--file', join(folder, 'team.slipway'), '--data', data]);
});

afterAll(async () => {
  await host.end();
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Peak memory of the host in bytes, as the system counts it. */
const peak = () =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${host.child.pid}/status`, 'utf8'))?.[1]) * 1024;

test('50 MB go in and out as a stream, byte for byte', async () => {
  const body = randomBytes(50 * MB);
  const put = await host.fetch('/files/fifty-megabytes', { method: 'PUT', body });
  expect(await put.json()).toEqual({
    ok: true,
    data: { id: 'fifty-megabytes', size: body.length, sha256: sha256(body) },
  });
  // What a job makes lies in the outgoing folder.
  copyFileSync(join(data, 'incoming', 'fifty-megabytes'), join(data, 'outgoing', 'export-1.csv'));
  const got = await host.fetch('/files/export-1.csv');
  expect(got.headers.get('content-type')).toContain('text/csv');
  expect(got.headers.get('content-disposition')).toBe('attachment; filename="export-1.csv"');
  expect(got.headers.get('content-length')).toBe(String(body.length));
  expect(sha256(new Uint8Array(await got.arrayBuffer()))).toBe(sha256(body));
});

test('what it takes in does not pile up: 150 MB more need no more memory than the first 50', async () => {
  const piece = randomBytes(MB);
  const pieces = (count: number) => {
    let left = count;
    return new ReadableStream({
      pull(stream) {
        left -= 1;
        if (left < 0) stream.close();
        else stream.enqueue(piece);
      },
    });
  };
  const put = (count: number) =>
    host.fetch('/files/many-megabytes', {
      method: 'PUT',
      body: pieces(count),
      duplex: 'half',
    } as RequestInit);
  await put(50);
  const before = peak();
  expect((await put(150)).status).toBe(200);
  expect(peak() - before).toBeLessThan(50 * MB);
});

test('an upload that breaks off leaves nothing', async () => {
  const gone = new AbortController();
  const body = new ReadableStream({
    async pull(stream) {
      stream.enqueue(randomBytes(64 * 1024));
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  });
  const put = host.fetch('/files/broken-upload', {
    method: 'PUT',
    body,
    signal: gone.signal,
    duplex: 'half',
  } as RequestInit);
  await expect
    .poll(() => existsSync(join(data, 'incoming', 'broken-upload.part')), { timeout: 10_000 })
    .toBe(true);
  gone.abort();
  await expect(put).rejects.toThrow();
  await expect
    .poll(() => readdirSync(join(data, 'incoming')).join(), { timeout: 10_000 })
    .not.toContain('broken-upload');
});

test.each(['/files/..%2f..%2fteam.slipway', '/files/../team.slipway', '/files/', '/files/no-such.csv'])(
  'GET %s finds nothing',
  async (path) => {
    expect((await host.fetch(path)).status).toBe(404);
  },
);

test.each(['short', 'has%2fslash%2f..', 'x'.repeat(65)])('PUT refuses the id %s', async (id) => {
  const answer = await host.fetch(`/files/${id}`, { method: 'PUT', body: 'x' });
  expect(answer.status).toBe(400);
});

test('neither way opens without the token', async () => {
  expect((await fetch(`${host.origin}/files/export-1.csv`)).status).toBe(401);
  expect((await fetch(`${host.origin}/files/12345678`, { method: 'PUT', body: 'x' })).status).toBe(401);
  expect((await fetch(`${host.origin}/files/export-1.csv?token=${host.line.token}`)).status).toBe(401);
});
