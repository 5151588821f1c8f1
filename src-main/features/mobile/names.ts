import { AppError, notFound } from '#shared/errors.ts';
import type { ForeignKey } from '#shared/features/mobile/contract.ts';
import type { Reference } from '#shared/features/mobile/model.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { SystemId } from '#shared/systems.ts';
import type { Ctx } from '../../context.ts';
import type { MobileState } from './store.ts';

/** The kinds of records that an import may have brought foreign ids for. */
type Kind = 'organization' | 'project' | 'deployment' | 'person' | 'distribution';

export interface InProject {
  readonly system: SystemId;
  readonly organization: string;
  readonly project: ForeignKey;
}

/** Our id behind another system's: what an import noted first, else the id that the text stands for. */
export function idOf({ stores }: Ctx, system: SystemId, kind: Kind, key: ForeignKey): number | null {
  return stores.alias.find(system, kind, key.externalId) ?? key.id;
}

export function referenceTo({ stores }: Ctx, system: SystemId, kind: Kind, id: number): Reference {
  const own = stores.alias.of(kind, id).find((alias) => alias.system === system);
  return { id, externalId: own?.externalId ?? null };
}

function requireOrganization({ stores }: Ctx, { system, organization }: InProject): void {
  const uid = stores.workspace.get()?.uid.replaceAll('-', '') ?? '';
  if (uid.startsWith(organization) || stores.alias.find(system, 'organization', organization) !== null)
    return;
  throw new AppError('not_found', `There is no organization ${organization} in this workspace.`, {
    hint: 'One workspace is one organization.',
  });
}

/** @throws not_found for another organization, or a project that it does not have. */
export function requireProject(ctx: Ctx, place: InProject): Project {
  requireOrganization(ctx, place);
  const id = idOf(ctx, place.system, 'project', place.project);
  const project = id === null ? undefined : ctx.stores.project.get(id);
  if (!project) throw notFound('project', place.project.externalId);
  return project;
}

/** @throws not_found as `requireProject`, and for a deployment that is no build or release of the project. */
export function requireMobile(ctx: Ctx, place: InProject, key: ForeignKey): MobileState {
  const project = requireProject(ctx, place);
  const id = idOf(ctx, place.system, 'deployment', key);
  const state = id === null ? undefined : ctx.stores.mobile.state(id);
  if (state?.projectId !== project.id) throw notFound('deployment', key.externalId);
  return state;
}
