import type { Project } from '#shared/features/project/model.ts';
import { keysOf, lineOf, type OrderedVersion } from '#shared/features/release/order.ts';
import type { Ctx } from '../../context.ts';
import type { KeyedVersion } from './store.ts';

type Of = Pick<Project, 'id' | 'versionScheme'>;

/** A release with its candidates as far as they are known, whether anybody cut them or not. */
function lineIn({ stores }: Ctx, projectId: number, version: string): KeyedVersion[] {
  const { release } = lineOf(version);
  return stores.release.line(projectId, release).filter((one) => lineOf(one.version).release === release);
}

/** Moves what has another place by now, and with it the cells that show it. */
function move(
  { stores }: Ctx,
  projectId: number,
  versions: readonly KeyedVersion[],
  keys: ReadonlyMap<number, string>,
): void {
  const moved = versions.filter(({ id, versionKey }) => keys.get(id) !== versionKey);
  if (moved.length === 0) return;
  for (const { id, versionKey } of moved) stores.release.setKey(id, keys.get(id) ?? versionKey);
  stores.matrix.takeKeys(projectId);
  stores.matrix.refreshDrift(projectId);
}

/** The place of a version that is about to be made. A release that begins earlier with it moves there as a whole. */
export function placeNew(ctx: Ctx, { id: projectId, versionScheme }: Of, version: OrderedVersion): string {
  const line = lineIn(ctx, projectId, version.version);
  const keys = keysOf(versionScheme ?? 'free', [...line, version]);
  move(ctx, projectId, line, keys);
  return keys.get(version.id) ?? '';
}

/**
 * Puts a release and its candidates where they belong, after one of them went or has another time. `deployed` is a
 * deployment of one of them that is about to be written.
 */
export function settleLine(
  ctx: Ctx,
  { id: projectId, versionScheme }: Of,
  version: string,
  deployed: { readonly releaseId: number; readonly at: number } | null = null,
): void {
  const line = lineIn(ctx, projectId, version);
  const times = line.map((one) =>
    one.id === deployed?.releaseId ? { ...one, createdAt: Math.min(one.createdAt, deployed.at) } : one,
  );
  if (versionScheme) move(ctx, projectId, line, keysOf(versionScheme, times));
}

/** Orders all that a project has, after its scheme was chosen or changed. */
export function settleOrder(ctx: Ctx, { id: projectId, versionScheme }: Of): void {
  const versions = ctx.stores.release.ofProject(projectId);
  if (versionScheme) move(ctx, projectId, versions, keysOf(versionScheme, versions));
}
