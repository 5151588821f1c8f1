import type { Tier } from '#shared/features/environment/model.ts';
import type { Freeze, FreezeScope, FrozenSpan, Occurrence } from '#shared/features/freeze/model.ts';
import type { Followed } from '#shared/features/freeze/record.ts';
import { heldVerbs, liftVerbs } from '#shared/features/matrix/changes.ts';
import { listOf } from '../../store/migrations/list.ts';
import type { Connection } from '../../store/open.ts';

/** A freeze with how far the log has followed it. */
export type FollowedFreeze = Freeze & Followed;

interface StoredScope {
  readonly projects: string | null;
  readonly environments: string | null;
  readonly tiers: string | null;
}

type Stored = Omit<FollowedFreeze, 'window' | 'scope'> &
  StoredScope & {
    readonly startsAt: number;
    readonly endsAt: number | null;
    readonly cron: string | null;
    readonly minutes: number | null;
  };

const parsed = <T>(text: string | null): T[] | null => (text === null ? null : (JSON.parse(text) as T[]));

const toScope = ({ projects, environments, tiers }: StoredScope): FreezeScope => ({
  projects: parsed<number>(projects),
  environments: parsed<number>(environments),
  tiers: parsed<Tier>(tiers),
});

type FrozenMoment = Pick<FrozenSpan, 'name' | 'reason' | 'scope'>;
type StoredMoment = StoredScope & Omit<FrozenMoment, 'scope'>;

const toMoment = ({ name, reason, ...scope }: StoredMoment): FrozenMoment => ({
  name,
  reason,
  scope: toScope(scope),
});

const fromScope = ({ projects, environments, tiers }: FreezeScope): StoredScope => ({
  projects: projects && JSON.stringify(projects),
  environments: environments && JSON.stringify(environments),
  tiers: tiers && JSON.stringify(tiers),
});

function toFreeze({
  projects,
  environments,
  tiers,
  startsAt,
  endsAt,
  cron,
  minutes,
  ...facts
}: Stored): FollowedFreeze {
  const bounds = { startsAt, endsAt };
  return {
    ...facts,
    scope: toScope({ projects, environments, tiers }),
    window:
      cron === null || minutes === null
        ? { kind: 'once', ...bounds }
        : { kind: 'recurring', ...bounds, cron, minutes },
  };
}

const fromFreeze = ({
  id,
  name,
  reason,
  zone,
  window,
  scope,
  removedAt,
  notedTo,
  openSince,
}: FollowedFreeze) => ({
  id,
  name,
  reason,
  zone,
  startsAt: window.startsAt,
  endsAt: window.endsAt,
  cron: window.kind === 'recurring' ? window.cron : null,
  minutes: window.kind === 'recurring' ? window.minutes : null,
  ...fromScope(scope),
  removedAt,
  notedTo,
  openSince,
});

const COLUMNS = `f.id, f.uid, f.name, f.reason, f.zone, f.startsAt, f.endsAt, f.cron, f.minutes, f.projects,
  f.environments, f.tiers, a.name AS createdBy, f.createdAt, f.removedAt, f.notedTo, f.openSince`;
const FROM = 'freeze f LEFT JOIN person a ON a.id = f.personId';

export interface ScheduledRow {
  readonly deploymentId: number;
  readonly version: string;
  readonly projectId: number;
  readonly environmentId: number;
  readonly scheduledFor: number;
}

/** Freezes, and what each froze once that has ended. Freezes are few: those that count are read whole and judged. */
export function freezeStore(db: Connection) {
  const get = db.prepare<[number], Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE f.id = cast(? AS INTEGER)`);
  const standing = db.prepare<{ at: number }, Stored>(
    `SELECT ${COLUMNS} FROM freeze f INDEXED BY freeze_standing LEFT JOIN person a ON a.id = f.personId
     WHERE f.removedAt IS NULL AND ifnull(f.endsAt, ${Number.MAX_SAFE_INTEGER}) > cast(@at AS INTEGER)
     ORDER BY f.id`,
  );
  const over = db.prepare<{ at: number; before: number; limit: number }, Stored>(
    `SELECT ${COLUMNS} FROM ${FROM}
     WHERE f.id < cast(@before AS INTEGER)
       AND (f.removedAt IS NOT NULL OR f.endsAt <= cast(@at AS INTEGER)) ORDER BY f.id DESC LIMIT @limit`,
  );
  const named = db.prepare<[string, number], Stored>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE f.name LIKE ? ESCAPE '\\' ORDER BY f.removedAt IS NOT NULL, f.id DESC
     LIMIT cast(? AS INTEGER)`,
  );
  const insert = db.prepare(
    `INSERT INTO freeze (uid, name, reason, zone, startsAt, endsAt, cron, minutes, projects, environments, tiers,
       personId, createdAt, removedAt, notedTo, openSince)
     VALUES (@uid, @name, @reason, @zone, @startsAt, @endsAt, @cron, @minutes, @projects, @environments, @tiers,
       @personId, @createdAt, NULL, @notedTo, NULL)`,
  );
  const update = db.prepare(
    `UPDATE freeze SET name = @name, reason = @reason, zone = @zone, startsAt = @startsAt, endsAt = @endsAt,
       cron = @cron, minutes = @minutes, projects = @projects, environments = @environments, tiers = @tiers,
       removedAt = @removedAt, notedTo = @notedTo, openSince = @openSince
     WHERE id = @id`,
  );
  const record = db.prepare(
    `INSERT INTO freeze_occurrence (freezeId, startsAt, endsAt, projects, environments, tiers)
     VALUES (@freezeId, @startsAt, @endsAt, @projects, @environments, @tiers)`,
  );
  // Occurrences of one freeze never overlap, so behind the last one that began before the span all others begin in it.
  const recorded = db.prepare<
    { from: number; to: number },
    StoredScope & Omit<FrozenSpan, 'scope' | 'endsAt'> & { endsAt: number }
  >(
    `SELECT f.id AS freezeId, f.name, f.reason, o.startsAt, o.endsAt, o.projects, o.environments, o.tiers
     FROM freeze f CROSS JOIN freeze_occurrence o ON o.freezeId = f.id
       AND o.startsAt < cast(@to AS INTEGER)
       AND o.startsAt >= coalesce((SELECT max(l.startsAt) FROM freeze_occurrence l
         WHERE l.freezeId = f.id AND l.startsAt <= cast(@from AS INTEGER)), cast(@from AS INTEGER))
     WHERE o.endsAt > cast(@from AS INTEGER) ORDER BY o.startsAt, f.id`,
  );
  const began = db.prepare<{ id: number; at: number }, StoredMoment>(
    `SELECT f.name, f.reason, o.projects, o.environments, o.tiers
     FROM freeze_occurrence o JOIN freeze f ON f.id = o.freezeId WHERE o.freezeId = @id AND o.startsAt = @at
     UNION ALL
     SELECT name, reason, projects, environments, tiers FROM freeze WHERE id = @id AND openSince = @at`,
  );
  const ended = db.prepare<
    { id: number; at: number },
    StoredMoment & { readonly by: string | null; readonly why: string | null }
  >(
    `SELECT f.name, f.reason, o.projects, o.environments, o.tiers, a.actor AS by, a.entry ->> '$.reason' AS why
     FROM freeze_occurrence o INDEXED BY freeze_occurrence_end JOIN freeze f ON f.id = o.freezeId
     LEFT JOIN activity a INDEXED BY activity_overlay
       ON a.at = o.endsAt AND a.verb IN (${listOf(liftVerbs)}) AND a.objectId = f.uid
       AND a.verb IN (${listOf([...heldVerbs, ...liftVerbs])}) AND a.refused IS NULL
     WHERE o.endsAt = @at AND o.freezeId = @id LIMIT 1`,
  );
  const scheduled = db.prepare<[number], ScheduledRow>(
    `SELECT d.id AS deploymentId, d.version, d.projectId, d.environmentId, u.dueAt AS scheduledFor
     FROM due u CROSS JOIN deployment d ON d.id = u.subjectId
     WHERE u.kind = 'deployment' AND d.status = 'scheduled' ORDER BY u.dueAt LIMIT cast(? AS INTEGER)`,
  );
  const workflows = db.prepare<[], { projectId: number; environmentId: number; running: number }>(
    `WITH open (workflowId, count) AS MATERIALIZED (
       SELECT workflowId, count(*) FROM run INDEXED BY run_open WHERE finishedAt IS NULL GROUP BY workflowId)
     SELECT w.projectId, w.environmentId, coalesce(open.count, 0) AS running
     FROM workflow w LEFT JOIN open ON open.workflowId = w.id WHERE w.environmentId IS NOT NULL`,
  );
  return {
    get(id: number): FollowedFreeze | null {
      const found = get.get(id);
      return found ? toFreeze(found) : null;
    },
    /** Those that freeze at an instant or may later. */
    standing: (at: number): FollowedFreeze[] => standing.all({ at }).map(toFreeze),
    /** Those that are over at an instant, newest first. */
    over: (at: number, before: number | null, limit: number): FollowedFreeze[] =>
      over.all({ at, before: before ?? Number.MAX_SAFE_INTEGER, limit }).map(toFreeze),
    /** Names that contain the pattern of a LIKE: those that were not removed first, the newest of each first. */
    named: (pattern: string, limit: number): FollowedFreeze[] => named.all(pattern, limit).map(toFreeze),
    insert(
      freeze: Omit<FollowedFreeze, 'id' | 'createdBy' | 'removedAt' | 'openSince'>,
      personId: number,
    ): number {
      const { uid, createdAt } = freeze;
      const row = fromFreeze({ ...freeze, id: 0, createdBy: null, removedAt: null, openSince: null });
      return Number(insert.run({ ...row, uid, createdAt, personId }).lastInsertRowid);
    },
    update: (freeze: FollowedFreeze): void => void update.run(fromFreeze(freeze)),
    /** Keeps what a freeze froze, now that it has ended. */
    record: (
      freezeId: number,
      { startsAt, endsAt }: Occurrence & { readonly endsAt: number },
      scope: FreezeScope,
    ): void => void record.run({ freezeId, startsAt, endsAt, ...fromScope(scope) }),
    /** What has ended and had a part in `[from, to)`. */
    recorded: (from: number, to: number): FrozenSpan[] =>
      recorded.all({ from, to }).map(({ projects, environments, tiers, ...span }) => ({
        ...span,
        scope: toScope({ projects, environments, tiers }),
      })),
    /** What began to freeze at an instant; null when nothing of that freeze did. */
    began(id: number, at: number): FrozenMoment | null {
      const found = began.get({ id, at });
      return found ? toMoment(found) : null;
    },
    /** What a freeze froze up to an instant, with who ended it before its time. */
    ended(id: number, at: number) {
      const found = ended.get({ id, at });
      if (!found) return null;
      const { by, why } = found;
      return { ...toMoment(found), lifted: by === null ? null : { by, reason: why ?? '' } };
    },
    /** What waits for its time, the next first. */
    scheduled: (limit: number): ScheduledRow[] => scheduled.all(limit),
    /** The places that have a workflow, with the runs under way. */
    workflows: () => workflows.all(),
  };
}
