import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import { toldAction } from '#shared/features/action/told.ts';
import type { distributionContract } from '#shared/features/distribution/contract.ts';
import {
  type DeliverySettings,
  deliverySteps,
  judgeDelivery,
  slotsOf,
} from '#shared/features/distribution/delivery.ts';
import { type Store, storeRules } from '#shared/features/distribution/stores.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { Audit, Ctx } from '../../context.ts';
import { seenOf } from './situation.ts';

type Contract = typeof distributionContract;

/** @throws not_found. */
export function requireProject({ stores }: Ctx, id: number): Project {
  const project = stores.project.get(id);
  if (!project) throw notFound('project', id);
  return project;
}

export function delivery(
  { stores }: Ctx,
  { projectId, store }: ParsedInputOf<Contract['delivery']>,
): OutputOf<Contract['delivery']> {
  const found = stores.delivery.get(projectId, store);
  return {
    settings: found?.settings ?? null,
    slots: found ? slotsOf(found.settings) : [],
    updatedAt: found?.updatedAt ?? null,
  };
}

/** What the log calls the way of a project's builds to a store. */
export function deliveryObject({ uid, name }: Project, store: Store): Audit['object'] {
  return { uid, label: `${name} to ${storeRules[store].label}` };
}

/** What the log is told of settings: what each step runs, without what it is given. */
export function inWords(settings: DeliverySettings | null): Readonly<Record<string, unknown>> | null {
  if (!settings) return null;
  const steps = deliverySteps.flatMap((step) => {
    const action = settings[step];
    return action ? [[step, toldAction(action)]] : [];
  });
  return { ...Object.fromEntries(steps), secrets: slotsOf(settings) };
}

/**
 * Sets how a project's builds get to a store. Settings are templates and names of secrets; nothing of them runs until a
 * person has trusted them on a machine. @throws not_found; invalid_input naming each field that does not fit.
 */
export function putDelivery(
  ctx: Ctx,
  { projectId, store, settings, reason }: ParsedInputOf<Contract['putDelivery']>,
): OutputOf<Contract['putDelivery']> {
  const { stores } = ctx;
  const project = requireProject(ctx, projectId);
  const found = settings ? judgeDelivery(settings) : [];
  const [first] = found;
  if (first) {
    throw new AppError('invalid_input', `${first.message} (${first.field}) Nothing was changed.`, {
      hint: 'Correct the fields that are named.',
      fields: found,
    });
  }
  const before = stores.delivery.get(projectId, store)?.settings ?? null;
  if (settings) stores.delivery.put(projectId, store, settings, ctx.now());
  else stores.delivery.remove(projectId, store);
  ctx.changed('distribution', 0, {
    verb: 'distribution.putDelivery',
    object: deliveryObject(project, store),
    project: project.name,
    reason,
    before: inWords(before),
    after: inWords(settings),
  });
  return { settings };
}

export function seen(
  ctx: Ctx,
  { projectId, store }: ParsedInputOf<Contract['seen']>,
): OutputOf<Contract['seen']> {
  const found = seenOf(ctx, projectId, store);
  return { ...found, released: [...found.released] };
}

/** Says what a person saw in the store; what is left out stays. @throws not_found. */
export function setSeen(
  ctx: Ctx,
  { projectId, store, released, waitsForConsole, reason }: ParsedInputOf<Contract['setSeen']>,
): OutputOf<Contract['setSeen']> {
  const { stores } = ctx;
  const project = requireProject(ctx, projectId);
  const before = stores.delivery.seen(projectId, store);
  const own = storeRules[store].tracks.map(({ track }) => track);
  const after = {
    released: released ? own.filter((track) => released.includes(track)) : before.released,
    waitsForConsole: waitsForConsole ?? before.waitsForConsole,
  };
  stores.delivery.putSeen(projectId, store, after, ctx.now());
  ctx.changed('distribution', 0, {
    verb: 'distribution.setSeen',
    object: { uid: project.uid, label: `${project.name} on ${storeRules[store].label}` },
    project: project.name,
    reason,
    before: { ...before },
    after,
  });
  return seen(ctx, { projectId, store });
}
