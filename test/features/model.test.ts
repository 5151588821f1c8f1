import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DeploymentStatus,
  deploymentPolicies,
  deploymentStatuses,
  isActive,
  isFinished,
} from '#shared/features/deployment/machine.ts';
import { movesFrom } from '#shared/machine.ts';
import { soundness } from '../support/soundness.ts';
import { MINUTE, type TestApp, testApp } from '../support/testApp.ts';

const policies = ['canonical', 'tracker', 'aviator'] as const;

/** What the model believes of one record. It knows the specs' words, not the product's code paths. */
interface Believed {
  id: number;
  cell: number;
  policy: (typeof policies)[number];
  version: string;
  status: DeploymentStatus;
  attempt: number;
  successes: { at: number; order: number; rolledBackAt: number | null }[];
}

const PLACES = 3;

type Command =
  | {
      kind: 'record';
      place: number;
      policy: (typeof policies)[number];
      status: DeploymentStatus;
      back: number;
    }
  | { kind: 'move'; which: number; to: DeploymentStatus }
  | { kind: 'wait'; minutes: number };

const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant('record' as const),
    place: fc.nat(PLACES - 1),
    policy: fc.constantFrom(...policies),
    status: fc.constantFrom(...deploymentStatuses.filter((status) => status !== 'scheduled')),
    back: fc.constantFrom(0, 0, 0, 7, 90),
  }),
  fc.record({
    kind: fc.constant('move' as const),
    which: fc.nat(30),
    to: fc.constantFrom(...deploymentStatuses.filter((status) => status !== 'scheduled')),
  }),
  fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 30 }) }),
);

class World {
  readonly records: Believed[] = [];
  readonly history: { at: number; cells: (string | null)[] }[] = [];
  entries: number;
  order = 0;
  readonly desk: TestApp;
  readonly places: readonly { projectId: number; environmentId: number }[];

  constructor(desk: TestApp, places: World['places'], entries: number) {
    this.desk = desk;
    this.places = places;
    this.entries = entries;
  }

  async run(command: Command): Promise<void> {
    if (command.kind === 'wait') this.desk.sources.advance(command.minutes * MINUTE);
    else if (command.kind === 'record') await this.record(command);
    else await this.move(command);
  }

  private async record({ place, policy, status, back }: Extract<Command, { kind: 'record' }>): Promise<void> {
    const occurredAt = this.desk.sources.now() - back * MINUTE;
    const version = `1.${this.records.length}.0`;
    const input = { ...this.places[place]!, version, status, policy, occurredAt };
    const legal = deploymentPolicies[policy].initial.includes(status);
    if (!legal) {
      await expect(this.desk.client.deployment.record(input)).rejects.toMatchObject({
        code: 'invalid_input',
      });
      return;
    }
    const { id } = await this.desk.client.deployment.record(input);
    this.entries += 1;
    const successes = status === 'succeeded' ? [{ at: occurredAt, order: id, rolledBackAt: null }] : [];
    this.records.push({ id, cell: place, policy, version, status, attempt: 1, successes });
  }

  private async move({ which, to }: Extract<Command, { kind: 'move' }>): Promise<void> {
    const record = this.records[which % Math.max(1, this.records.length)];
    if (!record) return;
    const edge = movesFrom(deploymentPolicies[record.policy], record.status).find((move) => move.to === to);
    const act = this.desk.client.deployment.move({ ids: [record.id], to, reason: 'because' });
    this.entries += 1;
    if (!edge) {
      await expect(act).rejects.toMatchObject({ code: 'illegal_transition' });
      return;
    }
    await act;
    const now = this.desk.sources.now();
    if (isFinished(record.status) && !isFinished(to)) record.attempt += 1;
    const corrected = isFinished(record.status) && isFinished(to) && edge.event !== 'roll_back';
    if (corrected && record.status === 'succeeded') record.successes.pop();
    if (to === 'succeeded') record.successes.push({ at: now, order: record.id, rolledBackAt: null });
    if (to === 'rolled_back') for (const success of record.successes) success.rolledBackAt ??= now;
    record.status = to;
  }

  /** The version that the specs say runs in a cell: success time decides, then the record. */
  running(cell: number, at: number): string | null {
    let best: { at: number; order: number; version: string } | null = null;
    for (const record of this.records.filter((candidate) => candidate.cell === cell)) {
      for (const success of record.successes) {
        if (success.at > at || (success.rolledBackAt !== null && success.rolledBackAt <= at)) continue;
        if (!best || success.at > best.at || (success.at === best.at && success.order > best.order)) {
          best = { at: success.at, order: success.order, version: record.version };
        }
      }
    }
    return best?.version ?? null;
  }

  async check(): Promise<void> {
    const { client, sources, file } = this.desk;
    const versionIn = (
      cells: readonly { projectId: number; environmentId: number; version: string | null }[],
      place: number,
    ) =>
      cells.find(
        (cell) =>
          cell.projectId === this.places[place]?.projectId &&
          cell.environmentId === this.places[place]?.environmentId,
      )?.version ?? null;
    const now = await client.matrix.read();
    const instants = [sources.now(), sources.now() - 10 * MINUTE, sources.now() - 60 * MINUTE];
    for (let place = 0; place < PLACES; place += 1) {
      expect(versionIn(now.cells, place)).toBe(this.running(place, Number.MAX_SAFE_INTEGER));
      for (const at of instants) {
        expect(versionIn((await client.matrix.asOf({ at })).cells, place)).toBe(this.running(place, at));
      }
    }
    const { count, statuses } = await client.deployment.countExactly({});
    expect(count).toBe(this.records.length);
    for (const status of deploymentStatuses) {
      expect(statuses[status] ?? 0).toBe(this.records.filter((record) => record.status === status).length);
    }
    expect((await client.workspace.summary()).active).toBe(
      this.records.filter((record) => isActive(record.status)).length,
    );
    for (const record of this.records) {
      expect(await client.deployment.get({ id: record.id })).toMatchObject({
        status: record.status,
        attempt: record.attempt,
      });
    }
    expect((await client.activity.status()).headSeq).toBe(this.entries);
    expect(soundness(file)).toEqual([]);
  }
}

describe('any sequence of commands', () => {
  it('leaves matrix, past matrices, counts, attempts, sums and chain as a plain model says', {
    timeout: 180_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(commands, { minLength: 5, maxLength: 40 }), async (list) => {
        const desk = await testApp();
        try {
          const environmentIds: number[] = [];
          for (const name of ['staging', 'prod']) {
            environmentIds.push(
              (
                await desk.client.environment.create({
                  name,
                  tier: name === 'prod' ? 'production' : 'staging',
                })
              ).id,
            );
          }
          const a = await desk.client.project.create({ name: 'a', environmentIds });
          const b = await desk.client.project.create({ name: 'b', environmentIds });
          const places = [
            { projectId: a.id, environmentId: environmentIds[0]! },
            { projectId: a.id, environmentId: environmentIds[1]! },
            { projectId: b.id, environmentId: environmentIds[1]! },
          ];
          const world = new World(desk, places, 4);
          for (const command of list) await world.run(command);
          await world.check();
          expect(desk.logged).toEqual([]);
        } finally {
          await desk.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});
