import * as z from '../../contract/schema.ts';
import type { DeployFacts } from './deploy.ts';

/** What comes to an environment with a version that is newer than what runs there. */
export const arrivalSchema = z.object({
  from: z.object({ releaseId: z.number().int().nullable(), version: z.string() }),
  toId: z.number().int(),
  /** The releases between both, the highest first; those that were passed over arrive with it. */
  between: z.array(z.string()),
  /** Null where nobody has read them from a clone. */
  changes: z.object({ total: z.number().int(), authors: z.number().int() }).nullable(),
});
export type Arrival = z.infer<typeof arrivalSchema>;

/**
 * Decides what a deployment tells of its arrival. Null where nothing new arrives: nothing ran there before, the version
 * runs there already, or it is an older one.
 */
export function arrivalOf(
  { running, candidate }: Pick<DeployFacts, 'running' | 'candidate'>,
  { fromId, ...known }: Omit<Arrival, 'from'> & { readonly fromId: number | null },
): Arrival | null {
  if (!running || !candidate || running.version === candidate.version) return null;
  if (running.versionKey !== null && running.versionKey > candidate.versionKey) return null;
  return { from: { releaseId: fromId, version: running.version }, ...known };
}
