import type { OperatingSystem } from '#shared/features/build/model.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { ChannelPlace } from '#shared/features/import/history.ts';
import type { ImportOptions } from '#shared/features/import/model.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { Ctx } from '../../context.ts';
import type { SourceChannel } from '../../importers/codepush-history.ts';
import { mobileEnvironmentName } from '../build/place.ts';
import { createEnvironment } from '../environment/engine.ts';
import { type LinkImage, linkNumber } from '../import/images.ts';
import { createProject } from '../project/engine.ts';
import { listApps } from './apps.ts';
import { requireChannel } from './channels.ts';
import type { ChannelPlan } from './import-plan.ts';
import type { AppNameImage } from './import-undo.ts';

/** One piece of an import: what it makes is tagged or remembered as not there before, what it changes is kept as it was. */
export interface Piece {
  readonly ctx: Ctx;
  readonly importId: number;
  readonly options: ImportOptions;
  readonly cells: Map<string, [projectId: number, environmentId: number]>;
}

function ensureProject({ ctx, importId }: Piece, name: string): Project {
  return (
    ctx.stores.project.byName(name) ??
    createProject(
      ctx,
      { name, kind: 'mobile', repository: null, description: null, versionScheme: null },
      importId,
    )
  );
}

function ensureEnvironment({ ctx, importId }: Piece, { os, target }: Pick<Channel, 'os' | 'target'>): number {
  const name = mobileEnvironmentName(os, target, 'code-push');
  const found = ctx.stores.environment.byName(name);
  return (found ?? createEnvironment(ctx, { name, tier: target }, importId)).id;
}

/** Links a project to an environment, and remembers that it was not. */
export function linkPlaces({ ctx, importId }: Piece, image: LinkImage): void {
  const { projectId, environmentId } = image;
  if (ctx.stores.importUndo.isLinked(projectId, environmentId)) return;
  ctx.stores.import.keepImage(importId, 'link', linkNumber(image), image);
  ctx.stores.project.link(projectId, environmentId);
}

/** Gives an app its name of before, unless it has one or another app has that. */
function keepAppName(
  { ctx, importId }: Piece,
  projectId: number,
  { app, os }: { readonly app: string; readonly os: OperatingSystem },
): void {
  const { stores } = ctx;
  if (stores.appName.idOf(projectId, os) !== null || listApps(ctx).some(({ name }) => name === app)) return;
  stores.appName.put(projectId, os, app);
  const image: AppNameImage = { lastChannel: stores.appName.lastChannel() };
  stores.import.keepImage(importId, 'channelApp', stores.appName.idOf(projectId, os) ?? 0, image);
}

function openChannel(piece: Piece, { project, os, target }: ChannelPlace, row: SourceChannel): Channel {
  const { ctx, importId } = piece;
  const { app, name, key } = row;
  const { id: projectId } = ensureProject(piece, project);
  const environmentId = ensureEnvironment(piece, { os, target });
  linkPlaces(piece, { projectId, environmentId });
  keepAppName(piece, projectId, { app, os });
  const id = ctx.stores.channel.insert({
    uid: ctx.uid(),
    projectId,
    os,
    target,
    name,
    key,
    selection: 'codepush',
    environmentId,
    publicKey: null,
    createdAt: ctx.now(),
  });
  ctx.stores.import.keepImage(importId, 'channel', id, null);
  return requireChannel(ctx, id);
}

/** Opens a channel with the key that apps have, or completes the one that has it, and takes over what was counted. */
export function takeChannel(
  piece: Piece,
  row: SourceChannel,
  { decision, channel: here }: ChannelPlan,
): void {
  const { ctx, importId } = piece;
  const { before } = ctx.stores.client;
  const channel = decision.outcome === 'new' ? openChannel(piece, decision.place, row) : here;
  if (channel === null || row.metrics === null) return;
  ctx.stores.import.keepImage(importId, 'metrics', channel.id, before.rows(channel.id));
  before.replace(
    channel.id,
    row.metrics.map((counted) => ({ ...counted, gone: 0 })),
  );
}
