import * as z from '../../contract/schema.ts';
import { type DeployForce, type DeployPlan, deployChecks } from './deploy.ts';
import type { Force, FrozenBy } from './frozen.ts';

/** What a record keeps of what it goes through, among its metadata: for people to read, and for its next beginning. */
const keptSchema = z.object({
  forced: z.array(z.object({ check: z.enum(deployChecks) })).default([]),
  overriddenFreezes: z.array(z.string()).default([]),
});

/** What the record of a deployment keeps of what it goes through; nothing when nothing stood in its way. */
export function forcedMetadata({ forced, overriddenFreezes }: DeployPlan): Record<string, unknown> {
  if (forced.length === 0) return {};
  return {
    forced: forced.map(({ check, message }) => ({ check, message })),
    overriddenFreezes: overriddenFreezes.map(({ name }) => name),
  };
}

/** The metadata of a record that goes through something once more: nothing that it went through before is lost. */
export function forcedAgain(before: Record<string, unknown>, plan: DeployPlan): Record<string, unknown> {
  const listed = (kept: unknown) => (Array.isArray(kept) ? kept : []);
  const added = Object.entries(forcedMetadata(plan)).map(([key, now]) => {
    const all = [...listed(before[key]), ...listed(now)].map((one) => JSON.stringify(one));
    return [key, [...new Set(all)].map((one) => JSON.parse(one) as unknown)] as const;
  });
  return { ...before, ...Object.fromEntries(added) };
}

/** Goes through what either goes through. */
export function withForce(made: DeployForce | null, now: Force | null): DeployForce | null {
  if (!made || !now) return made ?? now;
  const freezeIds =
    made.freezeIds === 'all' || now.freezeIds === 'all' ? 'all' : [...made.freezeIds, ...now.freezeIds];
  return { freezeIds, reason: now.reason };
}

/**
 * What a record still goes through when it begins, after a schedule or once more: what was gone through when it was made,
 * the freezes by the names that were named then. What came up since stands in its way (spec/releases 2.7). A rollback is
 * held up by freezes alone, then and now. Null when nothing is gone through. `frozenBy` are the freezes that stand there now.
 */
export function forceOf(
  made: { readonly isForced: boolean; readonly isRollback: boolean; readonly metadata: unknown },
  frozenBy: readonly FrozenBy[],
): DeployForce | null {
  if (!made.isForced && !made.isRollback) return null;
  // Metadata can be edited; without the flag they say nothing of a force.
  const kept = keptSchema.safeParse(made.isForced ? made.metadata : {}).data;
  const named = frozenBy.filter(({ name }) => kept?.overriddenFreezes.includes(name));
  return {
    freezeIds: named.map(({ freezeId }) => freezeId),
    checks: made.isRollback ? deployChecks : (kept?.forced.map(({ check }) => check) ?? []),
    reason: null,
  };
}
