import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '#shared/contract/index.ts';
import { DAY, NOON, type TestApp, testApp } from '../../support/testApp.ts';
import { refusedBy, verbs, withProject } from '../build/builds.ts';

let desk: TestApp;
let projectId: number;
beforeEach(async () => {
  desk = await testApp();
  projectId = await withProject(desk);
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

type Put = Parameters<Client['credential']['put']>[0];

const keystore = (more: Partial<Put> = {}): Put => ({
  projectId,
  kind: 'keystore',
  os: 'android',
  target: 'production',
  ...more,
});

describe('noting a credential', () => {
  it('keeps its facts and the names of the slots that are filled', async () => {
    const expiresAt = NOON + 100 * DAY;
    const slots = ['keystore', 'keyAlias'];
    const made = await desk.client.credential.put(
      keystore({ expiresAt, slots, bundleIdentifier: 'com.pay' }),
    );
    expect(await desk.client.credential.list({ projectId })).toEqual([
      {
        ...made,
        expiresAt,
        slots,
        label: 'signing keystore android production com.pay',
        emptySlots: ['keystorePassword', 'keyPassword'],
        expiry: null,
      },
    ]);
    expect((await desk.client.activity.list({})).rows[0]).toMatchObject({
      verb: 'credential.put',
      project: 'Payments',
      before: null,
      after: { slots, expiresAt },
    });
  });

  it('again changes the one of this kind, target and identifier, and what is left out stays filled', async () => {
    const { id } = await desk.client.credential.put(keystore({ slots: ['keystore'] }));
    desk.sources.advance(DAY);
    const after = await desk.client.credential.put(keystore({ expiresAt: NOON + 9 * DAY }));
    expect(after).toMatchObject({
      id,
      slots: ['keystore'],
      expiresAt: NOON + 9 * DAY,
      updatedAt: NOON + DAY,
    });
    await desk.client.credential.put(keystore({ target: 'staging' }));
    await desk.client.credential.put(keystore({ bundleIdentifier: 'com.pay' }));
    expect(await desk.client.credential.list({ projectId })).toHaveLength(3);
  });

  it.each<[string, Partial<Put>, string]>([
    ['a keystore for ios', { os: 'ios' }, 'os'],
    ['a keystore without a target', { target: null }, 'target'],
    ["a store's account with one", { kind: 'google_play' }, 'target'],
    ['a slot that it does not have', { slots: ['keystore', 'apiKeyFile'] }, 'slot'],
  ])('refuses %s', async (_what, more, field) => {
    expect(await refusedBy(desk.client.credential.put(keystore(more)))).toEqual({
      code: 'invalid_input',
      field,
    });
    expect(await desk.client.credential.list({ projectId })).toEqual([]);
  });

  it('says which project is not there', async () => {
    const put = desk.client.credential.put(keystore({ projectId: 99 }));
    await expect(put).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is the same after the file was opened again', async () => {
    await desk.client.credential.put(keystore({ slots: ['keystore'], expiresAt: NOON + DAY }));
    const before = await desk.client.credential.list({ projectId });
    desk = await desk.reopen();
    expect(await desk.client.credential.list({ projectId })).toEqual(before);
  });
});

describe('credentials near their end', () => {
  beforeEach(async () => {
    const other = await withProject(desk, 'Wallet');
    const ends: readonly (readonly [number, number, Put['target'], string | null])[] = [
      [projectId, NOON + 31 * DAY, 'production', 'a'],
      [projectId, NOON + 30 * DAY, 'production', 'b'],
      [other, NOON - 2 * DAY, 'production', 'c'],
      [projectId, NOON + 3 * DAY, 'staging', null],
    ];
    for (const [of, expiresAt, target, bundleIdentifier] of ends) {
      await desk.client.credential.put(keystore({ projectId: of, expiresAt, target, bundleIdentifier }));
    }
    await desk.client.credential.put(keystore());
  });

  const told = (rows: readonly { project: string; expiry: { level: unknown }; sentence: string }[]) =>
    rows.map(({ project, expiry, sentence }) => [project, expiry.level, sentence]);
  const payments = [
    ['Payments', 3, 'Expires within 3 days'],
    ['Payments', 30, 'Expires within 30 days'],
  ];

  it('are told within 30 days, the first to end first', async () => {
    expect(told(await desk.client.credential.expiring({}))).toEqual([
      ['Wallet', 'expired', 'Expired 2 days ago'],
      ...payments,
    ]);
    expect(told(await desk.client.credential.expiring({ projectId }))).toEqual(payments);
  });

  it('stand on the overview', async () => {
    const { expiring } = await desk.client.overview.read({});
    expect(expiring).toEqual(await desk.client.credential.expiring({}));
    expect(told((await desk.client.overview.read({ projectId })).expiring)).toEqual(payments);
  });

  it('come nearer as time goes by', async () => {
    desk.sources.advance(3 * DAY);
    const rows = await desk.client.credential.expiring({ projectId });
    expect(told(rows)).toEqual([
      ['Payments', 'expired', 'Has expired today'],
      ['Payments', 30, 'Expires within 27 days'],
      ['Payments', 30, 'Expires within 28 days'],
    ]);
  });
});

it('a removed credential is gone, and the log says who removed it', async () => {
  const { id } = await desk.client.credential.put(keystore());
  await desk.client.credential.remove({ id, reason: 'left the store' });
  expect(await desk.client.credential.list({ projectId })).toEqual([]);
  expect(await verbs(desk, 1)).toEqual(['credential.remove']);
  const again = desk.client.credential.remove({ id });
  await expect(again).rejects.toMatchObject({ code: 'not_found' });
});
