import { notFound } from '#shared/errors.ts';
import type { MobileDeployment, MobilePerson, MobileProject } from '#shared/features/mobile/model.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { SystemId } from '#shared/systems.ts';
import type { Ctx } from '../../context.ts';
import { referenceTo } from './names.ts';
import type { MobileState } from './store.ts';

export function projectFacts(ctx: Ctx, system: SystemId, project: Project): MobileProject {
  const { stores } = ctx;
  return {
    ...referenceTo(ctx, system, 'project', project.id),
    name: project.name,
    description: project.description,
    createdAt: project.createdAt,
    lastActivityAt: stores.mobile.lastActivityAt(project.id),
    appStatuses: stores.appStatus.all(project.id).map(({ projectId: _id, project: _name, ...status }) => ({
      ...status,
      deployment: referenceTo(ctx, system, 'deployment', status.deploymentId),
    })),
    credentials: stores.credential.ofProject(project.id),
  };
}

function personFacts(ctx: Ctx, system: SystemId, id: number): MobilePerson | null {
  const person = ctx.stores.mobile.person(id);
  if (!person) return null;
  const since = person.since ?? ctx.stores.workspace.get()?.createdAt ?? 0;
  return { ...person, since, ...referenceTo(ctx, system, 'person', id) };
}

/** Everything that builds and releases have in common. */
function commonFacts(ctx: Ctx, system: SystemId, state: MobileState) {
  const { projectId: _projectId, personId, canceledById, ...facts } = state;
  const reference = (kind: 'person' | 'deployment', id: number | null) =>
    id === null ? null : referenceTo(ctx, system, kind, id);
  return {
    ...facts,
    ...referenceTo(ctx, system, 'deployment', state.id),
    person: personId === null ? null : personFacts(ctx, system, personId),
    canceledBy: reference('person', canceledById),
    steps: ctx.stores.parts.steps(state.id),
    issues: ctx.stores.parts.issues(state.id),
  };
}

function buildFacts(ctx: Ctx, system: SystemId, state: MobileState): MobileDeployment {
  const build = ctx.stores.build.get(state.id);
  if (!build) throw notFound('build', state.id);
  const { os, target, tag, envVersion, storeVersion, versionCode, javaVersion, xcodeVersion } = build;
  const { extensions, plugins, isOnStore, live, forceUpdate } = build;
  const { checksum, size, uploadDuration, downloadUrl, remoteId } = build;
  return {
    ...commonFacts(ctx, system, state),
    ...{ kind: 'build', os, target, tag, parent: null, forceUpdate, plugins, isOnStore, live, extensions },
    ...{ envVersion, storeVersion, versionCode, javaVersion, xcodeVersion },
    ...{ checksum, size, uploadDuration, downloadUrl, remoteId },
  };
}

function releaseFacts(ctx: Ctx, system: SystemId, state: MobileState): MobileDeployment {
  const { stores } = ctx;
  const release = stores.codepush.byDeployment(state.id);
  const channel = release && stores.channel.get(release.channelId);
  if (!channel) throw notFound('code-push release', state.id);
  const { os, target } = channel;
  const { tag, parentId, channelId, label, originalLabel, targetBinaryRange, releaseMethod } = release;
  const { isMandatory, isDisabled, rollout, packageHash, size } = release;
  return {
    ...commonFacts(ctx, system, state),
    description: release.description || state.description,
    parent: parentId === null ? null : referenceTo(ctx, system, 'deployment', parentId),
    ...{
      kind: 'code-push',
      os,
      target,
      tag,
      channelId,
      label,
      originalLabel,
      targetBinaryRange,
      releaseMethod,
    },
    ...{ isMandatory, isDisabled, rollout, checksum: packageHash, size },
    blob: stores.package.get(packageHash)?.blob ?? null,
    ...{ forceUpdate: false, plugins: [], uploadDuration: null, downloadUrl: null, remoteId: null },
  };
}

/** One build or release with everything known of it. @throws not_found. */
export function mobileFacts(ctx: Ctx, system: SystemId, id: number): MobileDeployment {
  const state = ctx.stores.mobile.state(id);
  if (!state) throw notFound('deployment', id);
  return state.kind === 'build' ? buildFacts(ctx, system, state) : releaseFacts(ctx, system, state);
}
