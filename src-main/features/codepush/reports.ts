import {
  admitReport,
  applyReport,
  type Disposition,
  type ReportKind,
} from '#shared/features/codepush/metrics.ts';
import { padVersion } from '#shared/features/codepush/range.ts';
import type { Ctx } from '../../context.ts';
import { noteReports } from '../rollout/wake.ts';
import { createReportBatch, type ReportBatch } from './report-batch.ts';

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

/** @returns what the report was worth. */
function write(
  ctx: Ctx,
  batch: ReportBatch,
  channelId: number,
  arrival: Arrival,
  { isKnownPlace, changesChannel }: Arriving,
): Disposition {
  const { client, channel } = ctx.stores;
  const { clientId, kind, place } = arrival;
  const state = clientId === null ? null : client.get(channelId, clientId);
  // Whoever was counted is known.
  const isCounted =
    clientId !== null &&
    state !== null &&
    place !== null &&
    client.isCounted(channelId, clientId, place, kind);
  const disposition = admitReport(
    { ...arrival, changesChannel },
    { isKnownPlace, client: state, isCounted: kind === 'installed' && isCounted },
  );
  const sequence = batch.log(channelId, { ...arrival, disposition });
  const changes = applyReport({ ...arrival, sequence, disposition }, { client: state, isCounted });
  if (clientId !== null && changes.client) client.put(channelId, clientId, changes.client);
  if (clientId !== null && place !== null && changes.isNew)
    client.countOnce(channelId, clientId, place, kind);
  const isFirstMove =
    kind === 'installed' && disposition === 'accepted' && clientId !== null && !state?.moved;
  if (isFirstMove && !changesChannel && arrival.previous !== null) batch.leave(channelId, arrival.previous);
  for (const change of changes.counters) {
    if (change.counter === 'quarantined') channel.quarantine(channelId);
    else batch.count(channelId, arrival.receivedAt, change);
  }
  return disposition;
}

/**
 * Writes reports as they came (spec/mobile 2.10): appended to the log, counted by what is kept of their clients, in one
 * transaction for all. A client that came from another channel departs from that one.
 */
export function acceptReports(ctx: Ctx, reports: readonly ClientReport[]): void {
  const touched = new Set<number>();
  const batch = createReportBatch(ctx.stores);
  for (const { channelId, isBinary, previousChannelId, ...arrival } of reports) {
    const changesChannel = previousChannelId !== null && previousChannelId !== channelId;
    const { place } = arrival;
    // Every channel knows the versions of binaries. A text that is none is no place: `v7` would pass for a label.
    const isKnownPlace = isBinary ? padVersion(place) !== null : batch.hasLabel(channelId, place);
    const disposition = write(ctx, batch, channelId, arrival, { isKnownPlace, changesChannel });
    touched.add(channelId);
    // A report that is not believed moves nobody, out of the other channel neither.
    if (disposition !== 'accepted' || !changesChannel) continue;
    if (arrival.kind !== 'installed' || arrival.clientId === null) continue;
    const { receivedAt, clientId } = arrival;
    write(
      ctx,
      batch,
      previousChannelId,
      { receivedAt, clientId, kind: 'departed', place: null, previous: null },
      { isKnownPlace: true, changesChannel: false },
    );
    touched.add(previousChannelId);
  }
  batch.write();
  for (const channelId of touched) {
    noteReports(ctx, channelId);
    ctx.changed('report', channelId, null);
  }
}

export const reportChunks = {
  'codepush.report': (ctx: Ctx, reports: readonly ClientReport[]) => acceptReports(ctx, reports),
};
