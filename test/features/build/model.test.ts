import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BuildTarget, OperatingSystem, StoreState } from '#shared/features/build/model.ts';
import { storeStates } from '#shared/features/build/model.ts';
import { type MobileStatus, mobilePolicy } from '#shared/features/build/policy.ts';
import { statesOf } from '#shared/machine.ts';
import { soundness } from '../../support/soundness.ts';
import { MINUTE, type TestApp, testApp } from '../../support/testApp.ts';
import { made, withProject } from './builds.ts';

/** What the model believes of one build. It knows the words of spec/mobile 2.1 and 2.2, not the product's code. */
interface Believed {
  readonly id: number;
  readonly place: number;
  readonly storeVersion: string | null;
  status: MobileStatus;
  isOnStore: StoreState | null;
  live: boolean;
  wasLive: boolean;
  forced: boolean;
}

interface Status {
  deploymentId: number;
  live: boolean;
  storeVersion: string | null;
  publishedAt: number;
  createdAt: number;
  updatedAt: number;
}

const places: readonly { os: OperatingSystem; target: BuildTarget }[] = [
  { os: 'android', target: 'production' },
  { os: 'android', target: 'staging' },
  { os: 'ios', target: 'production' },
];
const statuses = statesOf(mobilePolicy);
const which = fc.nat(12);
const storeVersion = fc.constantFrom('1.0.0', '1.1.0', '2.0.0', null);

type Command =
  | { kind: 'create'; place: number; status: MobileStatus; storeVersion: string | null }
  | { kind: 'report'; which: number; status: MobileStatus }
  | { kind: 'state'; which: number; state: StoreState }
  | { kind: 'live' | 'force'; which: number }
  | { kind: 'publish'; place: number; storeVersion: string | null }
  | { kind: 'wait' };

const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      place: fc.nat(places.length - 1),
      status: fc.constantFrom(...statuses, 'succeeded' as const, 'succeeded' as const),
      storeVersion,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      which,
      status: fc.constantFrom(...statuses),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('state' as const),
      which,
      state: fc.constantFrom(...storeStates, 'success' as const, 'success' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('live' as const), which }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('force' as const), which }) },
  {
    // What usually happens: without it, few courses come as far as a replaced build.
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('publish' as const), place: fc.nat(1), storeVersion }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'wait' as const }) },
);

class World {
  readonly builds: Believed[] = [];
  readonly statuses = new Map<number, Status>();
  entries: number;
  /** Another one over the same file after it was opened again. */
  desk: TestApp;
  readonly projectId: number;

  constructor(desk: TestApp, projectId: number, entries: number) {
    this.desk = desk;
    this.projectId = projectId;
    this.entries = entries;
  }

  async run(command: Command): Promise<void> {
    if (command.kind === 'wait') return this.desk.sources.advance(MINUTE);
    if (command.kind === 'create') return this.create(command);
    if (command.kind === 'publish') return this.publish(command);
    const old = this.builds.filter(({ wasLive }) => wasLive);
    const among = command.kind === 'force' && old.length > 0 && command.which % 4 > 0 ? old : this.builds;
    const build = among[command.which % Math.max(1, among.length)];
    if (!build) return;
    switch (command.kind) {
      case 'report':
        return this.report(build, command.status);
      case 'state':
        return this.state(build, command.state);
      case 'live':
        return this.live(build);
      case 'force':
        return this.force(build);
    }
  }

  /** Does what the model says is allowed; a refusal is an entry of the log all the same. */
  private async act(work: Promise<unknown>, refusal: string | null): Promise<boolean> {
    this.entries += 1;
    if (refusal === null) await work;
    else await expect(work).rejects.toMatchObject({ code: refusal });
    return refusal === null;
  }

  private liveOf(place: number): Believed | undefined {
    return this.builds.find((build) => build.place === place && build.live);
  }

  private async create({ place, status, storeVersion }: Extract<Command, { kind: 'create' }>): Promise<void> {
    const isFirst = this.builds.every((build) => build.place !== place);
    const { id } = await made(this.desk, this.projectId, storeVersion, { ...places[place], status });
    this.entries += isFirst ? 3 : 2;
    const nothing = { isOnStore: null, live: false, wasLive: false, forced: false };
    this.builds.push({ id, place, storeVersion, status, ...nothing });
  }

  private async publish(command: Extract<Command, { kind: 'publish' }>): Promise<void> {
    await this.create({ ...command, kind: 'create', status: 'succeeded' });
    const build = this.builds.at(-1);
    if (!build) return;
    await this.state(build, 'success');
    await this.live(build);
  }

  private async report(build: Believed, status: MobileStatus): Promise<void> {
    const work = this.desk.client.build.report({ id: build.id, status, reason: 'because' });
    if (status === build.status) return void (await work);
    const next: Partial<Record<MobileStatus, MobileStatus[]>> = {
      pending: ['in_progress', 'canceled'],
      in_progress: ['succeeded', 'failed', 'canceled'],
    };
    const isAllowed = next[build.status]?.includes(status) ?? false;
    if (await this.act(work, isAllowed ? null : 'illegal_transition')) build.status = status;
  }

  private async state(build: Believed, state: StoreState): Promise<void> {
    const work = this.desk.client.build.setStoreState({ id: build.id, state });
    if (build.status !== 'succeeded') return void (await this.act(work, 'illegal_transition'));
    if (build.isOnStore === state) return void (await work);
    await this.act(work, null);
    build.isOnStore = state;
    if (!build.live || state === 'success') return;
    build.live = false;
    const status = this.statuses.get(build.place);
    if (status) Object.assign(status, { live: false, updatedAt: this.desk.sources.now() });
  }

  private async live(build: Believed): Promise<void> {
    const work = this.desk.client.build.setLive({ id: build.id });
    const { status, isOnStore, forced, live, place, storeVersion } = build;
    if (status !== 'succeeded' || isOnStore !== 'success' || forced) {
      return void (await this.act(work, 'illegal_transition'));
    }
    if (live) return void (await work);
    await this.act(work, null);
    const before = this.liveOf(place);
    if (before) before.live = false;
    Object.assign(build, { live: true, wasLive: true });
    const now = this.desk.sources.now();
    this.statuses.set(place, {
      deploymentId: build.id,
      live: true,
      storeVersion,
      publishedAt: now,
      createdAt: this.statuses.get(place)?.createdAt ?? now,
      updatedAt: now,
    });
  }

  private async force(build: Believed): Promise<void> {
    const work = this.desk.client.build.forceUpdate({ id: build.id });
    const live = this.liveOf(build.place);
    const told = [build.storeVersion, live?.storeVersion ?? null];
    const isReplaced = build.status === 'succeeded' && !build.live && build.wasLive && live !== undefined;
    const isTold = !told.includes(null) && told[0] !== told[1];
    const refusal =
      isReplaced && build.forced ? 'conflict' : isReplaced && isTold ? null : 'illegal_transition';
    if (await this.act(work, refusal)) build.forced = true;
  }

  async check(): Promise<void> {
    const { client } = this.desk;
    const { rows } = await client.build.list({ limit: 100 });
    const seen = rows.map(({ id, status, isOnStore, live, forceUpdate }) => ({
      ...{ id, status, isOnStore, live },
      forced: forceUpdate,
    }));
    const believed = this.builds
      .toSorted((a, b) => b.id - a.id)
      .map(({ id, status, isOnStore, live, forced }) => ({ id, status, isOnStore, live, forced }));
    expect(seen).toEqual(believed);
    const statusesSeen = (await client.build.appStatuses({})).map((status) => [
      places.findIndex(({ os, target }) => os === status.os && target === status.target),
      status,
    ]);
    expect(statusesSeen).toHaveLength(this.statuses.size);
    for (const [place, status] of statusesSeen) {
      expect(status).toMatchObject(this.statuses.get(place as number) ?? { place: 'none' });
    }
    expect((await client.activity.status()).headSeq).toBe(this.entries);
    this.checkFile();
  }

  /** What must hold whatever was done, read from the file itself. */
  private checkFile(): void {
    const db = new Sqlite(this.desk.file, { readonly: true });
    const rows = (text: string) => db.prepare(text).all();
    const LIVE = 'b.liveFrom IS NOT NULL AND b.liveUntil IS NULL';
    expect(
      rows(
        `SELECT os, target, count(*) FROM build b WHERE ${LIVE} GROUP BY projectId, os, target HAVING count(*) > 1`,
      ),
    ).toEqual([]);
    expect(
      rows(`SELECT d.id FROM deployment d JOIN build b ON b.deploymentId = d.id
            WHERE ((d.flags >> 8) & 1) <> (${LIVE})`),
    ).toEqual([]);
    // The log of the stores tells the same as the builds.
    expect(
      rows(`SELECT b.deploymentId FROM build b WHERE b.isOnStore IS NOT
              (SELECT state FROM store_event v WHERE v.deploymentId = b.deploymentId AND state IS NOT NULL
               ORDER BY id DESC LIMIT 1)
            OR (${LIVE}) <> coalesce((SELECT kind = 'live' FROM store_event v WHERE v.deploymentId = b.deploymentId
               AND kind IN ('live', 'live_ended') ORDER BY id DESC LIMIT 1), 0)
            OR b.forceUpdate <> (SELECT count(*) FROM store_event v WHERE v.deploymentId = b.deploymentId
               AND kind = 'force_update')`),
    ).toEqual([]);
    db.close();
    expect(soundness(this.desk.file)).toEqual([]);
  }
}

describe('any course of commands', () => {
  it('leaves one Live build a channel at most, and what the stores show as the model says', {
    timeout: 180_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(commands, { minLength: 20, maxLength: 45, size: 'max' }), async (course) => {
        const desk = await testApp();
        const world = new World(desk, await withProject(desk), 1);
        try {
          for (const command of course) await world.run(command);
          await world.check();
          world.desk = await desk.reopen();
          await world.check();
          expect(desk.logged).toEqual([]);
        } finally {
          await world.desk.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
