import {
  admitReport,
  applyReport,
  type CounterChange,
  type Disposition,
  type ReportKind,
} from '#shared/features/codepush/metrics.ts';
import { padVersion } from '#shared/features/codepush/range.ts';
import { utcDay } from '#shared/time.ts';
import type { Ctx } from '../../context.ts';
import { noteReports } from '../rollout/wake.ts';

/** A client's report, decoded: which channel it is from, and what it says. */
export interface ClientReport {
  readonly channelId: number;
  readonly receivedAt: number;
  readonly clientId: string | null;
  readonly kind: Exclude<ReportKind, 'departed'>;
  readonly place: string;
  /** Whether the place is a binary's version, and no label. */
  readonly isBinary: boolean;
  readonly previous: string | null;
  /** The channel it came from, when it says another one. */
  readonly previousChannelId: number | null;
}

/** A row of the log before its sequence and worth are known. */
interface Arrival {
  readonly receivedAt: number;
  readonly clientId: string | null;
  readonly kind: ReportKind;
  readonly place: string | null;
  readonly previous: string | null;
}

interface Arriving {
  readonly isKnownPlace: boolean;
  readonly changesChannel: boolean;
}

type PlaceCounterChange = Exclude<CounterChange, { counter: 'quarantined' }>;

/** Several changes of one counter. */
interface CounterSum extends Pick<PlaceCounterChange, 'counter' | 'place'> {
  by: number;
}

/** The store as far as it adds: it takes a sum as it takes a change of one. */
interface SumStore {
  add(channelId: number, day: number, sum: CounterSum): void;
}

/** What the reports of one transaction add to the counters, for each counter once. */
function createSums() {
  const sums = new Map<
    string,
    { readonly channelId: number; readonly day: number; readonly sum: CounterSum }
  >();
  return {
    add(channelId: number, day: number, change: PlaceCounterChange): void {
      const key = `${channelId} ${day} ${change.counter} ${change.place}`;
      const found = sums.get(key);
      if (found) found.sum.by += change.by;
      else sums.set(key, { channelId, day, sum: { ...change } });
    },
    writeTo(store: SumStore): void {
      for (const { channelId, day, sum } of sums.values()) if (sum.by !== 0) store.add(channelId, day, sum);
    },
  };
}

/** @returns what the report was worth. */
function write(
  ctx: Ctx,
  sums: ReturnType<typeof createSums>,
  channelId: number,
  arrival: Arrival,
  { isKnownPlace, changesChannel }: Arriving,
): Disposition {
  const { client, channel } = ctx.stores;
  const { clientId, kind, place } = arrival;
  const state = clientId === null ? null : client.get(channelId, clientId);
  const isCounted = clientId !== null && place !== null && client.isCounted(channelId, clientId, place, kind);
  const disposition = admitReport(
    { ...arrival, changesChannel },
    { isKnownPlace, client: state, isCounted: kind === 'installed' && isCounted },
  );
  const sequence = client.append(channelId, { ...arrival, disposition });
  const changes = applyReport({ ...arrival, sequence, disposition }, { client: state, isCounted });
  if (clientId !== null && changes.client) client.put(channelId, clientId, changes.client);
  if (clientId !== null && place !== null && changes.isNew)
    client.countOnce(channelId, clientId, place, kind);
  const isFirstMove =
    kind === 'installed' && disposition === 'accepted' && clientId !== null && !state?.moved;
  if (isFirstMove && !changesChannel && arrival.previous !== null)
    client.before.leave(channelId, arrival.previous);
  for (const change of changes.counters) {
    if (change.counter === 'quarantined') channel.quarantine(channelId);
    else sums.add(channelId, utcDay(arrival.receivedAt), change);
  }
  return disposition;
}

/**
 * Writes reports as they came (spec/mobile 2.10): appended to the log, counted by what is kept of their clients, in one
 * transaction for all. A client that came from another channel departs from that one.
 */
export function acceptReports(ctx: Ctx, reports: readonly ClientReport[]): void {
  const touched = new Set<number>();
  const sums = createSums();
  for (const { channelId, isBinary, previousChannelId, ...arrival } of reports) {
    const changesChannel = previousChannelId !== null && previousChannelId !== channelId;
    const { place } = arrival;
    // Every channel knows the versions of binaries. A text that is none is no place: `v7` would pass for a label.
    const isKnownPlace = isBinary
      ? padVersion(place) !== null
      : ctx.stores.codepush.hasLabel(channelId, place);
    const disposition = write(ctx, sums, channelId, arrival, { isKnownPlace, changesChannel });
    touched.add(channelId);
    // A report that is not believed moves nobody, out of the other channel neither.
    if (disposition !== 'accepted' || !changesChannel) continue;
    if (arrival.kind !== 'installed' || arrival.clientId === null) continue;
    const { receivedAt, clientId } = arrival;
    write(
      ctx,
      sums,
      previousChannelId,
      { receivedAt, clientId, kind: 'departed', place: null, previous: null },
      { isKnownPlace: true, changesChannel: false },
    );
    touched.add(previousChannelId);
  }
  sums.writeTo(ctx.stores.client);
  for (const channelId of touched) {
    noteReports(ctx, channelId);
    ctx.changed('report', channelId, null);
  }
}

export const reportChunks = {
  'codepush.report': (ctx: Ctx, reports: readonly ClientReport[]) => acceptReports(ctx, reports),
};
