import type {
  ChannelReport,
  ClientState,
  PlaceCounter,
  PlaceCounters,
  ReportKind,
} from '#shared/features/codepush/metrics.ts';
import type { Connection } from '../../store/open.ts';
import { beforeStore } from './before-store.ts';

interface StoredClient {
  readonly place: string | null;
  readonly previous: string | null;
  readonly movedAt: number | null;
  readonly movedSequence: number | null;
  readonly seenAt: number;
}

/** A row of the log of all channels. */
export interface LogRow extends ChannelReport {
  readonly channelId: number;
}

/** What is added to a counter of a place. */
export interface CounterSum {
  readonly counter: PlaceCounter;
  readonly place: string;
  readonly by: number;
}

/** So many rows of the log go in with one statement; fewer with one each. */
const ROWS_AT_ONCE = 10;

const valuesOf = (row: LogRow) => [
  row.sequence,
  row.channelId,
  row.receivedAt,
  row.clientId,
  row.kind,
  row.place,
  row.previous,
  row.disposition,
];

const counters = ['active', 'installed', 'downloaded', 'failed', 'anonymous'] as const;

const sumOf = (one: PlaceCounters | undefined, other: PlaceCounters): PlaceCounters =>
  one === undefined
    ? other
    : {
        active: one.active + other.active,
        installed: one.installed + other.installed,
        downloaded: one.downloaded + other.downloaded,
        failed: one.failed + other.failed,
        anonymous: one.anonymous + other.anonymous,
      };

/** The log of what clients reported, and what is counted from it, report by report. */
export function clientStore(db: Connection) {
  const before = beforeStore(db);
  const lastSequence = db.prepare<[], number>('SELECT max(id) FROM client_report').pluck();
  // SQLite builds the lists in a table's CHECKs for every statement, which costs more than the row.
  const appenderOf = (rows: number) =>
    db.prepare(
      `INSERT INTO client_report (id, channelId, at, clientId, kind, place, previous, disposition)
       VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
    );
  const [appendOne, appendMany] = [appenderOf(1), appenderOf(ROWS_AT_ONCE)];
  const get = db.prepare<[number, string], StoredClient>(
    'SELECT place, previous, movedAt, movedSequence, seenAt FROM client WHERE channelId = ? AND clientId = ?',
  );
  const put = db.prepare(
    `INSERT INTO client (channelId, clientId, place, previous, movedAt, movedSequence, seenAt)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET place = excluded.place, previous = excluded.previous, movedAt = excluded.movedAt,
       movedSequence = excluded.movedSequence, seenAt = excluded.seenAt`,
  );
  const isCounted = db
    .prepare<[number, string, string, string], number>(
      'SELECT 1 FROM client_counted WHERE channelId = ? AND clientId = ? AND place = ? AND kind = ?',
    )
    .pluck();
  const countOnce = db.prepare(
    'INSERT OR IGNORE INTO client_counted (channelId, clientId, place, kind) VALUES (?, ?, ?, ?)',
  );
  const adders = Object.fromEntries(
    counters.map((counter) => [
      counter,
      {
        all: db.prepare(
          `INSERT INTO channel_count (channelId, place, ${counter}) VALUES (?, ?, ?)
           ON CONFLICT DO UPDATE SET ${counter} = ${counter} + excluded.${counter}`,
        ),
        day: db.prepare(
          `INSERT INTO channel_day (channelId, day, place, ${counter}) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET ${counter} = ${counter} + excluded.${counter}`,
        ),
      },
    ]),
  );
  const counts = db.prepare<[number], PlaceCounters & { place: string }>(
    'SELECT place, active, installed, downloaded, failed, anonymous FROM channel_count WHERE channelId = ?',
  );
  const days = db.prepare<[number], PlaceCounters & { day: number; place: string }>(
    `SELECT day, place, active, installed, downloaded, failed, anonymous FROM channel_day
     WHERE channelId = ? ORDER BY day`,
  );
  const ids = db
    .prepare<[number], string>('SELECT clientId FROM client WHERE channelId = ? AND place IS NOT NULL')
    .pluck();
  const seen = db
    .prepare<[number, number], number>(
      'SELECT count(*) FROM client WHERE channelId = ? AND place IS NOT NULL AND seenAt >= ?',
    )
    .pluck();
  return {
    /** The sequence of the log's last row, 0 when it has none. */
    lastSequence: (): number => lastSequence.get() ?? 0,
    /** Adds rows behind the last one of the log. */
    append(rows: readonly LogRow[]): void {
      const alone = rows.length % ROWS_AT_ONCE;
      for (let row = 0; row < rows.length - alone; row += ROWS_AT_ONCE)
        appendMany.run(rows.slice(row, row + ROWS_AT_ONCE).flatMap(valuesOf));
      for (const row of rows.slice(rows.length - alone)) appendOne.run(valuesOf(row));
    },
    get(channelId: number, clientId: string): ClientState | null {
      const found = get.get(channelId, clientId);
      if (!found) return null;
      const { place, previous, movedAt, movedSequence, seenAt } = found;
      const moved =
        movedAt === null || movedSequence === null ? null : { receivedAt: movedAt, sequence: movedSequence };
      return { place, previous, moved, seenAt };
    },
    put(channelId: number, clientId: string, { place, previous, moved, seenAt }: ClientState): void {
      put.run(
        channelId,
        clientId,
        place,
        previous,
        moved?.receivedAt ?? null,
        moved?.sequence ?? null,
        seenAt,
      );
    },
    isCounted: (channelId: number, clientId: string, place: string, kind: ReportKind): boolean =>
      isCounted.get(channelId, clientId, place, kind) === 1,
    countOnce: (channelId: number, clientId: string, place: string, kind: ReportKind): void =>
      void countOnce.run(channelId, clientId, place, kind),
    /** Adds to a place's counter, for ever and for the UTC day. */
    add(channelId: number, day: number, { counter, place, by }: CounterSum): void {
      const adder = adders[counter];
      adder?.all.run(channelId, place, by);
      adder?.day.run(channelId, day, place, by);
    },
    /** What the log says, and what had been counted before the history came in here. */
    counts(channelId: number): Map<string, PlaceCounters> {
      const found = new Map<string, PlaceCounters>(before.counts(channelId));
      for (const { place, ...counted } of counts.all(channelId))
        found.set(place, sumOf(found.get(place), counted));
      return found;
    },
    before,
    days: (channelId: number) => days.all(channelId),
    /** Every client that is somewhere in the channel, one at a time. */
    ids: (channelId: number): IterableIterator<string> => ids.iterate(channelId),
    seenSince: (channelId: number, since: number): number => seen.get(channelId, since) ?? 0,
  };
}
