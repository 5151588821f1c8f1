import { afterEach, beforeEach, expect, it } from 'vitest';
import { credentialKinds, credentialRules } from '#shared/features/credential/model.ts';
import { REDACTED } from '#shared/features/credential/redact.ts';
import { NOON } from '../../support/testApp.ts';
import { type AkinonApp, akinonApp, hexId } from './akinonApp.ts';

const EXPIRES = NOON + 90 * 24 * 3_600_000;
const ends = new Date(EXPIRES).toISOString();

let app: AkinonApp;
const planted: string[] = [];

/** A value that is found again wherever it turns up. */
function secret(name: string): string {
  const value = `s3cr3t-${name}-${planted.length}-do-not-show`;
  planted.push(value);
  return value;
}

beforeEach(async () => {
  planted.length = 0;
  app = await akinonApp();
  for (const kind of credentialKinds) {
    const { systems, perTarget, slots } = credentialRules[kind];
    for (const os of systems) {
      for (const target of perTarget ? (['staging', 'production'] as const) : [null]) {
        const { id } = await app.client.credential.put({
          projectId: app.project.id,
          ...{ kind, os, target, expiresAt: EXPIRES },
          bundleIdentifier: perTarget ? null : 'com.example.shop',
        });
        for (const slot of slots) {
          await app.client.credential.setSecret({ id, slot, value: secret(`${kind}-${slot}`) });
        }
      }
    }
  }
  const { id } = await app.client.credential.put({
    projectId: app.project.id,
    kind: 'provisioning_profile',
    os: 'ios',
    target: 'production',
    bundleIdentifier: 'com.example.shop.widget',
    expiresAt: EXPIRES,
  });
  await app.client.credential.setSecret({ id, slot: 'provisioningProfile', value: secret('widget') });
});
afterEach(async () => {
  expect(app.faults).toEqual([]);
  expect(app.app.desk.logged).toEqual([]);
  await app.close();
});

const signing = (os: 'android' | 'huawei' | 'ios') =>
  os === 'ios'
    ? {
        certificate: REDACTED,
        password: REDACTED,
        certificateExpiration: ends,
        provisioningProfile: REDACTED,
        provisioningExpiration: ends,
        certificateApn: REDACTED,
        certificateApnKey: REDACTED,
      }
    : { keystore: REDACTED, keystorePassword: REDACTED, keyAlias: REDACTED, keyPassword: REDACTED };

it('a project says what it holds credentials for, when they end and for which app, and no value', async () => {
  const { id } = await app.build();
  const { json } = await app.get(`/${hexId(id)}`);
  const both = (os: 'android' | 'huawei' | 'ios') => ({ staging: signing(os), production: signing(os) });
  expect(json.project.credential).toEqual({
    android: both('android'),
    huawei: both('huawei'),
    ios: both('ios'),
  });
  expect(json.project.additionalCredentials).toEqual({
    ios: {
      production: [
        {
          bundleIdentifier: 'com.example.shop.widget',
          provisioningProfile: REDACTED,
          provisioningExpiration: ends,
        },
      ],
    },
  });
  expect(json.project.storeCredentials).toEqual({
    googlePlay: { googleServiceFile: REDACTED, packageName: 'com.example.shop' },
    appleAppStore: {
      keyId: REDACTED,
      keyIssuerId: REDACTED,
      apiKeyFile: REDACTED,
      appIdentifier: 'com.example.shop',
    },
    huaweiAppGallery: { clientId: REDACTED, clientSecret: REDACTED },
  });
});

it('no answer of any operation carries a secret, neither of a credential nor of what was reported', async () => {
  const raw = { system: 'akinon', body: { project: { credential: { keyPassword: secret('raw') } } } };
  const { secret: token } = await app.client.token.create({
    name: secret('token-name'),
    personName: 'ci-bot',
    scopes: ['akinon:admin'],
  });
  planted.push(token);
  const build = await app.build({ status: 'pending', raw });
  const done = await app.build({ downloadUrl: 'https://builds.example.com/231.aab' });
  const first = await app.release('one');
  await app.release('two');
  const one = (id: number, operation = '') => `/${hexId(id)}${operation}`;
  const texts = [
    await app.get('', token),
    await app.get('?os=android', token),
    await app.get(one(build.id), token),
    await app.patch(one(build.id, '/cancel'), undefined, token),
    await app.patch(one(build.id, '/cancel'), undefined, token),
    await app.patch(one(done.id, '/storestate'), { isOnStore: 'success' }, token),
    await app.get(one(first.deploymentId, '/metrics'), token),
    await app.patch(one(first.deploymentId, '/code-push-release'), { release: { isMandatory: true } }, token),
    await app.post(one(first.deploymentId, '/rollback-release'), { releaseLabel: 'v1' }, token),
    await app.post(one(first.deploymentId, '/promote-release'), undefined, token),
  ].map(({ text }) => text);
  const delivered = await app.post(
    one(done.id, '/distributions'),
    { releaseNotes: 'Fixes the basket', track: 'internal' },
    token,
  );
  const distribution = `${one(done.id, '/distributions')}/${delivered.json._id}`;
  for (const answer of [
    delivered,
    await app.get(one(done.id, '/distributions'), token),
    await app.get(distribution, token),
    await app.patch(distribution, { status: 'uploading', remoteId: 17 }, token),
  ])
    texts.push(answer.text);
  expect(app.answered.size).toBeGreaterThanOrEqual(13);
  expect(planted.length).toBeGreaterThan(30);
  for (const text of texts) {
    expect(text.length).toBeGreaterThan(20);
    for (const value of planted) expect(text).not.toContain(value);
  }
});
