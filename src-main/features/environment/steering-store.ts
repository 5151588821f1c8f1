import type { ActivityEntry } from '#shared/features/activity/model.ts';
import { type Phase, phasesSchema } from '#shared/features/environment/progression.ts';
import type { RollbackBranch } from '#shared/features/environment/rollback-target.ts';
import { heldVerbs, type OverlayChange } from '#shared/features/matrix/changes.ts';
import type { Connection } from '../../store/open.ts';

export interface Hold {
  readonly since: number;
  readonly reason: string;
}

type HoldChange = Extract<OverlayChange, { readonly kind: 'hold' }>;
type HoldPlace = Omit<HoldChange, 'kind' | 'begins' | 'reason' | 'occurredAt'>;

export interface RollbackLink {
  /** What ran before, or the attempt that was abandoned. */
  readonly replacedId: number | null;
  readonly targetId: number | null;
  readonly branch: RollbackBranch;
}

/** What steers an environment of a project: phases, auto-promotion and holds, and what rollbacks took back. */
export function steeringStore(db: Connection) {
  const phases = db.prepare<[number], string>('SELECT phases FROM progression WHERE projectId = ?').pluck();
  const putPhases = db.prepare(
    `INSERT INTO progression (projectId, phases, updatedAt) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET phases = excluded.phases, updatedAt = excluded.updatedAt`,
  );
  const places = db.prepare<[number], { environmentId: number; promotes: number }>(
    'SELECT environmentId, promotes FROM project_environment WHERE projectId = ?',
  );
  const promotes = db
    .prepare<[number, number], number>(
      'SELECT promotes FROM project_environment WHERE projectId = ? AND environmentId = ?',
    )
    .pluck();
  const setPromotes = db.prepare(
    'UPDATE project_environment SET promotes = ? WHERE projectId = ? AND environmentId = ?',
  );
  const promoting = db
    .prepare<[], number>('SELECT DISTINCT projectId FROM project_environment WHERE promotes = 1')
    .pluck();
  const hold = db.prepare<[number, number], Hold>(
    'SELECT since, reason FROM hold WHERE projectId = ? AND environmentId = ?',
  );
  const holds = db.prepare<[], Hold & { projectId: number; environmentId: number }>(
    'SELECT projectId, environmentId, since, reason FROM hold',
  );
  // The log tells of every beginning and end, so what was held at an instant is the last that it tells of a place.
  const heldAt = db.prepare<[number], Hold & { projectId: number; environmentId: number; verb: string }>(
    `SELECT d.projectId, d.environmentId, a.at AS since, coalesce(a.entry ->> '$.reason', '') AS reason, a.verb,
       max(a.seq)
     FROM activity a INDEXED BY activity_verb JOIN deployment d ON d.uid = a.objectId
     WHERE a.verb IN ('environment.hold', 'environment.liftHold') AND a.at <= cast(? AS INTEGER)
       AND a.refused IS NULL
     GROUP BY d.projectId, d.environmentId`,
  );
  // The entry is parsed once, which costs a third of reading each of its columns.
  const holdEntry = db.prepare<[number], HoldPlace & { readonly entry: string }>(
    `SELECT a.seq AS id, d.projectId, p.name AS project, d.environmentId, e.name AS environment, e.tier, a.entry
     FROM activity a CROSS JOIN deployment d ON d.uid = a.objectId
     CROSS JOIN project p ON p.id = d.projectId CROSS JOIN environment e ON e.id = d.environmentId
     WHERE a.seq = ?`,
  );
  const putHold = db.prepare(
    `INSERT OR REPLACE INTO hold (projectId, environmentId, since, deploymentId, reason) VALUES (?, ?, ?, ?, ?)`,
  );
  const dropHold = db.prepare('DELETE FROM hold WHERE projectId = ? AND environmentId = ?');
  const putRollback = db.prepare(
    'INSERT INTO rollback (deploymentId, replacedId, targetId, branch) VALUES (?, ?, ?, ?)',
  );
  const rollback = db.prepare<[number], RollbackLink>(
    'SELECT replacedId, targetId, branch FROM rollback WHERE deploymentId = ?',
  );
  const remedies = db
    .prepare<[number], number>('SELECT deploymentId FROM rollback WHERE replacedId = ? ORDER BY deploymentId')
    .pluck();
  return {
    /** Rows of an imported workspace are somebody else's: phases that do not fit are as good as none. */
    phases(projectId: number): readonly Phase[] {
      const stored = phases.get(projectId);
      if (stored === undefined) return [];
      try {
        return phasesSchema.safeParse(JSON.parse(stored)).data ?? [];
      } catch {
        return [];
      }
    },
    putPhases: (projectId: number, list: readonly Phase[], at: number): void =>
      void putPhases.run(projectId, JSON.stringify(list), at),
    places: (projectId: number) =>
      places.all(projectId).map(({ environmentId, promotes: takes }) => ({
        environmentId,
        promotes: takes === 1,
      })),
    /** Null when the project does not deploy there. */
    promotes(projectId: number, environmentId: number): boolean | null {
      const found = promotes.get(projectId, environmentId);
      return found === undefined ? null : found === 1;
    },
    setPromotes: (projectId: number, environmentId: number, on: boolean): void =>
      void setPromotes.run(Number(on), projectId, environmentId),
    /** The projects with an environment that takes candidates by itself. */
    promoting: (): number[] => promoting.all(),
    hold: (projectId: number, environmentId: number): Hold | null =>
      hold.get(projectId, environmentId) ?? null,
    holds: () => holds.all(),
    /** What was held at an instant, by the log. */
    heldAt: (at: number) =>
      heldAt
        .all(at)
        .filter(({ verb }) => verb === 'environment.hold')
        .map(({ projectId, environmentId, since, reason }) => ({ projectId, environmentId, since, reason })),
    /** What an entry of the log says about the beginning or the end of a hold. */
    holdEntry(seq: number): HoldChange | null {
      const found = holdEntry.get(seq);
      if (!found) return null;
      const { entry, ...place } = found;
      const { verb, at, reason } = JSON.parse(entry) as ActivityEntry;
      return { kind: 'hold', ...place, begins: verb === heldVerbs[0], reason: reason ?? '', occurredAt: at };
    },
    putHold: (
      projectId: number,
      environmentId: number,
      at: number,
      deploymentId: number,
      reason: string,
    ): void => void putHold.run(projectId, environmentId, at, deploymentId, reason),
    dropHold: (projectId: number, environmentId: number): void => void dropHold.run(projectId, environmentId),
    putRollback: (deploymentId: number, { replacedId, targetId, branch }: RollbackLink): void =>
      void putRollback.run(deploymentId, replacedId, targetId, branch),
    rollback: (deploymentId: number): RollbackLink | null => rollback.get(deploymentId) ?? null,
    /** The rollbacks that took a deployment's place. */
    remedies: (deploymentId: number): number[] => remedies.all(deploymentId),
  };
}
