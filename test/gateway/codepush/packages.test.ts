import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRange } from '../../../src-main/gateway/acquisition/byte-range.ts';
import { type CodePushWorld, codepushWorld } from './world.ts';

let world: CodePushWorld;
let url: string;
let whole: Buffer;
let sha256: string;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks as it stands: nothing adds, follows or unpacks anything. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    httpRequest(new URL(path, url), { method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

beforeAll(async () => {
  world = await codepushWorld();
  await world.release('one');
  const { json } = await world.check({ deployment_key: world.staging.key, app_version: '1.0.0' });
  url = json.update_info.download_url;
  whole = (await ask(url)).body;
  sha256 = url.slice(-64);
});
afterAll(async () => {
  expect(world.gateway.desk.logged).toEqual([]);
  await world.close();
});

describe('a package', () => {
  it('comes whole, with its exact length, not in pieces and not packed, to be kept for ever', async () => {
    const { status, headers, body } = await ask(url, { 'accept-encoding': 'gzip, br' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-length': String(body.length),
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `"${sha256}"`,
      'accept-ranges': 'bytes',
      'content-type': 'application/octet-stream',
    });
    expect([headers['transfer-encoding'], headers['content-encoding']]).toEqual([undefined, undefined]);
    expect(body.readUInt32BE(0)).toBe(0x504b0304);
    expect(createHash('sha256').update(body).digest('hex')).toBe(sha256);
  });

  it('tells the same to HEAD, without the bytes', async () => {
    const [get, head] = [await ask(url), await ask(url, {}, 'HEAD')];
    const { date: _one, ...expected } = get.headers;
    const { date: _other, ...found } = head.headers;
    expect([head.status, found, head.body.length]).toEqual([200, expected, 0]);
  });

  it.each([
    ['bytes=0-3', 206, [0, 3]],
    ['bytes=100-', 206, [100, -1]],
    ['bytes=-10', 206, [-10, -1]],
    ['bytes=0-99999999', 206, [0, -1]],
    ['bytes=-99999999', 206, [0, -1]],
    ['bytes = 5 - 9', 206, [5, 9]],
    ['bytes=99999999-', 416, null],
    ['bytes=-0', 416, null],
    ['bytes=9-5', 200, null],
    ['bytes=0-1,5-6', 200, null],
    ['bytes=a-b', 200, null],
    ['items=0-3', 200, null],
    ['bytes=-', 200, null],
  ] as const)('answers Range %s with %i', async (range, status, piece) => {
    const answer = await ask(url, { range });
    expect(answer.status).toBe(status);
    if (status === 416) {
      expect(answer.headers['content-range']).toBe(`bytes */${whole.length}`);
      expect(answer.headers['cache-control']).toBe('no-store');
      return;
    }
    const [first, last] = (piece ?? [0, -1]).map((at) => (at < 0 ? whole.length + at : at)) as [
      number,
      number,
    ];
    expect(answer.body.equals(whole.subarray(first, last + 1))).toBe(true);
    expect(answer.headers['content-length']).toBe(String(last - first + 1));
    expect(answer.headers['content-range']).toBe(
      status === 206 ? `bytes ${first}-${last}/${whole.length}` : undefined,
    );
  });

  it('is sent whole to who has a piece of other bytes, and in a piece to who has these', async () => {
    const range = 'bytes=0-3';
    expect((await ask(url, { range, 'if-range': '"another"' })).status).toBe(200);
    expect((await ask(url, { range, 'if-range': `W/"${sha256}"` })).status).toBe(200);
    expect((await ask(url, { range, 'if-range': `"${sha256}"` })).status).toBe(206);
  });

  it('is not sent again to who has it', async () => {
    for (const tag of [`"${sha256}"`, `W/"${sha256}"`, `"x", "${sha256}"`, '*']) {
      const { status, body, headers } = await ask(url, { 'if-none-match': tag });
      expect([tag, status, body.length, headers.etag]).toEqual([tag, 304, 0, `"${sha256}"`]);
    }
    expect((await ask(url, { 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('comes in one piece out of many', async () => {
    const pieces: Buffer[] = [];
    for (let at = 0; at < whole.length; at += 7000)
      pieces.push((await ask(url, { range: `bytes=${at}-${at + 6999}` })).body);
    expect(Buffer.concat(pieces).equals(whole)).toBe(true);
  });

  it('is nothing else that is stored: not a build, not a file of another package', async () => {
    const { app, client } = world.gateway.desk;
    await app.files().put('artifact-0001', Readable.from([Buffer.from('an app')]));
    const job = await client.build.keepArtifact({ fileId: 'artifact-0001' });
    await app.jobEnded(job.id);
    const { result } = await client.job.get({ id: job.id });
    const packageHash = url.split('/').at(-2) ?? '';
    const secret = String(result?.sha256 ?? createHash('sha256').update('an app').digest('hex'));
    const unknown = 'f'.repeat(64);
    for (const path of [
      `/packages/${packageHash}/${secret}`,
      `/packages/${secret}/${secret}`,
      `/packages/${packageHash}/${unknown}`,
      `/packages/${unknown}/${sha256}`,
      `/packages/${packageHash}/${sha256.toUpperCase()}`,
      `/packages/${packageHash}/..%2f..%2ftest.slipway`,
      `/packages/${packageHash}`,
    ]) {
      for (const method of ['GET', 'HEAD'])
        expect([path, (await ask(path, {}, method)).status]).toEqual([path, 404]);
    }
  });

  it('answers to GET and HEAD only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await ask(url, {}, method)).status).toBe(405);
  });

  it('is not found once its file is gone, also when it was sent before', async () => {
    const { packageHash } = await world.release('lost', { channel: world.production });
    const { json } = await world.check({ deployment_key: world.production.key, app_version: '1.0.0' });
    const lost: string = json.update_info.download_url;
    expect(lost).toContain(packageHash);
    expect((await ask(lost)).status).toBe(200);
    const name = lost.slice(-64);
    rmSync(join(world.gateway.desk.folder, 'test.blobs', name.slice(0, 2), name));
    for (const method of ['GET', 'HEAD']) expect((await ask(lost, {}, method)).status).toBe(404);
  });
});

describe('readRange', () => {
  it('answers a piece that lies inside, or none', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.option(fc.nat(1500)), fc.option(fc.nat(1500)), (size, first, last) => {
        const found = readRange(`bytes=${first ?? ''}-${last ?? ''}`, size);
        if (found === null) {
          expect(first === null ? last === null : last !== null && last < first).toBe(true);
        } else if (found !== 'unsatisfiable') {
          expect(found.start).toBeGreaterThanOrEqual(0);
          expect(found.end).toBeGreaterThanOrEqual(found.start);
          expect(found.end).toBeLessThan(size);
        }
      }),
    );
  });
});
