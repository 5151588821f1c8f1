import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { createChangeMarks, markChanges, stampOf } from '../../../src-main/gateway/change-marks.ts';
import { openSession } from '../../../src-main/session.ts';
import { realSources } from '../../../src-main/sources.ts';
import {
  type CommandLine,
  commandLine,
  releaseText,
  STAGING,
  untouched,
  withApp,
} from '../codepush-management/commandLine.ts';
import { type CodePushWorld, codepushWorld, PUBLIC } from './world.ts';

/** So many changes, each followed at once by the question that it must show in. */
const TURNS = 60;

/** Somebody who edits a release over the wire and asks as an app at once, on a thread of his own. */
const PIPELINE = `
  const { parentPort, workerData: { edit, check, secret, untouched, turns } } = require('node:worker_threads');
  (async () => {
    const seen = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const edited = await fetch(edit, {
        method: 'PATCH',
        headers: { authorization: 'Bearer ' + secret, 'content-type': 'application/json' },
        body: JSON.stringify({ packageInfo: { ...untouched, label: 'v1', isDisabled: turn % 2 === 0 } }),
      });
      await edited.arrayBuffer();
      const answer = await (await fetch(check)).json();
      seen.push([edited.status, answer.update_info.is_available]);
    }
    parentPort.postMessage(seen);
  })();
`;

describe('an answer after an acknowledged command, with real threads', () => {
  let world: CodePushWorld | null = null;
  let cli: CommandLine | null = null;
  afterEach(async () => {
    expect((world?.gateway ?? cli?.app)?.desk.logged).toEqual([]);
    await world?.close();
    await cli?.app.desk.close();
    world = null;
    cli = null;
  });

  const offered = async (url: string, key: string) => {
    const query = new URLSearchParams({ deployment_key: key, app_version: '1.0.0' });
    const answer = await (await fetch(`${url}${PUBLIC}/update_check?${query}`)).json();
    return answer.update_info.is_available as boolean;
  };

  it('never hangs on what stood before a command of the desk', async () => {
    world = await codepushWorld({ threads: true });
    const { gateway, client, staging } = world;
    const { deploymentId } = await world.release('one');
    const seen: boolean[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      await client.codepush.edit({ deploymentId, isDisabled: turn % 2 === 0 });
      seen.push(await offered(gateway.url, staging.key));
    }
    expect(seen).toEqual(Array.from({ length: TURNS }, (_, turn) => turn % 2 === 1));
  });

  it('never hangs on what stood before a command of the gateway itself, however busy the main thread is', async () => {
    cli = await commandLine({ threads: true });
    const { app, send } = cli;
    await withApp(cli);
    await releaseText(cli, 'one');
    const { key } = (await send('GET', STAGING)).json.deployment;
    const pipeline = new Worker(PIPELINE, {
      eval: true,
      workerData: {
        edit: `${app.url}${STAGING}/release`,
        check: `${app.url}${PUBLIC}/update_check?deployment_key=${key}&app_version=1.0.0`,
        secret: app.secret,
        untouched,
        turns: TURNS,
      },
    });
    const busy = setInterval(() => {
      const until = performance.now() + 10;
      while (performance.now() < until);
    }, 1);
    const [seen] = await once(pipeline, 'message');
    clearInterval(busy);
    expect(seen).toEqual(Array.from({ length: TURNS }, (_, turn) => [200, turn % 2 === 1]));
  });

  it('goes by the key that a channel has now', async () => {
    world = await codepushWorld({ threads: true });
    const { gateway, client, staging } = world;
    await world.release('one');
    expect(await offered(gateway.url, staging.key)).toBe(true);
    const check = (key: string) => world?.check({ deployment_key: key, app_version: '1.0.0' });
    await client.codepush.editChannel({ id: staging.id, key: 'the-key-of-old-apps' });
    expect((await check(staging.key))?.status).toBe(404);
    expect(await offered(gateway.url, 'the-key-of-old-apps')).toBe(true);
    await client.codepush.editChannel({ id: staging.id, key: staging.key });
    expect((await check('the-key-of-old-apps'))?.status).toBe(404);
    expect(await offered(gateway.url, staging.key)).toBe(true);
  });

  it('knows a channel from the moment it is there', async () => {
    world = await codepushWorld({ threads: true });
    const { client, project } = world;
    const check = () => world?.check({ deployment_key: 'brought-from-elsewhere', app_version: '1.0.0' });
    expect((await check())?.status).toBe(404);
    await client.codepush.createChannel({
      projectId: project.id,
      os: 'ios',
      target: 'staging',
      key: 'brought-from-elsewhere',
    });
    expect((await check())?.status).toBe(200);
  });

  it('counts what was reported before the answer to the report', async () => {
    world = await codepushWorld({ threads: true });
    const { staging } = world;
    await world.release('one');
    for (let index = 0; index < 20; index += 1) {
      const body = { deployment_key: staging.key, label: 'v1', client_unique_id: `client-${index}` };
      expect((await world.report(`${PUBLIC}/report_status/download`, body)).status).toBe(200);
      expect(await world.counted()).toEqual({ v1: { downloaded: index + 1 } });
    }
  });
});

describe('the marks of changes', () => {
  it.each([true, false])('are set before anybody is told (threads: %s)', async (threads) => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
    const told: boolean[] = [];
    let stamp = 0;
    const session = await openSession({
      file: join(folder, 'test.slipway'),
      data: folder,
      name: 'test',
      threads,
      sources: realSources,
      log: (error) => expect(error).toBeUndefined(),
      emit(event) {
        const channels =
          event.type === 'changed' ? event.changes.filter(({ noun }) => noun === 'codepush') : [];
        for (const { id } of channels) told.push(stampOf(session.marks, Number(id)) !== stamp);
      },
    });
    const caller = { name: 'mira', email: null, door: 'desk', tokenId: null } as const;
    const project = await session.workers.command(
      'project.create',
      { name: 'Payments', kind: 'mobile' },
      caller,
    );
    const { id: projectId } = project as { id: number };
    const opening = { projectId, os: 'android', target: 'staging' };
    const { id } = (await session.workers.command('codepush.createChannel', opening, caller)) as {
      id: number;
    };
    expect(stampOf(session.marks, id)).not.toBe(0);
    stamp = stampOf(session.marks, id);
    await session.workers.command('codepush.editChannel', { id, name: 'Beta' }, caller);
    expect(told).toEqual([true, true]);
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['a change of the channel', [{ noun: 'codepush', id: 7 }], true],
    ['contents that came in', [{ noun: 'codepush', id: 0 }], true],
    ['a build', [{ noun: 'build', id: 99 }], true],
    ['another channel', [{ noun: 'codepush', id: 8 }], false],
    ['reports', [{ noun: 'report', id: 7 }], false],
    ['another record of the same id', [{ noun: 'deployment', id: 7 }], false],
    [
      'the channel among others',
      [
        { noun: 'deployment', id: 1 },
        { noun: 'codepush', id: 7 },
      ],
      true,
    ],
  ] as const)('%s', (_what, changes, isStale) => {
    const marks = createChangeMarks();
    const before = stampOf(marks, 7);
    markChanges(marks, changes);
    expect(stampOf(marks, 7) !== before).toBe(isStale);
  });

  it('tells two changes at once from none', () => {
    const marks = createChangeMarks();
    const before = stampOf(marks, 7);
    markChanges(marks, [
      { noun: 'codepush', id: 7 },
      { noun: 'codepush', id: 0 },
    ]);
    markChanges(marks, [{ noun: 'codepush', id: 7 }]);
    expect(stampOf(marks, 7)).not.toBe(before);
  });
});
