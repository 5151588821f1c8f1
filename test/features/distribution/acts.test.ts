import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { type MobileApp, mobileApp } from './app.ts';
import { commandOf, deliver, ended, onItsWay, outputOf, setDelivery, textOf } from './delivering.ts';

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
const say = (...lines: string[]) =>
  commandOf(desk, 'say', lines.map((line) => `console.log(${line});`).join('\n'));

/** A release on production that rolls out to a fifth of the users. */
async function rollingOut() {
  await app.delivered(await app.build(), 'production');
  return app.delivered(await app.build(), 'production', { userFraction: 0.2 });
}

describe('a move of the staged rollout', () => {
  it('is made in the store first, with its share, and recorded once that has succeeded', async () => {
    const { client } = desk;
    const row = await rollingOut();
    const upload = say(`'unused'`);
    await setDelivery(app, {
      upload,
      widen: say('process.env.SLIPWAY_MOVE', 'process.env.SLIPWAY_USER_FRACTION'),
    });
    const widen = { act: 'staged', id: row.id, move: { kind: 'widen', userFraction: 0.5 } } as const;
    const job = await ended(desk, await client.distribution.deliver({ ...widen, reason: 'healthy' }));
    expect(job).toMatchObject({ status: 'succeeded', error: null });
    expect(await outputOf(desk, row.id)).toBe('widen\n0.5\n');
    const { staged, events } = await read(row.id);
    expect(staged).toMatchObject({ status: 'inProgress', share: 0.5 });
    expect(events.at(-1)).toMatchObject({
      kind: 'staged',
      text: expect.stringMatching(/20 % to 50 %.*healthy/),
    });
    const { rows } = await client.activity.list({ filter: { verb: 'distribution.staged.widen' } });
    expect(rows).toMatchObject([{ reason: 'healthy', actor: { name: 'mira.solberg' } }]);
  });

  it('leaves the record as it is when the store’s command fails', async () => {
    const row = await rollingOut();
    await setDelivery(app, { upload: say(`''`), halt: commandOf(desk, 'no', 'process.exit(4)') });
    const job = await ended(
      desk,
      await desk.client.distribution.deliver({ act: 'staged', id: row.id, move: { kind: 'halt' } }),
    );
    expect(job).toMatchObject({ status: 'failed', error: expect.stringMatching(/exit code 4/) });
    const { distribution, staged, events } = await read(row.id);
    expect(distribution.status).toBe('succeeded');
    expect(staged).toMatchObject({ status: 'inProgress', share: 0.2 });
    expect(events.at(-1)?.kind).toBe('note');
  });

  it('that the store would refuse is refused before anything runs', async () => {
    const row = await rollingOut();
    await setDelivery(app, { upload: say(`''`), widen: say(`'ran'`) });
    const move = { kind: 'widen', userFraction: 0.1 } as const;
    await expect(desk.client.distribution.deliver({ act: 'staged', id: row.id, move })).rejects.toThrow(
      /cannot shrink from 20 % to 10 %: halt it instead/,
    );
    expect(await desk.client.job.list()).toEqual([]);
  });
});

describe('asking the store', () => {
  it('takes over its word, and what it means for the build', async () => {
    const row = await app.delivered(await app.build({ os: 'ios' }), 'Production');
    await setDelivery(
      app,
      { upload: say(`''`), poll: say(`'looking'`, `'::slipway storeState=REJECTED'`) },
      { store: 'apple' },
    );
    const job = await ended(desk, await desk.client.distribution.deliver({ act: 'poll', id: row.id }));
    expect(job).toMatchObject({ status: 'succeeded' });
    const { distribution, storeState } = await read(row.id);
    expect(distribution.storeState).toBe('REJECTED');
    expect(storeState).toMatchObject({ label: 'rejected by review', tone: 'bad' });
    expect((await desk.client.build.get({ id: row.deploymentId })).build.isOnStore).toBe('rejected');
  });

  it('fails when no state is said', async () => {
    const row = await app.delivered(await app.build(), 'internal');
    await setDelivery(app, { upload: say(`''`), poll: say(`'nothing'`) });
    const job = await ended(desk, await desk.client.distribution.deliver({ act: 'poll', id: row.id }));
    expect(job).toMatchObject({ status: 'failed', error: expect.stringMatching(/no state was said/) });
    expect((await read(row.id)).distribution.storeState).toBeNull();
  });
});

describe('what cannot be delivered', () => {
  it('is what nobody set a way up for', async () => {
    const row = await onItsWay(app);
    await expect(deliver(desk, row.id)).rejects.toMatchObject({
      code: 'conflict',
      message: 'No way is set up to upload Payments on Google Play. Nothing was run.',
    });
    await setDelivery(app, { upload: say(`''`) });
    await expect(desk.client.distribution.deliver({ act: 'poll', id: row.id })).rejects.toThrow(
      /No way is set up to poll/,
    );
  });

  it.each(['succeeded', 'failed', 'canceled'] as const)('is what has %s', async (status) => {
    await setDelivery(app, { upload: say(`'ran'`) });
    const row = await app.finish(await onItsWay(app), status);
    await expect(deliver(desk, row.id)).rejects.toMatchObject({ code: 'illegal_transition' });
    expect(await outputOf(desk, row.id)).toBe('');
  });

  it('is what somebody delivers already', async () => {
    await setDelivery(app, { upload: say(`'ran'`) });
    const row = await onItsWay(app);
    await desk.client.distribution.report({ id: row.id, status: 'uploading' });
    await expect(deliver(desk, row.id)).rejects.toThrow(/uploading already/);
  });

  it('is a second one of the same app, and a third of any, while others run', async () => {
    const { client } = desk;
    const forever = commandOf(desk, 'forever', 'setInterval(() => {}, 1000);');
    const apps = [app, await mobileApp(desk, 'Second'), await mobileApp(desk, 'Third')];
    for (const one of apps) await setDelivery(one, { upload: forever });
    const rows = [];
    for (const one of apps) rows.push(await onItsWay(one));
    const sameApp = await onItsWay(app, 'alpha');
    const begin = (id: number) => client.distribution.deliver({ act: 'deliver', id });
    const first = await begin(rows[0]?.id ?? 0);
    await expect(begin(sameApp.id)).rejects.toThrow(
      /"Deliver Payments #\d+ .* to Google Play internal" is still running, and Google Play takes one edit/,
    );
    const second = await begin(rows[1]?.id ?? 0);
    await expect(begin(rows[2]?.id ?? 0)).rejects.toThrow(/2 deliveries are running already/);
    for (const { id } of [first, second]) {
      await client.job.cancel({ id });
      await desk.app.jobEnded(id);
    }
    expect((await read(sameApp.id)).distribution.status).toBe('pending');
  });
});

describe('a store that does not review by itself', () => {
  it('gets the same again without the review, and then nothing more until a person has acted', async () => {
    const { client } = desk;
    const words =
      'Changes cannot be sent for review automatically. Please set the query parameter changesNotSentForReview.';
    await setDelivery(app, {
      upload: commandOf(
        desk,
        'upload',
        `if (process.env.SLIPWAY_SHOULD_SUBMIT_FOR_REVIEW === 'true') { console.error(${JSON.stringify(words)}); process.exit(1); }`,
      ),
    });
    const first = await onItsWay(app);
    expect((await deliver(desk, first.id)).status).toBe('failed');
    expect((await read(first.id)).explained).toMatchObject({ remedy: 'retry_unsent' });
    const { distribution } = await client.distribution.retry({
      id: first.id,
      changes: { shouldSubmitForReview: false },
    });
    expect((await deliver(desk, distribution.id)).status).toBe('succeeded');
    expect((await read(distribution.id)).events.at(-1)?.text).toMatch(/nothing more is delivered/);
    const next = await app.build();
    await expect(app.distribute(next, 'internal')).rejects.toThrow(/Google Play waits for a person/);
    await client.distribution.setSeen({ projectId: app.projectId, store: 'google', waitsForConsole: false });
    expect((await app.distribute(next, 'internal')).status).toBe('pending');
  });
});

describe('a delivery whose distribution somebody else ends', () => {
  it('leaves that end as it is, and says how its own was', async () => {
    const { client } = desk;
    const file = join(desk.folder, 'go');
    const source = `
      import { existsSync, writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(`${file}.began`)}, 'yes');
      setInterval(() => existsSync(${JSON.stringify(file)}) && process.exit(5), 20);`;
    await setDelivery(app, { upload: commandOf(desk, 'upload', source) });
    const row = await onItsWay(app);
    const job = await client.distribution.deliver({ act: 'deliver', id: row.id });
    await textOf(`${file}.began`);
    // The lane itself reports through the gateway, say, and then ends badly over something else.
    await client.distribution.report({ id: row.id, status: 'succeeded', remoteId: 12 });
    const { writeFileSync } = await import('node:fs');
    writeFileSync(file, '');
    expect((await ended(desk, job)).status).toBe('failed');
    const { distribution, events } = await read(row.id);
    expect(distribution).toMatchObject({ status: 'succeeded', remoteId: '12', errorMessage: null });
    expect(events.at(-1)).toMatchObject({
      kind: 'note',
      text: expect.stringMatching(/succeeded by then\. The command ended with exit code 5/),
    });
  });
});
