import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CodePushWorld, codepushWorld, PUBLIC } from './world.ts';

let world: CodePushWorld;
beforeEach(async () => {
  world = await codepushWorld();
});
afterEach(async () => {
  expect(world.gateway.desk.logged).toEqual([]);
  await world.close();
});

const LEGACY = '/updateCheck';
const NEW = `${PUBLIC}/update_check`;

const nothing = {
  is_available: false,
  is_mandatory: false,
  label: '',
  package_hash: '',
  package_size: 0,
  description: '',
  update_app_version: false,
  should_run_binary_version: false,
  download_url: '',
  app_version: '',
  target_binary_range: '',
};

describe('the body of an update check', () => {
  it('has exactly these fields in the current protocol, and the version that the app sent', async () => {
    const { packageHash, size } = await world.release('one', {
      range: '^1.0.0',
      isMandatory: true,
      description: 'Ümlaut "and" \\ emoji 📱',
    });
    const { status, headers, json } = await world.check({
      deployment_key: world.staging.key,
      app_version: '1.4',
    });
    expect(status).toBe(200);
    expect(json).toEqual({
      update_info: {
        is_available: true,
        is_mandatory: true,
        label: 'v1',
        package_hash: packageHash,
        package_size: size,
        description: 'Ümlaut "and" \\ emoji 📱',
        update_app_version: false,
        should_run_binary_version: false,
        download_url: expect.stringMatching(
          new RegExp(`^${world.gateway.url}/packages/${packageHash}/[0-9a-f]{64}$`),
        ),
        app_version: '1.4',
        target_binary_range: '1.4',
      },
    });
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('content-encoding')).toBeNull();
  });

  it('has the older names at the older path, and one new one', async () => {
    const { packageHash, size } = await world.release('one');
    const query = { deploymentKey: world.staging.key, appVersion: '1.0.0' };
    const { json } = await world.check(query, LEGACY);
    expect(json).toEqual({
      updateInfo: {
        isAvailable: true,
        isMandatory: false,
        label: 'v1',
        packageHash,
        packageSize: size,
        description: '',
        updateAppVersion: false,
        shouldRunBinaryVersion: false,
        downloadURL: expect.stringContaining(`/packages/${packageHash}/`),
        appVersion: '1.0.0',
        target_binary_range: '1.0.0',
      },
    });
  });

  it('says that the binary runs while a channel is empty, with a default in every other field', async () => {
    const { json } = await world.check({ deployment_key: world.staging.key, app_version: '1.0.0' });
    expect(json).toEqual({ update_info: { ...nothing, should_run_binary_version: true } });
  });

  it('names the newest range to a binary outside of it, as a store update only to an older one', async () => {
    await world.release('one', { range: '2.0.0' });
    const at = async (app_version: string) =>
      (await world.check({ deployment_key: world.staging.key, app_version })).json.update_info;
    const outside = {
      ...nothing,
      should_run_binary_version: true,
      app_version: '2.0.0',
      target_binary_range: '2.0.0',
    };
    expect(await at('1.0.0')).toEqual({ ...outside, update_app_version: true });
    expect(await at('2.0.0-beta.1')).toEqual({ ...outside, update_app_version: true });
    expect(await at('3.0.0')).toEqual(outside);
  });

  it.each([
    ['7', '7.x'],
    ['2.0', '2.0.0'],
    ['2.0-beta', '2.0.0-beta'],
    ['2.0+build.7', '2.0.0'],
    ['1.2.3', '1.2.x'],
  ])('gives %s back as it came', async (app_version, range) => {
    await world.release('one', { range });
    const { json } = await world.check({ deployment_key: world.staging.key, app_version });
    expect(json.update_info).toMatchObject({
      is_available: true,
      app_version,
      target_binary_range: app_version,
    });
  });
});

describe('the parameters of an update check', () => {
  it.each([NEW, LEGACY])('are taken in both spellings at %s', async (path) => {
    const one = await world.release('one');
    const two = await world.release('two', { rollout: 50 });
    const { key } = world.staging;
    // Of these two, only the first is in a bucket below 50 for v2.
    const clients = ['device-002', 'device-x'];
    for (const clientId of clients) {
      const answers = await Promise.all([
        world.check(
          {
            deployment_key: key,
            app_version: '1.0.0',
            package_hash: one.packageHash,
            label: 'v1',
            client_unique_id: clientId,
          },
          path,
        ),
        world.check(
          {
            deploymentKey: key,
            appVersion: '1.0.0',
            packageHash: one.packageHash,
            label: 'v1',
            clientUniqueId: clientId,
          },
          path,
        ),
      ]);
      expect(answers[0]?.text).toBe(answers[1]?.text);
      expect(answers[0]?.text.includes(two.packageHash)).toBe(clientId === 'device-002');
    }
    const companion = [{ is_companion: 'true' }, { isCompanion: 'TRUE' }, { is_companion: 'false' }];
    const availables = await Promise.all(
      companion.map(async (more) => {
        const query = { deployment_key: key, app_version: '9.9.9', ...more } as Record<string, string>;
        return (await world.check(query, path)).text.includes(one.packageHash);
      }),
    );
    expect(availables).toEqual([true, true, false]);
  });

  it('are absent when they are empty: a fresh client is not found in the history', async () => {
    await world.release('one');
    await world.release('two', { isMandatory: true });
    await world.release('three');
    const fresh = { deployment_key: world.staging.key, app_version: '1.0.0' };
    const answer = await world.check(fresh);
    expect(answer.json.update_info).toMatchObject({ label: 'v3', is_mandatory: true });
    const empty = { ...fresh, package_hash: '', label: '', client_unique_id: '', is_companion: '' };
    expect((await world.check(empty)).text).toBe(answer.text);
  });

  it('count once when they come twice', async () => {
    await world.release('one');
    const path = `${NEW}?deployment_key=${world.staging.key}&app_version=1.0.0&app_version=2.0.0`;
    const { json } = await world.gateway.send({ method: 'GET', path, token: null });
    expect(json.update_info).toMatchObject({ is_available: true, app_version: '1.0.0' });
  });

  it('find a client by its hash alone', async () => {
    await world.release('one');
    const { packageHash } = await world.release('two', { isMandatory: true });
    await world.release('three');
    const query = { deployment_key: world.staging.key, app_version: '1.0.0', package_hash: packageHash };
    expect((await world.check(query)).json.update_info).toMatchObject({ label: 'v3', is_mandatory: false });
  });

  it('trim the key', async () => {
    await world.release('one');
    const query = { deployment_key: ` ${world.staging.key}\n`, app_version: '1.0.0' };
    expect((await world.check(query)).json.update_info.is_available).toBe(true);
  });

  const good = 'abcdefghij';
  it.each([
    ['no key', { app_version: '1.0.0' }, 400],
    ['an empty key', { deployment_key: '', app_version: '1.0.0' }, 400],
    ['a short key', { deployment_key: 'abcdefghi', app_version: '1.0.0' }, 400],
    ['a long key', { deployment_key: 'a'.repeat(101), app_version: '1.0.0' }, 400],
    ['a key with other characters', { deployment_key: 'abcdefghi;', app_version: '1.0.0' }, 400],
    ['no version', { deployment_key: good }, 400],
    ['an empty version', { deployment_key: good, app_version: '' }, 400],
    ['a version that is none', { deployment_key: good, app_version: '1.2.3.4' }, 400],
    ['another one', { deployment_key: good, app_version: 'latest' }, 400],
    ['a key that no channel has', { deployment_key: good, app_version: '1.0.0' }, 404],
    ['a long key that no channel has', { deployment_key: 'a'.repeat(100), app_version: '7' }, 404],
  ])('%s', async (_name, query, status) => {
    for (const path of [NEW, LEGACY]) {
      const answer = await world.check(query as unknown as Record<string, string>, path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        status,
        'text/plain; charset=utf-8',
      ]);
      expect(answer.text).toMatch(/^[A-Z].+\.$/);
    }
  });

  it.each(['1.2.3.4', 'latest', ''])('refuse the version "%s" of a known channel', async (app_version) => {
    await world.release('one');
    expect((await world.check({ deployment_key: world.staging.key, app_version })).status).toBe(400);
  });

  it('answer to GET and HEAD only', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const { status, headers } = await world.gateway.send({ method, path: NEW, token: null });
      expect([status, headers.get('allow')]).toEqual([405, 'GET, OPTIONS, HEAD']);
    }
  });
});

describe('the address of packages', () => {
  it('is that of the base URL setting, without a slash too many', async () => {
    const { client } = world;
    await world.release('one');
    await client.settings.update({
      gateway: { enabled: true, port: 0, baseUrl: 'https://updates.example.com/ota/' },
    });
    const url = await world.gateway.desk.app.gatewayUrl();
    const query = new URLSearchParams({ deployment_key: world.staging.key, app_version: '1.0.0' });
    const answer = await (await fetch(`${url}${NEW}?${query}`)).json();
    expect(answer.update_info.download_url).toMatch(/^https:\/\/updates\.example\.com\/ota\/packages\//);
  });

  it('is else the host that was asked', async () => {
    await world.release('one');
    const { port } = new URL(world.gateway.url);
    const query = new URLSearchParams({ deployment_key: world.staging.key, app_version: '1.0.0' });
    const answer = await (await fetch(`http://localhost:${port}${NEW}?${query}`)).json();
    expect(answer.update_info.download_url).toMatch(new RegExp(`^http://localhost:${port}/packages/`));
  });
});
