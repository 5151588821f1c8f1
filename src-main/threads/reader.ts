import type { Caller, Ctx, Sources } from '../context.ts';
import { handlers } from '../engine.ts';
import { parseInput, procedureNamed } from '../router.ts';
import { createStores, type Stores } from '../store/index.ts';
import { type Connection, fileError, openReader } from '../store/open.ts';

/** A door's own read-only connection and the queries over it. */
export interface Reader {
  readonly db: Connection;
  readonly stores: Stores;
  read(name: string, input: unknown, caller: Caller): unknown;
  close(): void;
}

const refuseChange = () => {
  throw new Error('a query changes nothing');
};

/** Opens a reader. Its context can read and decide, and has no way to write or announce. */
export function createReader(file: string, sources: Sources): Reader {
  const db = openReader(file);
  const stores = createStores(db);
  const context = (caller: Caller): Ctx => {
    const at = sources.now();
    return {
      stores,
      caller,
      now: () => at,
      uid: sources.uid,
      secret: sources.secret,
      changed: refuseChange,
      noted: refuseChange,
    };
  };
  return {
    db,
    stores,
    read(name, input, caller) {
      const parsed = parseInput(name, procedureNamed(name), input);
      const handler = handlers.get(name);
      if (!handler) throw new Error(`${name} has no handler`);
      try {
        return handler(context(caller), parsed);
      } catch (error) {
        throw fileError(error);
      }
    },
    close: () => db.close(),
  };
}
