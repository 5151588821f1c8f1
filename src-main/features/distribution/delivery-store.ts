import { type DeliverySettings, deliverySettingsSchema } from '#shared/features/distribution/delivery.ts';
import type { Store, Track } from '#shared/features/distribution/stores.ts';
import type { Connection } from '../../store/open.ts';

export interface StoredDelivery {
  readonly settings: DeliverySettings;
  readonly updatedAt: number;
}

/** What a person or a delivery saw of an app in its store. */
export interface StoredSeen {
  readonly released: readonly Track[];
  readonly waitsForConsole: boolean;
}

/** Rows of an imported workspace are somebody else's: what does not fit is as good as not there. */
function readSettings(text: string): DeliverySettings | null {
  try {
    return deliverySettingsSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** How builds get to their stores, by project and store, and what is known of the stores themselves. */
export function deliveryStore(db: Connection) {
  const get = db.prepare<[number, string], { settings: string; updatedAt: number }>(
    'SELECT settings, updatedAt FROM delivery WHERE projectId = ? AND store = ?',
  );
  const put = db.prepare(
    `INSERT INTO delivery (projectId, store, settings, updatedAt) VALUES (@projectId, @store, @settings, @at)
     ON CONFLICT (projectId, store) DO UPDATE SET settings = @settings, updatedAt = @at`,
  );
  const remove = db.prepare('DELETE FROM delivery WHERE projectId = ? AND store = ?');
  const seen = db.prepare<[number, string], { released: string; waitsForConsole: number }>(
    'SELECT released, waitsForConsole FROM store_seen WHERE projectId = ? AND store = ?',
  );
  const putSeen = db.prepare(
    `INSERT INTO store_seen (projectId, store, released, waitsForConsole, updatedAt)
     VALUES (@projectId, @store, @released, @waitsForConsole, @at)
     ON CONFLICT (projectId, store)
       DO UPDATE SET released = @released, waitsForConsole = @waitsForConsole, updatedAt = @at`,
  );
  return {
    get(projectId: number, store: Store): StoredDelivery | null {
      const found = get.get(projectId, store);
      if (!found) return null;
      const settings = readSettings(found.settings);
      return settings && { settings, updatedAt: found.updatedAt };
    },
    put: (projectId: number, store: Store, settings: DeliverySettings, at: number): void =>
      void put.run({ projectId, store, settings: JSON.stringify(settings), at }),
    remove: (projectId: number, store: Store): void => void remove.run(projectId, store),
    seen(projectId: number, store: Store): StoredSeen {
      const found = seen.get(projectId, store);
      if (!found) return { released: [], waitsForConsole: false };
      return {
        released: JSON.parse(found.released) as Track[],
        waitsForConsole: found.waitsForConsole === 1,
      };
    },
    putSeen(projectId: number, store: Store, { released, waitsForConsole }: StoredSeen, at: number): void {
      putSeen.run({
        ...{ projectId, store, at },
        released: JSON.stringify(released),
        waitsForConsole: Number(waitsForConsole),
      });
    },
  };
}
