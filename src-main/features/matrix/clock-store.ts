import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { AsOf } from '#shared/features/matrix/rules.ts';
import { firstIdAt } from '#shared/ids.ts';
import { DAY, utcDay } from '#shared/time.ts';
import type { Connection } from '../../store/open.ts';

export interface Tick {
  readonly at: number;
  readonly count: number;
  readonly failed: number;
}

/** Changes are counted no further than this: "1,000 or more" is all that a reader needs. */
const COUNTED = 1000;

/**
 * The instants that the matrix can be set to. Event ids stand in the order of what happened (`firstIdAt`), so every
 * step and every window is a seek in the primary key.
 */
export function clockStore(db: Connection) {
  const edge = (direction: 'ASC' | 'DESC') =>
    db
      .prepare<[], number>(`SELECT occurredAt FROM deployment_event ORDER BY id ${direction} LIMIT 1`)
      .pluck();
  const first = edge('ASC');
  const last = edge('DESC');
  const earlier = db
    .prepare<[number], number>(
      'SELECT occurredAt FROM deployment_event WHERE id < ? ORDER BY id DESC LIMIT 1',
    )
    .pluck();
  const later = db
    .prepare<[number], number>('SELECT occurredAt FROM deployment_event WHERE id >= ? ORDER BY id LIMIT 1')
    .pluck();
  const laterCount = db
    .prepare<[number, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM deployment_event WHERE id >= ? LIMIT ?)',
    )
    .pluck();
  const laterIds = db
    .prepare<[number, number], number>('SELECT id FROM deployment_event WHERE id >= ? ORDER BY id LIMIT ?')
    .pluck();
  const ticks = db.prepare<{ from: number; to: number; slots: number; first: number; end: number }, Tick>(
    `SELECT min(occurredAt) AS at, count(*) AS count,
       sum(CASE WHEN status IN ('failed', 'errored') THEN 1 ELSE 0 END) AS failed
     FROM deployment_event WHERE id >= @first AND id < @end
     GROUP BY (occurredAt - @from) * @slots / (@to - @from) ORDER BY 1`,
  );
  const dayTicks = db.prepare<[number, number], { day: number; count: number; failed: number }>(
    `SELECT day, sum(count) AS count,
       sum(CASE WHEN status IN ('failed', 'errored') THEN count ELSE 0 END) AS failed
     FROM rollup_day WHERE day >= ? AND day <= ? GROUP BY day HAVING sum(count) > 0 ORDER BY day`,
  );
  const triggeredBefore = db.prepare<[number, number, number], { id: number; triggeredAt: number }>(
    `SELECT id, triggeredAt FROM deployment INDEXED BY deployment_cell
     WHERE projectId = ? AND environmentId = ? AND triggeredAt <= ? ORDER BY triggeredAt DESC, id DESC`,
  );
  const retriedSince = db.prepare<
    { projectId: number; environmentId: number; at: number; end: number },
    { id: number; triggeredAt: number | null }
  >(
    `SELECT d.id, (SELECT max(t.triggeredAt) FROM deployment_attempt t
       WHERE t.deploymentId = d.id AND t.triggeredAt <= @at) AS triggeredAt
     FROM deployment d INDEXED BY deployment_cell
     WHERE d.projectId = @projectId AND d.environmentId = @environmentId AND d.triggeredAt > @at AND d.id < @end`,
  );
  const statusAt = db
    .prepare<[number, number, number], DeploymentStatus>(
      `SELECT status FROM deployment_event WHERE deploymentId = ? AND id < ? AND recordedAt <= ?
       ORDER BY id DESC LIMIT 1`,
    )
    .pluck();

  return {
    firstChange: (): number | null => first.get() ?? null,
    lastChange: (): number | null => last.get() ?? null,
    changeBefore: (at: number): number | null => earlier.get(firstIdAt(at)) ?? null,
    changeAfter: (at: number): number | null => later.get(firstIdAt(at + 1)) ?? null,
    changesAfter: (at: number): number => laterCount.get(firstIdAt(at + 1), COUNTED) ?? 0,
    /** The cursor of a page that holds an instant with at most `shown` later changes above it. */
    cursorAround(at: number, shown: number): number {
      const end = firstIdAt(at + 1);
      return (laterIds.all(end, shown).at(-1) ?? end - 1) + 1;
    },
    /** The changes of a span gathered into `slots` equal parts, each at its earliest instant. */
    ticks: (from: number, to: number, slots: number): Tick[] =>
      ticks.all({ from, to, slots, first: firstIdAt(from), end: firstIdAt(to) }),
    /** The days of a span by the rollups, each at its noon: what a long span shows without reading every change. */
    dayTicks: (from: number, to: number): Tick[] =>
      dayTicks
        .all(utcDay(from), utcDay(to))
        .map(({ day, count, failed }) => ({ at: day * DAY + DAY / 2, count, failed })),
    /** The newest record by trigger at an instant of both clocks, in the status that it had then. */
    latestAt(
      projectId: number,
      environmentId: number,
      { at, knownAt }: AsOf,
    ): { id: number; status: DeploymentStatus } | null {
      const end = firstIdAt(at + 1);
      const known = knownAt ?? Number.MAX_SAFE_INTEGER;
      let newest: { id: number; status: DeploymentStatus; triggeredAt: number } | null = null;
      for (const { id, triggeredAt } of triggeredBefore.iterate(projectId, environmentId, at)) {
        const status = statusAt.get(id, end, known);
        if (status === undefined) continue;
        newest = { id, status, triggeredAt };
        break;
      }
      // A record that was tried again since stands behind the instant by its newest trigger; then it had an older one.
      for (const { id, triggeredAt } of retriedSince.all({ projectId, environmentId, at, end })) {
        if (triggeredAt === null || (newest !== null && triggeredAt <= newest.triggeredAt)) continue;
        const status = statusAt.get(id, end, known);
        if (status !== undefined) newest = { id, status, triggeredAt };
      }
      return newest === null ? null : { id: newest.id, status: newest.status };
    },
  };
}
