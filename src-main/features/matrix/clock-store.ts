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

interface Instant {
  readonly at: number;
  /** The first event id after the instant. */
  readonly end: number;
  readonly known: number;
}

interface Newest {
  readonly id: number;
  readonly triggeredAt: number;
  /** Null when nothing was known of the record yet. */
  readonly status: DeploymentStatus | null;
}

/**
 * When deployments changed: instants that the matrix can be set to. Event ids stand in the order of what happened (`firstIdAt`), so every
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
     GROUP BY CAST((occurredAt - @from) * @slots / (@to - @from) AS INTEGER) ORDER BY 1`,
  );
  const dayTicks = db.prepare<[number, number], { day: number; count: number; failed: number }>(
    `SELECT day, sum(count) AS count,
       sum(CASE WHEN status IN ('failed', 'errored') THEN count ELSE 0 END) AS failed
     FROM rollup_day WHERE day >= ? AND day <= ? GROUP BY day HAVING sum(count) > 0 ORDER BY day`,
  );
  // Behind a cast SQLite does not plan anew at every bind (see the success facts of the matrix).
  const STATUS_THEN = `(SELECT v.status FROM deployment_event v
       WHERE v.deploymentId = d.id AND v.id < cast(@end AS INTEGER) AND v.recordedAt <= cast(@known AS INTEGER)
       ORDER BY v.id DESC LIMIT 1)`;
  const triggeredBefore = db.prepare<Instant & { projectId: number; environmentId: number }, Newest>(
    `SELECT d.id, d.triggeredAt, ${STATUS_THEN} AS status FROM deployment d INDEXED BY deployment_cell
     WHERE d.projectId = cast(@projectId AS INTEGER) AND d.environmentId = cast(@environmentId AS INTEGER)
       AND d.triggeredAt <= cast(@at AS INTEGER)
     ORDER BY d.triggeredAt DESC, d.id DESC`,
  );
  const retriedSince = db.prepare<
    Instant,
    {
      id: number;
      projectId: number;
      environmentId: number;
      triggeredAt: number | null;
      status: DeploymentStatus | null;
    }
  >(
    `SELECT d.id, d.projectId, d.environmentId, ${STATUS_THEN} AS status,
       (SELECT max(t.triggeredAt) FROM deployment_attempt t
        WHERE t.deploymentId = d.id AND t.triggeredAt <= @at) AS triggeredAt
     FROM deployment d INDEXED BY deployment_time WHERE d.triggeredAt > @at AND d.id < @end`,
  );

  return {
    firstChange: (): number | null => first.get() ?? null,
    lastChange: (): number | null => last.get() ?? null,
    changeBefore: (at: number): number | null => earlier.get(firstIdAt(at)) ?? null,
    changeAfter: (at: number): number | null => later.get(firstIdAt(at + 1)) ?? null,
    /** Changes after an instant, counted to a limit. */
    changesAfter: (at: number, limit: number): number => laterCount.get(firstIdAt(at + 1), limit) ?? 0,
    /** The ids of the changes after an instant, the earliest first. */
    changeIdsAfter: (at: number, limit: number): number[] => laterIds.all(firstIdAt(at + 1), limit),
    /** The changes of a span gathered into `slots` equal parts, each at its earliest instant. */
    ticks: (from: number, to: number, slots: number): Tick[] =>
      ticks.all({ from, to, slots, first: firstIdAt(from), end: firstIdAt(to) }),
    /** The days of a span by the rollups, each at its noon: what a long span shows without reading every change. */
    dayTicks: (from: number, to: number): Tick[] =>
      dayTicks
        .all(utcDay(from), utcDay(to))
        .map(({ day, count, failed }) => ({ at: day * DAY + DAY / 2, count, failed })),
    /**
     * The newest record by trigger at an instant of both clocks, in the status that it had then, cell by cell. A
     * record that was tried again since stands behind the instant by its trigger of today; those are few, so they are
     * read once for all cells.
     */
    latestAt({ at, knownAt }: AsOf) {
      const instant = { at, end: firstIdAt(at + 1), known: knownAt ?? Number.MAX_SAFE_INTEGER };
      const retried = new Map<string, Newest>();
      for (const { id, projectId, environmentId, triggeredAt, status } of retriedSince.iterate(instant)) {
        if (triggeredAt === null || status === null) continue;
        const key = `${projectId} ${environmentId}`;
        if ((retried.get(key)?.triggeredAt ?? -1) < triggeredAt)
          retried.set(key, { id, triggeredAt, status });
      }
      return (projectId: number, environmentId: number): { id: number; status: DeploymentStatus } | null => {
        const place = { ...instant, projectId, environmentId };
        let newest: Newest | undefined = triggeredBefore.get(place);
        if (newest?.status === null) {
          newest = undefined;
          for (const record of triggeredBefore.iterate(place)) {
            if (record.status === null) continue;
            newest = record;
            break;
          }
        }
        const other = retried.get(`${projectId} ${environmentId}`);
        const chosen = other && (newest?.triggeredAt ?? -1) < other.triggeredAt ? other : newest;
        return chosen?.status ? { id: chosen.id, status: chosen.status } : null;
      };
    },
  };
}
