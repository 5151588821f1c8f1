import * as z from '../../contract/schema.ts';
import { ID_SLOTS } from '../../ids.ts';
import { deploymentStatuses } from '../deployment/machine.ts';
import { tierSchema } from '../environment/model.ts';
import { freezeScopeSchema } from '../freeze/model.ts';

const id = z.number().int();
const instant = z.number().int().min(0);

/** What the audit log says when auto-promotion is held back in a place, and when it no longer is. */
export const heldVerbs = ['environment.hold', 'environment.liftHold'] as const;
/** What it says when somebody ends a freeze before its time. */
export const liftVerbs = ['freeze.lift', 'freeze.remove'] as const;

/** What the matrix' clock stops at, in the order in which changes of one instant are taken to have happened. */
export const changeKinds = ['deployment', 'freezeEnd', 'freezeBegin', 'hold'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Where a change stands among all of them: by time, then by kind, then by its id among those of its kind. */
export const changeKeySchema = z.object({ at: instant, kind: z.enum(changeKinds), id });
export type ChangeKey = z.infer<typeof changeKeySchema>;

const place = {
  projectId: id,
  project: z.string(),
  environmentId: id,
  environment: z.string(),
  tier: tierSchema,
};

const deploymentChangeSchema = z.object({
  kind: z.literal('deployment'),
  id,
  deploymentId: id,
  ...place,
  version: z.string(),
  status: z.enum(deploymentStatuses),
  occurredAt: instant,
});
export type DeploymentChange = z.infer<typeof deploymentChangeSchema>;

const freeze = { id, name: z.string(), reason: z.string(), scope: freezeScopeSchema, occurredAt: instant };

export const overlayChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('freezeBegin'), ...freeze }),
  z.object({
    kind: z.literal('freezeEnd'),
    ...freeze,
    /** Who ended it before its time, and why; null when its time was over, or it was changed. */
    lifted: z.object({ by: z.string(), reason: z.string() }).nullable(),
  }),
  z.object({
    kind: z.literal('hold'),
    id,
    ...place,
    /** Whether it began; else it ended. */
    begins: z.boolean(),
    reason: z.string(),
    occurredAt: instant,
  }),
]);
export type OverlayChange = z.infer<typeof overlayChangeSchema>;

export const changeRowSchema = z.discriminatedUnion('kind', [
  deploymentChangeSchema,
  ...overlayChangeSchema.options,
]);
export type ChangeRow = z.infer<typeof changeRowSchema>;

/** The key of an event of a deployment. Its id says its instant, also where a full millisecond spilled into the next. */
export function deploymentKey(eventId: number): ChangeKey {
  return { at: Math.floor(eventId / ID_SLOTS), kind: 'deployment', id: eventId };
}

const orderOf = (kind: ChangeKind) => changeKinds.indexOf(kind);

/** Orders changes, the newest first. */
export function newestFirst(a: ChangeKey, b: ChangeKey): number {
  return b.at - a.at || orderOf(b.kind) - orderOf(a.kind) || b.id - a.id;
}

/**
 * Which changes of a kind at the cursor's own instant come before it: those with ids below the answer. Of a kind that
 * stands earlier in the order all do, of one that stands later none.
 */
export function idBound(kind: ChangeKind, cursor: ChangeKey): number {
  if (kind === cursor.kind) return cursor.id;
  return orderOf(kind) < orderOf(cursor.kind) ? Number.MAX_SAFE_INTEGER : 0;
}
