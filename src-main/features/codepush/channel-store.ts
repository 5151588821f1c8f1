import type { BuildTarget, OperatingSystem } from '#shared/features/build/model.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { Connection } from '../../store/open.ts';

export type NewChannel = Omit<Channel, 'id' | 'project' | 'lastNumber' | 'quarantined'>;

const COLUMNS = `c.id, c.uid, c.projectId, p.name AS project, c.os, c.target, c.name, c.key, c.selection,
  c.environmentId, c.lastNumber, c.quarantined, c.publicKey, c.createdAt`;
const FROM = 'channel c CROSS JOIN project p ON p.id = c.projectId';

/** The channels of CodePush: a deployment key and an ordered history of releases each. */
export function channelStore(db: Connection) {
  const get = db.prepare<[number], Channel>(`SELECT ${COLUMNS} FROM ${FROM} WHERE c.id = ?`);
  // A scalar subquery keeps the lookup of a key to one seek; a join made SQLite sort.
  const idByKey = db.prepare<[string], number>('SELECT id FROM channel WHERE key = ?').pluck();
  const ofProject = db.prepare<[number], Channel>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE c.projectId = ? ORDER BY c.os, c.target DESC, c.id`,
  );
  const all = db.prepare<[], Channel>(
    `SELECT ${COLUMNS} FROM project p CROSS JOIN channel c ON c.projectId = p.id
     ORDER BY p.name, c.os, c.target DESC, c.id`,
  );
  const ofPlace = db
    .prepare<[number, string, string], number>(
      'SELECT id FROM channel WHERE projectId = ? AND os = ? AND target = ? ORDER BY id LIMIT 1',
    )
    .pluck();
  const named = db
    .prepare<[number, string, string], number>(
      'SELECT id FROM channel WHERE projectId = ? AND os = ? AND name = ?',
    )
    .pluck();
  const insert = db.prepare(
    `INSERT INTO channel (uid, projectId, os, target, name, key, selection, environmentId, publicKey, createdAt)
     VALUES (@uid, @projectId, @os, @target, @name, @key, @selection, @environmentId, @publicKey, @createdAt)`,
  );
  const update = db.prepare(
    'UPDATE channel SET name = @name, key = @key, selection = @selection, publicKey = @publicKey WHERE id = @id',
  );
  const takeNumber = db.prepare('UPDATE channel SET lastNumber = ? WHERE id = ? AND lastNumber < ?');
  const quarantine = db.prepare('UPDATE channel SET quarantined = quarantined + 1 WHERE id = ?');
  const clear = db.prepare('UPDATE channel SET clearedThrough = lastNumber WHERE id = ?');
  const setLastNumber = db.prepare(
    `UPDATE channel SET lastNumber =
       max(@number, coalesce((SELECT max(r.number) FROM code_push r WHERE r.channelId = @id), 0))
     WHERE id = @id`,
  );
  const reported = db
    .prepare<[{ id: number }], number>(
      `SELECT EXISTS (SELECT 1 FROM client WHERE channelId = @id)
         OR EXISTS (SELECT 1 FROM channel_count WHERE channelId = @id)
         OR EXISTS (SELECT 1 FROM channel WHERE id = @id AND quarantined > 0)`,
    )
    .pluck();
  const remove = db.prepare('DELETE FROM channel WHERE id = ?');
  return {
    get: (id: number): Channel | undefined => get.get(id),
    idByKey: (key: string): number | null => idByKey.get(key) ?? null,
    all: (): Channel[] => all.all(),
    ofProject: (projectId: number): Channel[] => ofProject.all(projectId),
    /** The first channel of an operating system and target: the one that the mobile API addresses. */
    ofPlace: (projectId: number, os: OperatingSystem, target: BuildTarget): number | null =>
      ofPlace.get(projectId, os, target) ?? null,
    named: (projectId: number, os: OperatingSystem, name: string): number | null =>
      named.get(projectId, os, name) ?? null,
    insert: (channel: NewChannel): number => Number(insert.run(channel).lastInsertRowid),
    update: (channel: Pick<Channel, 'id' | 'name' | 'key' | 'selection' | 'publicKey'>): void =>
      void update.run(channel),
    /** Remembers the last number that was given. Numbers are never taken back. */
    takeNumber: (id: number, number: number): void => void takeNumber.run(number, id, number),
    quarantine: (id: number): void => void quarantine.run(id),
    /** Leaves its releases so far out of its history. The records stay, and the numbers go on. */
    clear: (id: number): void => void clear.run(id),
    /** Takes the last number back to what it was, but never below one that a release has. */
    setLastNumber: (id: number, number: number): void => void setLastNumber.run({ id, number }),
    /** Whether clients ever reported to it. */
    isReported: (id: number): boolean => reported.get({ id }) === 1,
    remove: (id: number): void => void remove.run(id),
  };
}
