import type { View } from '#shared/features/view/contract.ts';
import type { Connection } from '../../store/open.ts';

export function viewStore(db: Connection) {
  const list = db.prepare<[], View>('SELECT id, name, path FROM view ORDER BY id');
  const put = db.prepare(
    'INSERT INTO view (name, path) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET path = excluded.path',
  );
  const remove = db.prepare('DELETE FROM view WHERE id = ?');
  return {
    list: (): View[] => list.all(),
    put: (name: string, path: string): void => void put.run(name, path),
    remove: (id: number): boolean => remove.run(id).changes === 1,
  };
}
