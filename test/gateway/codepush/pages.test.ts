import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../gatewayApp.ts';
import { type CodePushWorld, codepushWorld, PUBLIC } from './world.ts';

let world: CodePushWorld;
let packagePath: string;
beforeAll(async () => {
  world = await codepushWorld();
  await world.release('one');
  const { json } = await world.check({ deployment_key: world.staging.key, app_version: '1.0.0' });
  packagePath = new URL(json.update_info.download_url).pathname;
});
afterAll(async () => {
  expect(world.gateway.desk.logged).toEqual([]);
  await world.close();
});

/** The origins of apps in web views, and a page of anywhere. */
const ORIGINS = [
  'capacitor://localhost',
  'ionic://localhost',
  'http://localhost',
  'null',
  'https://anywhere.example',
];

const paths = () => {
  const query = new URLSearchParams({ deployment_key: world.staging.key, app_version: '1.0.0' });
  return [
    ['GET', `${PUBLIC}/update_check?${query}`],
    ['GET', `/updateCheck?${query}`],
    ['POST', `${PUBLIC}/report_status/deploy`],
    ['POST', `${PUBLIC}/report_status/download`],
    ['POST', '/reportStatus/deploy'],
    ['POST', '/reportStatus/download'],
    ['GET', packagePath],
  ] as const;
};

describe('pages of an app', () => {
  it('may call the public routes from any origin, and read the answer', async () => {
    for (const origin of ORIGINS) {
      for (const [method, path] of paths()) {
        const body =
          method === 'POST'
            ? { deployment_key: world.staging.key, label: 'v1', app_version: '1.0.0' }
            : undefined;
        const { status, headers } = await world.gateway.send({
          method,
          path,
          headers: { origin },
          token: null,
          ...(body === undefined ? {} : { body }),
        });
        expect([origin, path, status === 403]).toEqual([origin, path, false]);
        expect(headers.get('access-control-allow-origin')).toBe('*');
      }
    }
  });

  it('may read a refusal too', async () => {
    const { status, headers } = await world.gateway.send({
      method: 'GET',
      path: `${PUBLIC}/update_check`,
      headers: { origin: 'capacitor://localhost' },
      token: null,
    });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([400, '*']);
  });

  it('are told before that they may send the headers of the SDK', async () => {
    for (const [method, path] of paths()) {
      const { status, headers, text } = await world.gateway.send({
        method: 'OPTIONS',
        path,
        headers: {
          origin: 'capacitor://localhost',
          'access-control-request-method': method,
          'access-control-request-headers': 'content-type,x-codepush-sdk-version',
        },
        token: null,
      });
      expect([path, status, text]).toEqual([path, 204, '']);
      const allowed = headers.get('access-control-allow-headers')?.toLowerCase().split(', ') ?? [];
      expect(allowed).toEqual(
        expect.arrayContaining([
          'accept',
          'content-type',
          'x-codepush-plugin-name',
          'x-codepush-plugin-version',
          'x-codepush-sdk-version',
        ]),
      );
      expect(headers.get('access-control-allow-methods')).toContain(method);
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it('may call nothing else from a foreign origin', async () => {
    const secret = await world.gateway.token('codepush:admin', 'tracker:admin');
    for (const path of [
      '/',
      '/api/v1/deployments',
      '/docs',
      '/openapi.json',
      '/apps',
      '/updatecheck',
      '/nothing',
    ]) {
      const { status, headers } = await world.gateway.send({
        method: 'GET',
        path,
        headers: { origin: 'capacitor://localhost' },
        token: secret,
      });
      expect([path, status, headers.get('access-control-allow-origin')]).toEqual([path, 403, null]);
    }
  });
});

describe('the public routes', () => {
  it('answer to their own hosts only, whatever the origin says', async () => {
    for (const [method, path] of paths()) {
      for (const host of ['evil.example', '127.0.0.1.evil.example', '127.0.0.1@evil.example']) {
        const headers = { host, origin: 'capacitor://localhost' };
        const answer = await rawRequest(world.gateway.url + path, { method, headers });
        expect([path, host, answer.status]).toEqual([path, host, 403]);
        expect(answer.text).not.toContain('v1');
      }
    }
  });

  it('need no token and look at none', async () => {
    const query = { deployment_key: world.staging.key, app_version: '1.0.0' };
    for (const authorization of ['Bearer slw_nobody', 'Basic x']) {
      const { status } = await world.gateway.send({
        method: 'GET',
        path: `${PUBLIC}/update_check?${new URLSearchParams(query)}`,
        headers: { authorization },
        token: null,
      });
      expect(status).toBe(200);
    }
  });
});
