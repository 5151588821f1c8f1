import { numberOf } from './labels.ts';

/**
 * The metrics of a channel are counted from a log of reports (spec/mobile 2.10). Kept beside the log are three things:
 * a state per client, the distinct (client, place, kind) that were counted, and the counters. A row of the log changes
 * them by itself, whatever came before it, so any order and any repetition end in the same numbers.
 *
 * A place is where a client can be: at a label, or at a binary's version. A label is no version, so texts suffice.
 */
export const reportKinds = ['downloaded', 'installed', 'failed', 'departed'] as const;
export type ReportKind = (typeof reportKinds)[number];

/**
 * What a report is worth, decided once when it arrives and kept with it:
 * `resent` is an installation that the client reported before and has left since; `quarantined` names a label that
 * the channel does not have. Neither moves a client.
 */
export const dispositions = ['accepted', 'resent', 'quarantined'] as const;
export type Disposition = (typeof dispositions)[number];

/** A row of the log. */
export interface ChannelReport {
  /** Grows with every row of the log; with `receivedAt` (ms) it says which of two reports is the later one. */
  readonly sequence: number;
  readonly receivedAt: number;
  /** Null is anonymous. */
  readonly clientId: string | null;
  /** `installed` also stands for a new binary; `departed` is written when a client reports from another channel. */
  readonly kind: ReportKind;
  /** Null for `departed`. */
  readonly place: string | null;
  /** Where the client says it was before. */
  readonly previous: string | null;
  readonly disposition: Disposition;
}

/** What is kept of one client in one channel. A client that left keeps its row, so that a late report cannot bring it back. */
export interface ClientState {
  /** Null when it has reported no installation, or has left for another channel. */
  readonly place: string | null;
  /** What its last move came from, as it said. */
  readonly previous: string | null;
  /** The report that brought it to `place`, or away; null when there is none. */
  readonly moved: Pick<ChannelReport, 'receivedAt' | 'sequence'> | null;
  /** Its last accepted report of any kind, in ms: for "seen in the last N days". */
  readonly seenAt: number;
}

export type PlaceCounter = 'active' | 'installed' | 'downloaded' | 'failed' | 'anonymous';
export type CounterChange =
  | { readonly counter: PlaceCounter; readonly place: string; readonly by: 1 | -1 }
  | { readonly counter: 'quarantined'; readonly by: 1 };

/** What a row of the log does to the three things that are kept. */
export interface ReportChanges {
  /** The client's state afterwards; null when the report has no client to keep. */
  readonly client: ClientState | null;
  /** Whether (client, place, kind) is new and has to be remembered as counted. */
  readonly isNew: boolean;
  readonly counters: readonly CounterChange[];
}

/**
 * Decides what an arriving report is worth. Clients resend what they could not deliver, even after they went on; a
 * client that returns to an earlier label says where it comes from. So an installation moves a client unless
 * - it names another place to come from than where the client is, and the client has installed it before, or
 * - it comes from the same place as the client's last move, and to a lower label than that.
 * `changesChannel`: the client says that it comes from another channel. `isCounted`: this client's installation of
 * this place is counted already.
 */
export function admitReport(
  report: Pick<ChannelReport, 'kind' | 'place' | 'previous'> & { readonly changesChannel: boolean },
  known: {
    readonly isKnownPlace: boolean;
    readonly client: Pick<ClientState, 'place' | 'previous'> | null;
    readonly isCounted: boolean;
  },
): Disposition {
  const { kind, place, previous, changesChannel } = report;
  const { isKnownPlace, client, isCounted } = known;
  if (!isKnownPlace) return 'quarantined';
  if (kind !== 'installed' || client === null || changesChannel || previous === null) return 'accepted';
  if (place === client.place || previous === client.place) return 'accepted';
  if (isCounted) return 'resent';
  const [from, to] = [numberOf(client.place ?? ''), numberOf(place ?? '')];
  const isOvertaken = previous === client.previous && from !== null && to !== null && to < from;
  return isOvertaken ? 'resent' : 'accepted';
}

function isLater(report: ChannelReport, moved: ClientState['moved']): boolean {
  if (moved === null || report.receivedAt !== moved.receivedAt) {
    return moved === null || report.receivedAt > moved.receivedAt;
  }
  return report.sequence > moved.sequence;
}

/**
 * What one row of the log changes, from what is kept of its client alone: no scan, in any order. A row of a known
 * client changes nothing the second time; one without a client counts every time, so the log must refuse to hold the
 * same row twice.
 */
export function applyReport(
  report: ChannelReport,
  known: { readonly client: ClientState | null; readonly isCounted: boolean },
): ReportChanges {
  const { clientId, kind, place, disposition } = report;
  const { client } = known;
  if (disposition === 'quarantined') {
    return { client, isNew: false, counters: [{ counter: 'quarantined', by: 1 }] };
  }
  if (clientId === null) {
    const counters: CounterChange[] = place === null ? [] : [{ counter: 'anonymous', place, by: 1 }];
    return { client: null, isNew: false, counters };
  }
  const before: ClientState = client ?? {
    place: null,
    previous: null,
    moved: null,
    seenAt: report.receivedAt,
  };
  const seenAt = Math.max(before.seenAt, report.receivedAt);
  const counters: CounterChange[] = [];
  const isNew = kind !== 'departed' && place !== null && !known.isCounted;
  if (isNew) counters.push({ counter: kind, place, by: 1 });
  const moves = (kind === 'installed' || kind === 'departed') && disposition === 'accepted';
  if (!moves || !isLater(report, before.moved)) return { client: { ...before, seenAt }, isNew, counters };
  if (place !== before.place) {
    if (before.place !== null) counters.push({ counter: 'active', place: before.place, by: -1 });
    if (place !== null) counters.push({ counter: 'active', place, by: 1 });
  }
  const { receivedAt, sequence, previous } = report;
  return { client: { place, previous, moved: { receivedAt, sequence }, seenAt }, isNew, counters };
}

export type PlaceCounters = Readonly<Record<PlaceCounter, number>>;

export interface ChannelMetrics {
  readonly places: ReadonlyMap<string, PlaceCounters>;
  readonly quarantined: number;
  /** Clients that are somewhere in the channel: the sum of `active`. */
  readonly devices: number;
}

const NOTHING: PlaceCounters = { active: 0, installed: 0, downloaded: 0, failed: 0, anonymous: 0 };

/** The metrics from the whole log at once, by their definitions: what the kept counters must equal. */
export function foldReports(log: Iterable<ChannelReport>): ChannelMetrics {
  const rows = [...new Map([...log].map((report) => [report.sequence, report])).values()];
  const places = new Map<string, PlaceCounters>();
  const count = (place: string, counter: PlaceCounter) => {
    const counters = places.get(place) ?? NOTHING;
    places.set(place, { ...counters, [counter]: counters[counter] + 1 });
  };
  const counted = new Set<string>();
  const last = new Map<string, ChannelReport>();
  for (const report of rows) {
    const { clientId, kind, place, disposition } = report;
    if (disposition === 'quarantined') continue;
    if (clientId === null) {
      if (place !== null) count(place, 'anonymous');
      continue;
    }
    const key = JSON.stringify([clientId, place, kind]);
    if (kind !== 'departed' && place !== null && !counted.has(key)) {
      counted.add(key);
      count(place, kind);
    }
    if ((kind === 'installed' || kind === 'departed') && disposition === 'accepted') {
      if (isLater(report, last.get(clientId) ?? null)) last.set(clientId, report);
    }
  }
  const standing = [...last.values()].flatMap(({ place }) => (place === null ? [] : [place]));
  for (const place of standing) count(place, 'active');
  const quarantined = rows.filter(({ disposition }) => disposition === 'quarantined').length;
  return { places, quarantined, devices: standing.length };
}

/** A place's line in the metrics table, with what follows from its counters. */
export interface MetricRow extends PlaceCounters {
  readonly place: string;
  /** Downloaded and neither installed nor failed yet. */
  readonly pending: number;
  /** Part of the channel's devices, 0..1; null when it has none. */
  readonly activeShare: number | null;
}

/** The table of a channel: labels in their order, then the versions of binaries (spec/mobile 2.10). */
export function metricRows({ places, devices }: ChannelMetrics): MetricRow[] {
  const order = (place: string) => numberOf(place) ?? Number.POSITIVE_INFINITY;
  return [...places]
    .map(([place, counters]) => ({
      place,
      ...counters,
      // A download report may be lost where the installation's is not.
      pending: Math.max(0, counters.downloaded - counters.installed - counters.failed),
      activeShare: devices === 0 ? null : counters.active / devices,
    }))
    .sort((a, b) => {
      const [one, other] = [order(a.place), order(b.place)];
      return one === other ? a.place.localeCompare(b.place, 'en', { numeric: true }) : one - other;
    });
}
