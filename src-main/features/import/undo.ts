import type { Release } from '#shared/features/release/model.ts';
import { utcDay } from '#shared/time.ts';
import type { Ctx } from '../../context.ts';
import { dropAwaitedPackages, historyImages, restoreHistory } from '../codepush/import-undo.ts';
import { settleLine } from '../release/order.ts';
import type { LinkImage, ProjectImage, ReleaseImage } from './images.ts';

export interface UndoStep {
  readonly importId: number;
  readonly limit: number;
}

export interface UndoStepDone {
  readonly removed: number;
  readonly done: boolean;
  readonly ms: number;
}

/** Takes deployments away with everything that hangs on them, newest facts and sums included. */
function removeDeployments(ctx: Ctx, ids: readonly number[]): void {
  const { stores } = ctx;
  const releases = new Set<number>();
  const cells = new Map<string, [projectId: number, environmentId: number]>();
  for (const id of ids) {
    const state = stores.deployment.state(id);
    if (!state) continue;
    const { projectId, environmentId, releaseId, status, triggeredAt } = state;
    if (releaseId !== null) releases.add(releaseId);
    stores.matrix.count(projectId, environmentId, status, triggeredAt, -1);
    stores.importUndo.sweep({ projectId, environmentId, day: utcDay(triggeredAt) });
    stores.alias.removeOf('deployment', id);
    stores.search.remove(id);
    stores.due.drop('deployment', id);
    stores.deployment.remove(id);
    cells.set(`${projectId} ${environmentId}`, [projectId, environmentId]);
  }
  for (const [projectId, environmentId] of cells.values()) stores.matrix.recompute(projectId, environmentId);
  for (const id of releases) {
    const release = stores.release.get(id);
    if (release) settle(ctx, release);
  }
  for (const projectId of new Set([...cells.values()].map(([id]) => id)))
    stores.matrix.refreshDrift(projectId);
}

/** Puts a release where it belongs without what the import had brought of it. */
function settle(ctx: Ctx, { projectId, version }: Pick<Release, 'projectId' | 'version'>): void {
  const project = ctx.stores.project.get(projectId);
  if (project) settleLine(ctx, project, version);
}

function restoreRelease(ctx: Ctx, importId: number, id: number, image: ReleaseImage): void {
  const { stores } = ctx;
  stores.importUndo.removeAliases('release', id, importId);
  if (!stores.release.get(id)) return;
  stores.release.update(image.release);
  if (image.stands === false && stores.deployment.ofRelease(id, 1).length === 0) {
    stores.release.setStands(id, false);
    stores.matrix.refreshDrift(image.release.projectId);
  }
  settle(ctx, image.release);
  if (JSON.stringify(stores.parts.releaseArtifacts(id)) === JSON.stringify(image.artifacts)) return;
  stores.parts.setReleaseArtifacts(id, []);
  for (const artifact of image.artifacts) stores.importUndo.putArtifact(id, artifact);
}

/** Puts back one row as it was before the import touched it for the first time. */
function restore(ctx: Ctx, importId: number, kind: string, rowId: number, image: unknown): void {
  const { stores } = ctx;
  switch (kind) {
    case 'release':
      restoreRelease(ctx, importId, rowId, image as ReleaseImage);
      return;
    case 'project':
      stores.importUndo.setScheme(rowId, (image as ProjectImage).versionScheme);
      return;
    case 'person':
      if (!stores.importUndo.isUsed('person', rowId)) stores.importUndo.removePerson(rowId);
      return;
    case 'link': {
      const { projectId, environmentId } = image as LinkImage;
      if (!stores.importUndo.isUsedIn(projectId, environmentId))
        stores.project.unlink(projectId, environmentId);
      return;
    }
    default:
      if (!historyImages.has(kind)) throw new Error(`an import keeps no ${kind}`);
      restoreHistory(ctx, kind, rowId, image);
  }
}

/** A release that somebody deployed since stays, as if no import had brought it. */
function removeReleases(ctx: Ctx, ids: readonly number[]): void {
  const { stores } = ctx;
  const projects = new Set<number>();
  for (const id of ids) {
    if (stores.importUndo.isUsed('release', id)) {
      stores.importUndo.letGo('release', id);
      continue;
    }
    const release = stores.release.get(id);
    stores.alias.removeOf('release', id);
    stores.release.remove(id);
    if (!release) continue;
    projects.add(release.projectId);
    settle(ctx, release);
  }
  for (const projectId of projects) stores.matrix.refreshDrift(projectId);
}

/** Projects and environments that the import made go when nothing else uses them. */
function removePlaces({ stores }: Ctx, importId: number): void {
  for (const id of stores.project.ofImport(importId)) {
    if (stores.importUndo.isUsed('project', id)) stores.importUndo.letGo('project', id);
    else stores.project.remove(id);
  }
  for (const id of stores.environment.ofImport(importId)) {
    if (stores.importUndo.isUsed('environment', id)) stores.importUndo.letGo('environment', id);
    else stores.environment.remove(id);
  }
}

/**
 * One piece of taking an import back, in an order in which nothing points to what is gone: deployments, what it had
 * changed, releases, places. Each call finds what is left, so it can be broken off and taken up anywhere.
 */
export function undoStep(ctx: Ctx, { importId, limit }: UndoStep): UndoStepDone {
  const started = performance.now();
  const { stores } = ctx;
  const answer = (removed: number, done = false): UndoStepDone => ({
    removed,
    done,
    ms: performance.now() - started,
  });
  const deployments = stores.deployment.ofImport(importId, limit);
  if (deployments.length > 0) {
    removeDeployments(ctx, deployments);
    ctx.changed('deployment', 0, null);
    return answer(deployments.length);
  }
  const images = stores.import.images(importId, limit);
  if (images.length > 0) {
    for (const { kind, rowId, image } of images) {
      restore(ctx, importId, kind, rowId, JSON.parse(image) as unknown);
      stores.import.dropImage(importId, kind, rowId);
    }
    ctx.changed('release', 0, null);
    return answer(0);
  }
  const releases = stores.importUndo.releases(importId, limit);
  if (releases.length > 0) {
    removeReleases(ctx, releases);
    ctx.changed('release', 0, null);
    return answer(0);
  }
  dropAwaitedPackages(ctx);
  ctx.stores.importUndo.sweepTotals();
  removePlaces(ctx, importId);
  ctx.changed('codepush', 0, null);
  ctx.changed('project', 0, null);
  ctx.changed('environment', 0, null);
  return answer(0, true);
}
