import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import type { mobileContract } from '#shared/features/mobile/contract.ts';
import type { MobileDistribution, Reference } from '#shared/features/mobile/model.ts';
import type { SystemId } from '#shared/systems.ts';
import type { Ctx } from '../../context.ts';
import { idOf, referenceTo, requireMobile } from './names.ts';

type Of = typeof mobileContract;

const NEWEST = Number.MAX_SAFE_INTEGER;
const EVERY = { projectId: null, store: null, statuses: null };

function distributionFacts(ctx: Ctx, system: SystemId, row: DistributionRow): MobileDistribution {
  const person = (name: string | null): Reference | null => {
    const id = name === null ? null : ctx.stores.person.find(name);
    return id === null ? null : referenceTo(ctx, system, 'person', id);
  };
  const { actor, canceledBy, ...facts } = row;
  return {
    ...facts,
    ...referenceTo(ctx, system, 'distribution', row.id),
    deployment: referenceTo(ctx, system, 'deployment', row.deploymentId),
    project: referenceTo(ctx, system, 'project', row.projectId),
    person: person(actor),
    canceledBy: person(canceledBy),
  };
}

export function listDistributions(
  ctx: Ctx,
  input: ParsedInputOf<Of['distributions']>,
): OutputOf<Of['distributions']> {
  const { id: deploymentId } = requireMobile(ctx, input, input.deployment);
  return ctx.stores.distribution
    .page({ ...EVERY, deploymentId }, NEWEST, NEWEST)
    .map((row) => distributionFacts(ctx, input.system, row));
}

/** @throws not_found for a distribution of another build, too. */
export function readDistribution(
  ctx: Ctx,
  input: ParsedInputOf<Of['distribution']>,
): OutputOf<Of['distribution']> {
  const { id: deploymentId } = requireMobile(ctx, input, input.deployment);
  const id = idOf(ctx, input.system, 'distribution', input.distribution);
  const row = id === null ? null : ctx.stores.distribution.get(id);
  if (row?.deploymentId !== deploymentId) throw notFound('distribution', input.distribution.externalId);
  return distributionFacts(ctx, input.system, row);
}
