import type { ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import { checkFreeze } from '#shared/features/freeze/check.ts';
import type { FreezeRow, freezeContract } from '#shared/features/freeze/contract.ts';
import type { Freeze, FreezeScope } from '#shared/features/freeze/model.ts';
import { plannedWindow } from '#shared/features/freeze/record.ts';
import { standingAt } from '#shared/features/freeze/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { aboutFreeze, factsOf, followFreeze, noteEnd, watchFreeze } from './follow.ts';
import { freezesAt } from './judge.ts';
import { freezeRowOf, listFreezes, previewFreeze, readLanes } from './read.ts';
import type { FollowedFreeze } from './store.ts';

type Contract = typeof freezeContract;

/** @throws not_found for a project or an environment that is not there. */
function checkScope({ stores }: Ctx, { projects, environments }: FreezeScope): void {
  for (const id of projects ?? []) if (!stores.project.get(id)) throw notFound('project', id);
  for (const id of environments ?? []) if (!stores.environment.get(id)) throw notFound('environment', id);
}

function refuse({ uid, name }: Freeze, message: string, hint: string): AppError {
  return new AppError('conflict', `${message} Nothing was changed.`, {
    hint,
    object: { noun: 'freeze', id: uid, label: name },
  });
}

/** A freeze that may still freeze, with the log up to now. @throws not_found; conflict when it is over. */
function requireCurrent(ctx: Ctx, id: number): FollowedFreeze {
  const freeze = ctx.stores.freeze.get(id);
  if (!freeze) throw notFound('freeze', id);
  const { endsAt } = freeze.window;
  if (freeze.removedAt !== null || (endsAt !== null && endsAt <= ctx.now())) {
    throw refuse(
      freeze,
      `The freeze ${freeze.name} is over.`,
      'Make another one; this one stays in the lanes.',
    );
  }
  return followFreeze(ctx, freeze);
}

/**
 * Puts a freeze in the place of the one before it, from now on. What stood by the old one and does not stand by the new one
 * ends now; what is new begins when the clock comes by.
 */
function replace(ctx: Ctx, before: FollowedFreeze, after: FollowedFreeze): FreezeRow {
  const stands = standingAt(after, ctx.now());
  const goesOn = stands !== null && stands.startsAt === before.openSince;
  if (before.openSince !== null && !goesOn) noteEnd(ctx, before, before.openSince, ctx.now());
  const followed = { ...after, notedTo: ctx.now(), openSince: goesOn ? before.openSince : null };
  ctx.stores.freeze.update(followed);
  if (stands && !goesOn) ctx.stores.due.put(ctx.now(), 'freeze', after.id);
  else watchFreeze(ctx, followed);
  return freezeRowOf(ctx, followed);
}

/** @throws invalid_input naming the field; not_found as `checkScope`. */
function create(ctx: Ctx, { window, ...input }: ParsedInputOf<Contract['create']>): FreezeRow {
  const { stores, caller, now } = ctx;
  checkScope(ctx, input.scope);
  checkFreeze({ zone: input.zone, window }, now());
  const fresh = {
    ...input,
    window: plannedWindow(null, { ...input, window }, now()),
    uid: ctx.uid(),
    createdAt: now(),
    notedTo: now(),
  };
  const id = stores.freeze.insert(fresh, stores.person.ensure(caller.name, caller.email));
  const made = stores.freeze.get(id);
  if (!made) throw new Error('a freeze that was just made is there');
  ctx.changed('freeze', id, {
    verb: 'freeze.create',
    ...aboutFreeze(ctx, made),
    reason: made.reason,
    after: factsOf(ctx, made),
  });
  if (standingAt(made, now())) stores.due.put(now(), 'freeze', id);
  else watchFreeze(ctx, made);
  return freezeRowOf(ctx, made);
}

/** @throws as `create` and `requireCurrent`. */
function update(ctx: Ctx, { id, ...changes }: ParsedInputOf<Contract['update']>): FreezeRow {
  const before = requireCurrent(ctx, id);
  const { name = before.name, zone = before.zone, scope = before.scope, reason = before.reason } = changes;
  const wanted = { ...before, name, zone, scope, reason, window: changes.window ?? before.window };
  const after = { ...wanted, window: plannedWindow(before, wanted, ctx.now()) };
  checkScope(ctx, after.scope);
  checkFreeze(after, ctx.now());
  ctx.changed('freeze', id, {
    verb: 'freeze.update',
    ...aboutFreeze(ctx, after),
    reason: after.reason,
    before: factsOf(ctx, before),
    after: factsOf(ctx, after),
  });
  return replace(ctx, before, after);
}

/**
 * Ends what stands now. A single freeze ends with it; a recurring one counts again from the end of the lifted occurrence.
 * @throws conflict when it does not stand; as `requireCurrent`.
 */
function lift(ctx: Ctx, { id, reason }: ParsedInputOf<Contract['lift']>): FreezeRow {
  const before = requireCurrent(ctx, id);
  const stands = standingAt(before, ctx.now());
  if (!stands) {
    const hint = 'Change it, or remove it, to keep it from freezing later.';
    throw refuse(before, `The freeze ${before.name} does not stand now.`, hint);
  }
  const { window } = before;
  const after: FollowedFreeze = {
    ...before,
    window:
      window.kind === 'recurring' && stands.endsAt !== null
        ? { ...window, startsAt: stands.endsAt }
        : { ...window, endsAt: ctx.now() },
  };
  ctx.changed('freeze', id, {
    verb: 'freeze.lift',
    ...aboutFreeze(ctx, before),
    reason,
    before: { startsAt: stands.startsAt, endsAt: stands.endsAt },
    after: { endsAt: ctx.now() },
  });
  return replace(ctx, before, after);
}

/** @throws as `requireCurrent`. */
function remove(ctx: Ctx, { id, reason }: ParsedInputOf<Contract['remove']>): FreezeRow {
  const before = requireCurrent(ctx, id);
  ctx.changed('freeze', id, {
    verb: 'freeze.remove',
    ...aboutFreeze(ctx, before),
    reason,
    before: factsOf(ctx, before),
  });
  return replace(ctx, before, { ...before, removedAt: ctx.now() });
}

export const freezeEngine: Handlers<Contract> = {
  list: listFreezes,
  lanes: readLanes,
  at(ctx, { projectId, environmentId, at, override }) {
    if (!ctx.stores.project.get(projectId)) throw notFound('project', projectId);
    return freezesAt(ctx, { projectId, environmentId }, at ?? ctx.now(), override);
  },
  preview: previewFreeze,
  create,
  update,
  lift,
  remove,
};
