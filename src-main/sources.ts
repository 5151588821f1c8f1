import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Sources } from './context.ts';

/** Time, ids and chance of the real world. */
export const realSources: Sources = {
  now: () => Date.now(),
  uid: () => v7(),
  secret: (bytes) => randomBytes(bytes).toString('base64url'),
};
