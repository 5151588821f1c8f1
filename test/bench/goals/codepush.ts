import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { utcDay } from '#shared/time.ts';
import type { App } from '../../../src-main/app.ts';
import { type Connection, openWriter } from '../../../src-main/store/open.ts';
import { zipOf } from '../../support/packages.ts';
import { copyOf, drop, type Files } from '../copies.ts';
import { openApp } from '../host.ts';
import { atLeast, median, ms, type Verdict } from '../measure.ts';

const ROUNDS = 9;
const CHECKS = 6000;
const CHECK_CONNECTIONS = 32;
/** Devices share no connections, and reports come in swarms. */
const REPORTS = 6000;
const REPORT_CONNECTIONS = 128;
/** What stands in the large file beside its deployments. */
const KNOWN_CLIENTS = 1_000_000;
const KNOWN_REPORTS = 10_000_000;

/** The yardstick, on a thread of its own as the gateway is; it answers as many bytes. */
const BARE = `
  const { createServer } = require('node:http');
  const { parentPort, workerData } = require('node:worker_threads');
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(workerData));
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

/** A process that sends requests as they are over a few kept connections: as little of a client as there can be. */
const LOAD = `
  const { connect } = require('node:net');
  process.on('message', async ({ port, requests, count, connections }) => {
    const took = [];
    let sent = 0;
    const started = performance.now();
    await Promise.all(Array.from({ length: connections }, () => new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      let text = '';
      let at = 0;
      const next = () => {
        if (sent >= count) { socket.end(); resolve(); return; }
        at = performance.now();
        socket.write(requests[sent++ % requests.length]);
      };
      socket.setEncoding('latin1').on('connect', next).on('error', reject).on('data', (piece) => {
        text += piece;
        const end = text.indexOf('\\r\\n\\r\\n');
        if (end < 0) return;
        const length = Number(/content-length: (\\d+)/i.exec(text)[1]);
        if (text.length < end + 4 + length) return;
        if (!text.startsWith('HTTP/1.1 200')) { reject(new Error(text)); return; }
        text = '';
        took.push(performance.now() - at);
        next();
      });
    })));
    const ms = performance.now() - started;
    took.sort((a, b) => a - b);
    process.send({ ms, p99: took[Math.floor(took.length * 0.99)] });
  });
  process.on('disconnect', () => process.exit(0));
`;

interface Load {
  readonly port: number;
  readonly requests: readonly string[];
  readonly count: number;
  readonly connections: number;
}

interface Loaded {
  readonly ms: number;
  readonly p99: number;
}

function startClient() {
  const child: ChildProcess = spawn(process.execPath, ['--eval', LOAD], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    async send(load: Load): Promise<Loaded & { readonly rate: number }> {
      child.send(load);
      const [loaded] = (await once(child, 'message')) as [Loaded];
      return { ...loaded, rate: load.count / (loaded.ms / 1000) };
    },
    end: () => child.disconnect(),
  };
}

const clientId = (index: number) => `3f2504e0-4f89-11d3-9a0c-${index.toString(16).padStart(12, '0')}`;

/** A channel with so many releases, each a package of its own. */
async function channelOf(app: App, name: string, releases: number): Promise<Channel> {
  const { client } = app;
  const [project] = await client.project.list();
  const channel = await client.codepush.createChannel({
    projectId: project?.id ?? 0,
    os: 'android',
    target: 'staging',
    name,
  });
  for (let number = 1; number <= releases; number += 1) {
    const fileId = `bench-${name}-${String(number).padStart(3, '0')}`;
    const content = await zipOf({ 'CodePush/index.android.bundle': `${name} ${number}` });
    await app.files().put(fileId, Readable.from([content]));
    const job = await client.codepush.inspect({ fileId, channelId: channel.id });
    await app.jobEnded(job.id);
    const { result } = await client.job.get({ id: job.id });
    await client.codepush.release({
      channelId: channel.id,
      packageHash: String(result?.packageHash),
      targetBinaryRange: '1.0.x',
      isMandatory: number % 10 === 0,
    });
  }
  // Every release is followed by a job that makes differences.
  const running = async () =>
    (await client.job.list({ limit: 200 })).some(({ status }) => status === 'running');
  while (await running()) await setTimeout(10);
  return channel;
}

/** What ten million reports of a million clients leave behind. */
function fillReports(file: string, channelId: number): void {
  const db = openWriter(file);
  db.pragma('synchronous = OFF');
  db.pragma('wal_autocheckpoint = 20000');
  const numbers = 'WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)';
  const id = (i: string) => `'7b1c93d2-0000-4000-8000-' || printf('%012x', ${i})`;
  db.transaction(() => {
    db.prepare(
      `${numbers} INSERT INTO client (channelId, clientId, place, previous, movedAt, movedSequence, seenAt)
       SELECT ${channelId}, ${id('i')}, 'v1', '1.0.0', 1, i + 1, 1 FROM n`,
    ).run(KNOWN_CLIENTS);
    for (const kind of ['downloaded', 'installed']) {
      db.prepare(
        `${numbers} INSERT INTO client_counted (channelId, clientId, place, kind)
         SELECT ${channelId}, ${id('i')}, 'v1', '${kind}' FROM n`,
      ).run(KNOWN_CLIENTS);
    }
    db.prepare(
      `${numbers} INSERT INTO client_report (channelId, at, clientId, kind, place, previous, disposition)
       SELECT ${channelId}, 1, ${id(`i % ${KNOWN_CLIENTS}`)}, 'downloaded', 'v1', NULL, 'accepted' FROM n`,
    ).run(KNOWN_REPORTS);
    db.prepare(
      `INSERT INTO channel_count (channelId, place, active, installed, downloaded) VALUES (?, 'v1', ?, ?, ?)`,
    ).run(channelId, KNOWN_CLIENTS, KNOWN_CLIENTS, KNOWN_CLIENTS);
  })();
  db.exec('ANALYZE');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

interface Desk {
  readonly app: App;
  readonly port: number;
  /** Requests of devices on the first release of a channel. */
  checks(channel: Channel): Promise<readonly string[]>;
}

async function openDesk(file: string): Promise<Desk> {
  const app = await openApp(file, 0);
  const url = (await app.gatewayUrl()) ?? '';
  const { port } = new URL(url);
  return {
    app,
    port: Number(port),
    async checks(channel) {
      const { rows } = await app.client.codepush.history({ channelId: channel.id });
      const first = rows.at(-1);
      const query = (index: number) =>
        new URLSearchParams({
          deployment_key: channel.key,
          app_version: '1.0.0',
          package_hash: first?.packageHash ?? '',
          label: 'v1',
          client_unique_id: clientId(index),
        });
      return Array.from(
        { length: 2000 },
        (_, index) =>
          `GET /v0.1/public/codepush/update_check?${query(index)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
          'Accept: application/json\r\nX-CodePush-SDK-Version: 4.2.3\r\n\r\n',
      );
    },
  };
}

const reportBody = (key: string, index: number) =>
  JSON.stringify({
    app_version: '1.0.0',
    deployment_key: key,
    client_unique_id: clientId(index),
    label: 'v2',
    status: 'DeploymentSucceeded',
    previous_label_or_app_version: '1.0.0',
    previous_deployment_key: key,
  });

/** Installations of clients that nobody has heard of, as they come over the wire. */
function reportRequests(port: number, key: string, from: number): string[] {
  return Array.from({ length: REPORTS }, (_, index) => {
    const body = reportBody(key, from + index);
    return (
      `POST /v0.1/public/codepush/report_status/deploy HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
      'Accept: application/json\r\nContent-Type: application/json\r\nX-CodePush-SDK-Version: 4.2.3\r\n' +
      `Content-Length: ${body.length}\r\n\r\n${body}`
    );
  });
}

/** The yardstick of reports: the same statements, bare, ten reports a transaction. */
function rawReports(db: Connection, channelId: number) {
  const label = db.prepare('SELECT 1 FROM code_push WHERE channelId = ? AND number = ?');
  const known = db.prepare(
    'SELECT place, previous, movedAt, movedSequence, seenAt FROM client WHERE channelId = ? AND clientId = ?',
  );
  const counted = db.prepare(
    'SELECT 1 FROM client_counted WHERE channelId = ? AND clientId = ? AND place = ? AND kind = ?',
  );
  const append = db.prepare(
    `INSERT INTO client_report (channelId, at, clientId, kind, place, previous, disposition)
     VALUES (?, ?, ?, 'installed', 'v2', '1.0.0', 'accepted')`,
  );
  const put = db.prepare(
    `INSERT INTO client (channelId, clientId, place, previous, movedAt, movedSequence, seenAt)
     VALUES (?, ?, 'v2', '1.0.0', ?, ?, ?)`,
  );
  const count = db.prepare(
    "INSERT INTO client_counted (channelId, clientId, place, kind) VALUES (?, ?, 'v2', 'installed')",
  );
  const adders = ['installed', 'active'].map((counter) => ({
    all: db.prepare(
      `INSERT INTO channel_count (channelId, place, ${counter}) VALUES (?, 'v2', 1)
       ON CONFLICT DO UPDATE SET ${counter} = ${counter} + 1`,
    ),
    day: db.prepare(
      `INSERT INTO channel_day (channelId, day, place, ${counter}) VALUES (?, ?, 'v2', 1)
       ON CONFLICT DO UPDATE SET ${counter} = ${counter} + 1`,
    ),
  }));
  const leave = db.prepare(
    "UPDATE channel_before SET gone = gone + 1 WHERE channelId = ? AND place = '1.0.0' AND gone < active",
  );
  return (from: number, until: number) => {
    for (let group = from; group < until; group += 10) {
      db.exec('BEGIN IMMEDIATE');
      for (let index = group; index < group + 10; index += 1) {
        const [at, id] = [Date.now(), clientId(index)];
        label.get(channelId, 2);
        known.get(channelId, id);
        counted.get(channelId, id, 'v2', 'installed');
        const { lastInsertRowid } = append.run(channelId, at, id);
        put.run(channelId, id, at, lastInsertRowid, at);
        count.run(channelId, id);
        leave.run(channelId);
        for (const { all, day } of adders) {
          all.run(channelId);
          day.run(channelId, utcDay(at));
        }
      }
      db.exec('COMMIT');
    }
  };
}

const thousands = (value: number) => Math.round(value).toLocaleString('en');
const against = (ours: readonly number[], other: readonly number[]) =>
  `${thousands(median(ours))} against ${thousands(median(other))} a second`;

/** The median of the rounds' own ratios: what slows the machine down for a while slows both sides of a round. */
const ratioOf = (ours: readonly number[], other: readonly number[]) =>
  median(ours.map((rate, round) => rate / (other[round] ?? Number.NaN)));

/** G10: update checks of devices on an old release, against a route that does nothing, and against each other. */
async function checkGoals(large: Desk, small: Desk, channels: readonly Channel[]): Promise<Verdict[]> {
  const [two, fifty, alone] = channels as [Channel, Channel, Channel];
  const requests = {
    fifty: await large.checks(fifty),
    two: await large.checks(two),
    alone: await small.checks(alone),
  };
  const [example = ''] = requests.fifty;
  const path = example.split(' ')[1];
  const answer = await (await fetch(`http://127.0.0.1:${large.port}${path}`)).json();
  const bare = new Worker(BARE, { eval: true, workerData: answer });
  const [barePort] = (await once(bare, 'message')) as [number];
  const client = startClient();
  const checks = { count: CHECKS, connections: CHECK_CONNECTIONS };
  const targets = {
    bare: { port: barePort, requests: requests.fifty, ...checks },
    fifty: { port: large.port, requests: requests.fifty, ...checks },
    two: { port: large.port, requests: requests.two, ...checks },
    alone: { port: small.port, requests: requests.alone, ...checks },
  };
  const names = Object.keys(targets) as (keyof typeof targets)[];
  const rates: Record<keyof typeof targets, number[]> = { bare: [], fifty: [], two: [], alone: [] };
  const p99s: number[] = [];
  for (const name of [...names, ...names]) await client.send(targets[name]);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { rate, p99 } = await client.send(targets[name]);
      rates[name].push(rate);
      if (name === 'fifty') p99s.push(p99);
    }
  }
  client.end();
  await bare.terminate();
  const p99 = median(p99s);
  return [
    atLeast(
      'G10',
      'update_check against a trivial node:http route',
      ratioOf(rates.fifty, rates.bare),
      0.25,
      against(rates.fifty, rates.bare),
    ),
    {
      goal: 'G10',
      what: `  its p99 at ${CHECK_CONNECTIONS} connections`,
      measured: ms(p99),
      wanted: '< 5 ms',
      held: p99 < 5,
    },
    atLeast('G10', 'with 50 releases / with 2', ratioOf(rates.fifty, rates.two), 0.9),
    atLeast('G10', 'with 1M deployments, 10M reports / with none', ratioOf(rates.two, rates.alone), 0.9),
  ];
}

/** G12: installations over the wire, by turns with the bare statements on the same file. */
async function reportGoals(file: string, { port }: Desk, channel: Channel): Promise<Verdict[]> {
  const db = openWriter(file);
  const raw = rawReports(db, channel.id);
  const client = startClient();
  const rates = { ours: [] as number[], raw: [] as number[] };
  /** Clients that are new in every turn. */
  let from = 0;
  for (let round = -1; round < ROUNDS; round += 1) {
    const ours = await client.send({
      port,
      requests: reportRequests(port, channel.key, from),
      count: REPORTS,
      connections: REPORT_CONNECTIONS,
    });
    from += REPORTS;
    const started = performance.now();
    raw(from, from + REPORTS);
    from += REPORTS;
    const rawRate = REPORTS / ((performance.now() - started) / 1000);
    // The first round warms statements and caches.
    if (round < 0) continue;
    rates.ours.push(ours.rate);
    rates.raw.push(rawRate);
  }
  client.end();
  db.close();
  return [
    atLeast(
      'G12',
      'client reports against raw, 10 a transaction',
      ratioOf(rates.ours, rates.raw),
      0.5,
      against(rates.ours, rates.raw),
    ),
  ];
}

/** CodePush apps at the gateway: with a file full of deployments and reports, and with one that has none. */
export async function codepushGoals(files: Files): Promise<Verdict[]> {
  const [large, small] = [copyOf(files.large), copyOf(files.small)];
  const building = await openApp(large);
  const channels = [await channelOf(building, 'two', 2), await channelOf(building, 'fifty', 50)];
  await building.close();
  fillReports(large, channels[1]?.id ?? 0);
  const [full, empty] = [await openDesk(large), await openDesk(small)];
  const alone = await channelOf(empty.app, 'two', 2);
  const verdicts = await checkGoals(full, empty, [...channels, alone]);
  await empty.app.close();
  drop(small);
  const reports = await reportGoals(large, full, channels[1] as Channel);
  await full.app.close();
  drop(large);
  return [...verdicts, ...reports];
}
