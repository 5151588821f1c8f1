import type { Connection } from '../../store/open.ts';

/** People and pipelines by the name they act under. */
export function personStore(db: Connection) {
  const byName = db.prepare<[string], number>('SELECT id FROM person WHERE name = ?').pluck();
  const insert = db.prepare('INSERT INTO person (name, email) VALUES (?, ?)');
  const setEmail = db.prepare('UPDATE person SET email = ? WHERE id = ? AND email IS NOT ?');
  const names = db.prepare<[], string>('SELECT name FROM person ORDER BY name').pluck();
  return {
    find: (name: string): number | null => byName.get(name) ?? null,
    names: (): string[] => names.all(),
    /** The id of a person; a name that was never seen becomes one, an e-mail that was not known is kept. */
    ensure(name: string, email: string | null): number {
      const known = byName.get(name);
      if (known === undefined) return Number(insert.run(name, email).lastInsertRowid);
      if (email !== null) setEmail.run(email, known, email);
      return known;
    },
  };
}
