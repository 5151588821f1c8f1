import type { ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import type { OperatingSystem } from '#shared/features/build/model.ts';
import { type App, derivedAppName, readAppName } from '#shared/features/codepush/app.ts';
import type { appProcedures } from '#shared/features/codepush/app-contract.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { isUnfinished } from '#shared/features/codepush/model.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { Ctx } from '../../context.ts';
import { createProject } from '../project/engine.ts';
import { channelLabel, createChannel, requireChannel } from './channels.ts';
import { cutShort } from './releases.ts';

type Contract = typeof appProcedures;

const byName = <Named extends { readonly name: string }>(one: Named, other: Named) =>
  one.name.localeCompare(other.name, 'en');

/**
 * Every app: what a tool of CodePush opened, under the name that it gave, and every operating system of a project that
 * has channels, under a name made of both. A name that was given away already gets the project's number behind it.
 */
export function listApps({ stores }: Pick<Ctx, 'stores'>): App[] {
  const apps = new Map<string, Omit<App, 'name'> & { readonly name: string | null }>();
  const keyOf = ({ projectId, os }: { projectId: number; os: OperatingSystem }) => `${projectId} ${os}`;
  for (const { projectId, project, os, name } of stores.appName.all())
    apps.set(keyOf({ projectId, os }), { name, projectId, project, os, channels: [] });
  for (const channel of stores.channel.all()) {
    const { projectId, project, os } = channel;
    const app = apps.get(keyOf(channel)) ?? { name: null, projectId, project, os, channels: [] };
    apps.set(keyOf(channel), { ...app, channels: [...app.channels, channel].sort(byName) });
  }
  const given = new Set([...apps.values()].map(({ name }) => name));
  const nameOf = ({ projectId, project, os }: Omit<App, 'name'>) => {
    const derived = derivedAppName(project, os);
    return given.has(derived) ? `${derived}-${projectId}` : derived;
  };
  return [...apps.values()].map((app) => ({ ...app, name: app.name ?? nameOf(app) })).sort(byName);
}

function find(ctx: Ctx, projectId: number, os: OperatingSystem): App {
  const app = listApps(ctx).find((one) => one.projectId === projectId && one.os === os);
  if (!app) throw notFound('app', `${projectId} ${os}`);
  return app;
}

function requireFreeName(ctx: Ctx, name: string): void {
  const holder = listApps(ctx).find((app) => app.name === name);
  if (!holder) return;
  const { uid = '' } = ctx.stores.project.get(holder.projectId) ?? {};
  throw new AppError('conflict', `There is already an app named ${name}. Nothing was changed.`, {
    field: 'name',
    hint: 'Choose another name, or use the app that is there.',
    object: { noun: 'project', id: uid, label: name },
  });
}

/** The project that a new app belongs to: the one that its name begins with, unless that has such an app already. */
function projectFor(ctx: Ctx, name: string, os: OperatingSystem, project: string): Project {
  const { stores } = ctx;
  const taken = new Set(listApps(ctx).flatMap((app) => (app.os === os ? [app.projectId] : [])));
  for (const candidate of [project, name]) {
    const there = stores.project.byName(candidate);
    if (!there)
      return createProject(
        ctx,
        { name: candidate, kind: 'mobile', repository: null, description: null, versionScheme: null },
        null,
      );
    if (!taken.has(there.id)) return there;
  }
  throw new AppError('conflict', `${name} has an app for ${os} already. Nothing was changed.`, {
    field: 'name',
    hint: 'Choose another name, or use the app that is there.',
    object: { noun: 'project', id: stores.project.byName(name)?.uid ?? '', label: name },
  });
}

/**
 * Opens an app (see `readAppName`). @throws invalid_input when nothing says for which operating system it is, conflict
 * for a name or key that is taken.
 */
export function openApp(ctx: Ctx, { name, os, channels, reason }: ParsedInputOf<Contract['openApp']>): App {
  requireFreeName(ctx, name);
  const named = readAppName(name, os);
  if (!named) {
    throw new AppError('invalid_input', `${name} does not say for which operating system it is.`, {
      field: 'os',
      hint: `Send os as iOS, Android or Huawei, or end the name in it: ${name}-Android. Nothing was changed.`,
    });
  }
  const project = projectFor(ctx, name, named.os, named.project);
  ctx.stores.appName.put(project.id, named.os, name);
  for (const channel of channels)
    createChannel(ctx, {
      ...channel,
      projectId: project.id,
      os: named.os,
      selection: 'codepush',
      publicKey: null,
      reason,
    });
  ctx.changed('codepush', 0, {
    verb: 'codepush.openApp',
    object: { uid: project.uid, label: name },
    project: project.name,
    reason,
    after: { name, os: named.os, channels: channels.map((channel) => channel.name) },
  });
  return find(ctx, project.id, named.os);
}

/** @throws not_found, conflict for a name that is taken. */
export function renameApp(
  ctx: Ctx,
  { projectId, os, name, reason }: ParsedInputOf<Contract['renameApp']>,
): App {
  const before = find(ctx, projectId, os);
  if (before.name === name) return before;
  requireFreeName(ctx, name);
  ctx.stores.appName.put(projectId, os, name);
  ctx.changed('codepush', 0, {
    verb: 'codepush.renameApp',
    object: { uid: ctx.stores.project.get(projectId)?.uid ?? '', label: name },
    project: before.project,
    reason,
    before: { name: before.name },
    after: { name },
  });
  return find(ctx, projectId, os);
}

/** What was released or reported is history and stays; nothing of that lets a channel go (spec/mobile 2.3). */
function requireUnused({ stores }: Ctx, channel: Channel): void {
  const { id, uid } = channel;
  if (!stores.codepush.refersTo(id) && !stores.channel.isReported(id)) return;
  throw new AppError(
    'conflict',
    `${channelLabel(channel)} has releases or reports of devices, which are kept. Nothing was removed.`,
    {
      hint: 'Clear its history to serve nothing from it any more; its key stays reserved for the apps that have it.',
      object: { noun: 'codepush', id: uid, label: channelLabel(channel), project: channel.project },
    },
  );
}

/** @throws not_found, conflict when it ever had a release or a report. */
export function removeChannel(ctx: Ctx, { id, reason }: ParsedInputOf<Contract['removeChannel']>): Channel {
  const channel = requireChannel(ctx, id);
  requireUnused(ctx, channel);
  ctx.stores.channel.remove(id);
  const { uid, name, key, os, target } = channel;
  ctx.changed('codepush', id, {
    verb: 'codepush.removeChannel',
    object: { uid, label: channelLabel(channel) },
    project: channel.project,
    reason,
    before: { name, key, os, target },
  });
  return channel;
}

/** @throws not_found, conflict when one of its channels ever had a release or a report. */
export function removeApp(ctx: Ctx, { projectId, os, reason }: ParsedInputOf<Contract['removeApp']>) {
  const { name, project, channels } = find(ctx, projectId, os);
  for (const channel of channels) requireUnused(ctx, channel);
  for (const { id } of channels) removeChannel(ctx, { id, reason });
  ctx.stores.appName.remove(projectId, os);
  ctx.changed('codepush', 0, {
    verb: 'codepush.removeApp',
    object: { uid: ctx.stores.project.get(projectId)?.uid ?? '', label: name },
    project,
    reason,
    before: { name, os, channels: channels.map((channel) => channel.name) },
  });
  return { channels: channels.length };
}

/**
 * Empties a channel's history without forgetting anything: the releases are served and shown there no more, their
 * records stay where they are, and the next label follows the last one (spec/mobile 2.3, rule 5).
 */
export function clearHistory(
  ctx: Ctx,
  { channelId, reason }: ParsedInputOf<Contract['clearHistory']>,
): { readonly cleared: number } {
  const { stores } = ctx;
  const channel = requireChannel(ctx, channelId);
  const history = stores.codepush.history(channelId);
  if (history.length === 0) return { cleared: 0 };
  for (const release of history) {
    if (isUnfinished(release) && !release.superseded) cutShort(ctx, channelId, release.number);
  }
  stores.channel.clear(channelId);
  ctx.changed('codepush', channelId, {
    verb: 'codepush.clearHistory',
    object: { uid: channel.uid, label: channelLabel(channel) },
    project: channel.project,
    reason,
    before: { labels: history.map(({ label }) => label) },
    after: { labels: [], lastNumber: channel.lastNumber },
  });
  return { cleared: history.length };
}
