import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { distributionContract } from '#shared/features/distribution/contract.ts';
import type { Ctx } from '../../context.ts';
import { deliveryObject, inWords, requireProject } from './settings.ts';
import { deliveryHash } from './trust.ts';

type Contract = typeof distributionContract;

/**
 * Notes that a person lets a machine run the delivery settings with this hash, or not any more. What is trusted is the
 * machine's own; the log is told what that is. @throws not_found; conflict when they are not the ones that were read.
 */
export function noteTrust(
  ctx: Ctx,
  { projectId, store, hash, trusted, known, reason }: ParsedInputOf<Contract['noteTrust']>,
): OutputOf<Contract['noteTrust']> {
  const project = requireProject(ctx, projectId);
  const object = deliveryObject(project, store);
  const settings = ctx.stores.delivery.get(projectId, store)?.settings ?? null;
  if (!settings || deliveryHash({ projectUid: project.uid, store }, settings) !== hash) {
    throw new AppError(
      'conflict',
      'The delivery settings have changed since they were read. Nothing was trusted.',
      {
        hint: 'Read them as they are now, then trust them.',
        object: { noun: 'distribution', id: object.uid, label: object.label, project: project.name },
      },
    );
  }
  ctx.changed('distribution', 0, {
    verb: trusted ? 'distribution.trustDelivery' : 'distribution.distrustDelivery',
    object,
    project: project.name,
    reason,
    before: { trusted: known },
    after: { trusted, ...inWords(settings) },
  });
  return { hash, trusted };
}

/** Notes that a machine keeps a secret of a delivery, or keeps it no more: by its name, never by its value. @throws not_found. */
export function noteDeliverySecret(
  ctx: Ctx,
  { projectId, store, slot, held, known, reason }: ParsedInputOf<Contract['noteDeliverySecret']>,
): OutputOf<Contract['noteDeliverySecret']> {
  const project = requireProject(ctx, projectId);
  ctx.changed('distribution', 0, {
    verb: held ? 'distribution.setDeliverySecret' : 'distribution.forgetDeliverySecret',
    object: deliveryObject(project, store),
    project: project.name,
    reason,
    before: { secret: slot, kept: known },
    after: { secret: slot, kept: held },
  });
  return { slot, kept: held };
}
