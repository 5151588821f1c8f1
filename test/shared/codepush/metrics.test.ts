import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admitReport,
  applyReport,
  type ChannelReport,
  type ClientState,
  foldReports,
  metricRows,
  type PlaceCounter,
  type ReportKind,
} from '#shared/features/codepush/metrics.ts';

const zero: Record<PlaceCounter, number> = {
  active: 0,
  installed: 0,
  downloaded: 0,
  failed: 0,
  anonymous: 0,
};

/** What a store keeps: a row per client, the counted facts, the counters. Each report touches its own rows only. */
class Kept {
  readonly clients = new Map<string, ClientState>();
  readonly counted = new Set<string>();
  readonly places = new Map<string, Record<PlaceCounter, number>>();
  quarantined = 0;

  apply(report: ChannelReport): void {
    const client = this.clients.get(report.clientId ?? '') ?? null;
    const fact = JSON.stringify([report.clientId, report.place, report.kind]);
    const changes = applyReport(report, { client, isCounted: this.counted.has(fact) });
    if (report.clientId !== null && changes.client) this.clients.set(report.clientId, changes.client);
    if (changes.isNew) this.counted.add(fact);
    for (const change of changes.counters) {
      if (change.counter === 'quarantined') {
        this.quarantined += change.by;
        continue;
      }
      const counters = this.places.get(change.place) ?? { ...zero };
      counters[change.counter] += change.by;
      expect(counters[change.counter]).toBeGreaterThanOrEqual(0);
      this.places.set(change.place, counters);
    }
  }

  get metrics() {
    const places = new Map([...this.places].filter(([, counters]) => Object.values(counters).some(Boolean)));
    const devices = [...this.places.values()].reduce((sum, { active }) => sum + active, 0);
    return { places, quarantined: this.quarantined, devices };
  }
}

const kept = (log: readonly ChannelReport[]) => {
  const store = new Kept();
  for (const report of log) store.apply(report);
  return store;
};

let sequence = 0;
const report = (
  clientId: string | null,
  kind: ReportKind,
  place: string | null,
  more: Partial<ChannelReport> = {},
): ChannelReport => {
  sequence += 1;
  return {
    sequence,
    receivedAt: sequence * 1000,
    clientId,
    kind,
    place,
    previous: null,
    disposition: 'accepted',
    ...more,
  };
};

const clientIds = ['anna', 'ben', 'cem', 'dag'];
const labels = ['v1', 'v2', 'v3'];

const anyReport = fc
  .record({
    clientId: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...clientIds) }, fc.constant(null)),
    kind: fc.constantFrom<ReportKind>('downloaded', 'installed', 'failed', 'departed'),
    place: fc.constantFrom(...labels, '1.0.0', '2.0'),
    previous: fc.constantFrom(null, ...labels, '1.0.0'),
    // Few instants, so that the sequence has to decide often.
    receivedAt: fc.integer({ min: 0, max: 6 }),
    disposition: fc.constantFrom('accepted', 'accepted', 'accepted', 'resent', 'quarantined'),
  })
  .map((one) => ({ ...one, place: one.kind === 'departed' ? null : one.place }) as const);

const anyLog = fc
  .array(anyReport, { maxLength: 60 })
  .map((rows) => rows.map((row, at): ChannelReport => ({ ...row, sequence: at })));

/** A log with some of its rows again, in any order; rows without a client once, as the log's own key holds them. */
const shuffledWithRepeats = anyLog.chain((log) => {
  const again = log.filter(({ clientId, disposition }) => clientId !== null && disposition !== 'quarantined');
  return fc
    .tuple(fc.constant(log), fc.subarray(again))
    .chain(([all, some]) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...some], { minLength: all.length + some.length }),
      ),
    );
});

describe('the counters of a channel', () => {
  it('kept report by report are those of the whole log', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        expect(kept(log).metrics).toEqual(foldReports(log));
      }),
    );
  });

  it('do not depend on the order or the repetition of the rows', () => {
    fc.assert(
      fc.property(shuffledWithRepeats, ([log, delivered]) => {
        expect(kept(delivered).metrics).toEqual(foldReports(log));
        expect(foldReports(delivered)).toEqual(foldReports(log));
      }),
      { numRuns: 500 },
    );
  });

  it('add up to the clients that are somewhere, each at its last accepted place', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const { places, devices } = foldReports(log);
        const standing = new Map<string, string>();
        for (const clientId of clientIds) {
          const moves = log.filter(
            (one) =>
              one.clientId === clientId &&
              one.disposition === 'accepted' &&
              ['installed', 'departed'].includes(one.kind),
          );
          moves.sort((a, b) => a.receivedAt - b.receivedAt || a.sequence - b.sequence);
          const place = moves.at(-1)?.place ?? null;
          if (place !== null) standing.set(clientId, place);
        }
        expect(devices).toBe(standing.size);
        for (const [place, { active }] of places) {
          expect(active).toBe([...standing.values()].filter((one) => one === place).length);
        }
        expect([...places.values()].reduce((sum, { active }) => sum + active, 0)).toBe(devices);
      }),
    );
  });

  it('count a client once per place and kind', () => {
    const log = [
      report('anna', 'downloaded', 'v1'),
      report('anna', 'downloaded', 'v1'),
      report('anna', 'installed', 'v1'),
      report('anna', 'installed', 'v1'),
      report('ben', 'downloaded', 'v1'),
      report('ben', 'failed', 'v1'),
      report('ben', 'failed', 'v1'),
    ];
    const v1 = { ...zero, downloaded: 2, installed: 1, failed: 1, active: 1 };
    expect(kept(log).metrics).toEqual({ places: new Map([['v1', v1]]), quarantined: 0, devices: 1 });
  });

  it('do not change when a client says again where it is', () => {
    const client: ClientState = {
      place: 'v1',
      previous: null,
      moved: { receivedAt: 1, sequence: 1 },
      seenAt: 1,
    };
    const again = report('anna', 'installed', 'v1');
    expect(applyReport(again, { client, isCounted: true })).toMatchObject({ isNew: false, counters: [] });
  });

  it('move a client from its binary to a label and on to a new binary', () => {
    const store = kept([report('anna', 'installed', '1.0.0')]);
    expect(store.places.get('1.0.0')).toMatchObject({ active: 1, installed: 1 });
    store.apply(report('anna', 'installed', 'v1', { previous: '1.0.0' }));
    expect(store.places.get('1.0.0')?.active).toBe(0);
    expect(store.places.get('v1')?.active).toBe(1);
    store.apply(report('anna', 'installed', '2.0.0', { previous: 'v1' }));
    expect(store.places.get('v1')).toMatchObject({ active: 0, installed: 1 });
    expect(store.places.get('2.0.0')?.active).toBe(1);
  });

  it('leave a client where it is when an update fails', () => {
    const store = kept([report('anna', 'installed', 'v1'), report('anna', 'failed', 'v2')]);
    expect(store.places.get('v1')?.active).toBe(1);
    expect(store.places.get('v2')).toEqual({ ...zero, failed: 1 });
  });

  it('lose a client that reports from another channel, and no late report brings it back', () => {
    const installed = report('anna', 'installed', 'v1');
    const departed = report('anna', 'departed', null);
    for (const log of [
      [installed, departed],
      [departed, installed],
    ]) {
      const store = kept(log);
      expect(store.metrics).toMatchObject({ devices: 0 });
      expect(store.places.get('v1')).toMatchObject({ installed: 1, active: 0 });
    }
  });

  it('hold anonymous reports apart and never take anything away for them', () => {
    const store = kept([
      report(null, 'installed', 'v1'),
      report(null, 'installed', 'v2', { previous: 'v1' }),
    ]);
    expect(store.metrics).toEqual({
      places: new Map([
        ['v1', { ...zero, anonymous: 1 }],
        ['v2', { ...zero, anonymous: 1 }],
      ]),
      quarantined: 0,
      devices: 0,
    });
  });

  it('hold reports of unknown labels apart', () => {
    const store = kept([
      report('anna', 'installed', 'v1'),
      report('anna', 'installed', 'v77', { disposition: 'quarantined' }),
      report(null, 'failed', 'v77', { disposition: 'quarantined' }),
    ]);
    expect(store.metrics).toEqual({
      places: new Map([['v1', { ...zero, active: 1, installed: 1 }]]),
      quarantined: 2,
      devices: 1,
    });
  });

  it('know when a client was last heard of', () => {
    const store = kept([
      report('anna', 'installed', 'v1'),
      report('anna', 'failed', 'v2', { receivedAt: 9e12 }),
    ]);
    store.apply(report('anna', 'downloaded', 'v1'));
    expect(store.clients.get('anna')).toMatchObject({ place: 'v1', seenAt: 9e12 });
  });
});

describe('what an arriving report is worth', () => {
  const installed = (place: string, previous: string | null, changesChannel = false) =>
    ({ kind: 'installed', place, previous, changesChannel }) as const;
  const at = (place: string | null, previous: string | null = null) => ({ place, previous });

  it.each([
    ['the first of a client', installed('v1', null), null, false, 'accepted'],
    ['the next place', installed('v2', 'v1'), at('v1'), false, 'accepted'],
    ['the same place again', installed('v2', 'v1'), at('v2', 'v1'), true, 'accepted'],
    ['a return after a release was disabled', installed('v1', 'v2'), at('v2', 'v1'), true, 'accepted'],
    ['the way back again once it was enabled', installed('v2', 'v1'), at('v1', 'v2'), true, 'accepted'],
    ['a return to a label it never told of', installed('v1', 'v2'), at('v2', 'v1'), false, 'accepted'],
    ['a new installation of the app', installed('1.0.0', null), at('v2', 'v1'), true, 'accepted'],
    ['a place after one whose report was lost', installed('v3', 'v2'), at('v1'), false, 'accepted'],
    [
      'a lower label from where it is not known to have been',
      installed('v1', '1.0.0'),
      at('v3', 'v2'),
      false,
      'accepted',
    ],
    ['the later of two from one place', installed('v3', 'v1'), at('v2', 'v1'), false, 'accepted'],
    ['a new binary from the same place', installed('2.0.0', 'v1'), at('v3', 'v1'), false, 'accepted'],
    ['a return from another channel', installed('v2', 'v9', true), at(null, 'v1'), true, 'accepted'],
    ['one sent again after the client went on', installed('v2', 'v1'), at('v3', 'v2'), true, 'resent'],
    ['one delivered only after the client went on', installed('v2', 'v1'), at('v3', 'v1'), false, 'resent'],
    ['one sent again after the client left', installed('v2', 'v1'), at(null), true, 'resent'],
  ] as const)('%s', (_case, arriving, client, isCounted, worth) => {
    expect(admitReport(arriving, { isKnownPlace: true, client, isCounted })).toBe(worth);
  });

  it.each(['downloaded', 'failed'] as const)('is accepted when it tells that something was %s', (kind) => {
    const arriving = { ...installed('v1', null), kind };
    expect(admitReport(arriving, { isKnownPlace: true, client: at('v3', 'v2'), isCounted: true })).toBe(
      'accepted',
    );
  });

  it('is nothing for a label that the channel does not have', () => {
    expect(admitReport(installed('v7', null), { isKnownPlace: false, client: null, isCounted: false })).toBe(
      'quarantined',
    );
  });
});

describe('a channel to which devices report', () => {
  /** Devices walk from label to label; some reports come twice or late. The channel only sees what arrives. */
  const journey = fc.array(fc.tuple(fc.constantFrom(...clientIds), fc.nat(2), fc.boolean()), {
    maxLength: 40,
  });

  function arrive(store: Kept, clientId: string, place: string, previous: string | null): void {
    const client = store.clients.get(clientId) ?? null;
    const isCounted = store.counted.has(JSON.stringify([clientId, place, 'installed']));
    const arriving = { kind: 'installed', place, previous, changesChannel: false } as const;
    const disposition = admitReport(arriving, { isKnownPlace: true, client, isCounted });
    store.apply(report(clientId, 'installed', place, { previous, disposition }));
  }

  it('knows where each one is, though every report may come twice, the second time late', () => {
    fc.assert(
      fc.property(journey, (steps) => {
        const store = new Kept();
        const places = new Map<string, string>();
        const unconfirmed = new Map<string, readonly [string, string | null]>();
        for (const [clientId, at, repeats] of steps) {
          const place = labels[at]!;
          const before = places.get(clientId) ?? '1.0.0';
          if (before === place) continue;
          // A late repeat can be told only while the client is elsewhere than where it came from then.
          const late = unconfirmed.get(clientId);
          if (late && late[1] !== before) arrive(store, clientId, ...late);
          unconfirmed.delete(clientId);
          arrive(store, clientId, place, before);
          if (repeats) unconfirmed.set(clientId, [place, before]);
          places.set(clientId, place);
        }
        for (const [clientId, place] of places) expect(store.clients.get(clientId)?.place).toBe(place);
      }),
    );
  });
});

describe('the metrics table', () => {
  it('has labels in their order, then binaries, with what is pending and the share of each', () => {
    const log = [
      ...clientIds.map((clientId) => report(clientId, 'downloaded', 'v10')),
      report('anna', 'installed', 'v10'),
      report('ben', 'failed', 'v10'),
      report('ben', 'installed', 'v9'),
      report('cem', 'installed', '10.0.0'),
      report('dag', 'installed', '9.0.0'),
    ];
    const rows = metricRows(foldReports(log));
    expect(rows.map(({ place }) => place)).toEqual(['v9', 'v10', '9.0.0', '10.0.0']);
    expect(rows[1]).toEqual({
      place: 'v10',
      active: 1,
      downloaded: 4,
      installed: 1,
      failed: 1,
      anonymous: 0,
      pending: 2,
      activeShare: 0.25,
    });
    expect(rows.reduce((sum, { activeShare }) => sum + (activeShare ?? 0), 0)).toBe(1);
  });

  it('is never below nothing, and knows no share of no devices', () => {
    const rows = metricRows(foldReports([report('anna', 'failed', 'v1')]));
    expect(rows).toEqual([{ place: 'v1', ...zero, failed: 1, pending: 0, activeShare: null }]);
  });
});
