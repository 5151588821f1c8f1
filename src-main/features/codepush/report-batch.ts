import type { ChannelReport, CounterChange } from '#shared/features/codepush/metrics.ts';
import { utcDay } from '#shared/time.ts';
import type { Ctx } from '../../context.ts';
import type { CounterSum, LogRow } from './client-store.ts';

type PlaceCounterChange = Exclude<CounterChange, { counter: 'quarantined' }>;

/** Several changes of one counter. */
interface DaySum extends CounterSum {
  readonly channelId: number;
  readonly day: number;
  by: number;
}

/** Clients of a place of the time before, heard of for the first time. */
interface Leaving {
  readonly channelId: number;
  readonly place: string;
  clients: number;
}

/** What the reports of one transaction write together, and what they ask more than once. */
export interface ReportBatch {
  /** Adds a row to the log. @returns its sequence. */
  log(channelId: number, report: Omit<ChannelReport, 'sequence'>): number;
  count(channelId: number, receivedAt: number, change: PlaceCounterChange): void;
  leave(channelId: number, place: string): void;
  hasLabel(channelId: number, label: string): boolean;
  /** Invariant: the last act of the transaction. Nothing in it reads the log or the counters. */
  write(): void;
}

/** One row of the log each, and one change for each counter, however many reports count there. */
export function createReportBatch({ client, codepush }: Ctx['stores']): ReportBatch {
  const rows: LogRow[] = [];
  const sums = new Map<string, DaySum>();
  const leaving = new Map<string, Leaving>();
  const labels = new Map<string, boolean>();
  const last = client.lastSequence();
  return {
    log(channelId, report) {
      const sequence = last + rows.length + 1;
      rows.push({ ...report, channelId, sequence });
      return sequence;
    },
    count(channelId, receivedAt, { counter, place, by }) {
      const day = utcDay(receivedAt);
      const key = `${channelId} ${day} ${counter} ${place}`;
      const found = sums.get(key);
      if (found) found.by += by;
      else sums.set(key, { channelId, day, counter, place, by });
    },
    leave(channelId, place) {
      const key = `${channelId} ${place}`;
      const found = leaving.get(key);
      if (found) found.clients += 1;
      else leaving.set(key, { channelId, place, clients: 1 });
    },
    hasLabel(channelId, label) {
      const key = `${channelId} ${label}`;
      const known = labels.get(key) ?? codepush.hasLabel(channelId, label);
      labels.set(key, known);
      return known;
    },
    write() {
      client.append(rows);
      for (const { channelId, day, ...sum } of sums.values())
        if (sum.by !== 0) client.add(channelId, day, sum);
      for (const { channelId, place, clients } of leaving.values())
        client.before.leave(channelId, place, clients);
    },
  };
}
