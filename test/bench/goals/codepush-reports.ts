import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { utcDay } from '#shared/time.ts';
import { type Connection, openWriter } from '../../../src-main/store/open.ts';
import { clientId } from '../channels.ts';
import { startClient } from '../clients.ts';
import { against, atLeast, ratioOf, type Verdict } from '../measure.ts';

const ROUNDS = 9;
/** Devices share no connections, and reports come in swarms. */
const REPORTS = 6000;
const REPORT_CONNECTIONS = 128;

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

/** G12: installations over the wire, by turns with the bare statements on the same file. */
export async function reportGoals(
  file: string,
  { port }: { readonly port: number },
  channel: Channel,
): Promise<Verdict[]> {
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
