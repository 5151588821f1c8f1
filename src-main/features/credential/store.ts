import type { Credential } from '#shared/features/credential/model.ts';
import type { Connection } from '../../store/open.ts';

type Stored<Row extends Credential> = Omit<Row, 'slots'> & { readonly slots: string };
type WithProject = Credential & { readonly project: string };

const COLUMNS =
  'c.id, c.uid, c.projectId, c.kind, c.os, c.target, c.bundleIdentifier, c.slots, c.expiresAt, c.updatedAt';

const toCredential = <Row extends Credential>(stored: Stored<Row>): Row =>
  ({ ...stored, slots: JSON.parse(stored.slots) as string[] }) as unknown as Row;

/** What is known of credentials. Invariant: no column ever holds a value out of one. */
export function credentialStore(db: Connection) {
  const get = db.prepare<[number], Stored<Credential>>(`SELECT ${COLUMNS} FROM credential c WHERE c.id = ?`);
  const ofProject = db.prepare<[number], Stored<Credential>>(
    `SELECT ${COLUMNS} FROM credential c WHERE c.projectId = ? ORDER BY c.id`,
  );
  const same = db
    .prepare<[Pick<Credential, 'projectId' | 'kind' | 'os' | 'target' | 'bundleIdentifier'>], number>(
      `SELECT id FROM credential WHERE projectId = @projectId AND kind = @kind AND os = @os AND target IS @target
         AND bundleIdentifier IS @bundleIdentifier`,
    )
    .pluck();
  const expiring = db.prepare<[{ before: number; projectId: number | null }], Stored<WithProject>>(
    `SELECT ${COLUMNS}, p.name AS project FROM credential c INDEXED BY credential_expiry
     CROSS JOIN project p ON p.id = c.projectId
     WHERE c.expiresAt <= @before AND (c.projectId = cast(@projectId AS INTEGER) OR @projectId IS NULL)
     ORDER BY c.expiresAt, c.id`,
  );
  const insert = db.prepare(
    `INSERT INTO credential (uid, projectId, kind, os, target, bundleIdentifier, slots, expiresAt, updatedAt)
     VALUES (@uid, @projectId, @kind, @os, @target, @bundleIdentifier, @slots, @expiresAt, @updatedAt)`,
  );
  const update = db.prepare(
    'UPDATE credential SET slots = @slots, expiresAt = @expiresAt, updatedAt = @updatedAt WHERE id = @id',
  );
  const remove = db.prepare('DELETE FROM credential WHERE id = ?');
  return {
    get(id: number): Credential | null {
      const found = get.get(id);
      return found ? toCredential(found) : null;
    },
    ofProject: (projectId: number): Credential[] => ofProject.all(projectId).map((row) => toCredential(row)),
    /** The one that a project holds for the same thing. */
    sameAs({ projectId, kind, os, target, bundleIdentifier }: Omit<Credential, 'id'>): number | null {
      return same.get({ projectId, kind, os, target, bundleIdentifier }) ?? null;
    },
    /** Those that end by an instant or have ended, the first to end first. */
    expiring: (before: number, projectId: number | null): WithProject[] =>
      expiring.all({ before, projectId }).map((row) => toCredential(row)),
    insert: (credential: Omit<Credential, 'id'>): number =>
      Number(insert.run({ ...credential, slots: JSON.stringify(credential.slots) }).lastInsertRowid),
    update: ({ id, slots, expiresAt, updatedAt }: Credential): void =>
      void update.run({ id, slots: JSON.stringify(slots), expiresAt, updatedAt }),
    remove: (id: number): void => void remove.run(id),
  };
}
