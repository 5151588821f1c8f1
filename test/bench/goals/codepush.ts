import { Readable } from 'node:stream';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { App } from '../../../src-main/app.ts';
import { openWriter } from '../../../src-main/store/open.ts';
import { channelOf, clientId } from '../channels.ts';
import { serveBare, startClient } from '../clients.ts';
import { copyOf, drop, type Files } from '../copies.ts';
import { openApp } from '../host.ts';
import { against, atLeast, median, ms, ratioOf, type Verdict } from '../measure.ts';
import { listGoals } from './codepush-lists.ts';
import { reportGoals } from './codepush-reports.ts';

const ROUNDS = 9;
const CHECKS = 6000;
const CHECK_CONNECTIONS = 32;
/** What stands in the large file beside its deployments. */
const KNOWN_CLIENTS = 1_000_000;
const KNOWN_REPORTS = 10_000_000;
/** Releases of a channel that nobody asks for: in the large file, and in the small one. */
const MANY = 1000;
const FEW = 2;

const deskOf = (app: App) => ({
  client: app.client,
  upload: (fileId: string, content: Buffer) => app.files().put(fileId, Readable.from([content])),
});

/** Makes a channel as long as it should be: back to the release before, again and again. */
async function prolong({ client }: App, { id }: Channel, releases: number): Promise<void> {
  for (let number = 3; number <= releases; number += 1)
    await client.codepush.rollback({ how: 'rollback', channelId: id, label: `v${number - 2}` });
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
  const bare = await serveBare(answer);
  const client = startClient();
  const checks = { count: CHECKS, connections: CHECK_CONNECTIONS };
  const targets = {
    bare: { port: bare.port, requests: requests.fifty, ...checks },
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
  await bare.end();
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

/** CodePush apps at the gateway: with a file full of deployments and reports, and with one that has none. */
export async function codepushGoals(files: Files): Promise<Verdict[]> {
  const [large, small] = [copyOf(files.large), copyOf(files.small)];
  const building = await openApp(large);
  const [two, fifty, many] = [
    await channelOf(deskOf(building), 'two', 2),
    await channelOf(deskOf(building), 'fifty', 50),
    await channelOf(deskOf(building), 'long', 2),
  ];
  await prolong(building, many, MANY);
  await building.close();
  fillReports(large, fifty.id);
  const [full, empty] = [await openDesk(large), await openDesk(small)];
  const alone = await channelOf(deskOf(empty.app), 'two', 2);
  // As many channels as the large file has, so that the same apps are listed.
  for (const name of ['fifty', 'long']) await channelOf(deskOf(empty.app), name, FEW);
  const verdicts = await checkGoals(full, empty, [two, fifty, alone]);
  const lists = await listGoals(full, empty, fifty);
  await empty.app.close();
  drop(small);
  const reports = await reportGoals(large, full, fifty);
  await full.app.close();
  drop(large);
  return [...verdicts, ...lists, ...reports];
}
