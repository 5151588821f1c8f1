import { AppError, notFound } from '#shared/errors.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { releaseContract } from '#shared/features/release/contract.ts';
import type { Release } from '#shared/features/release/model.ts';
import { detectScheme } from '#shared/features/release/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { readBoard } from './board.ts';
import { setNotes } from './notes.ts';
import { placeNew, settleLine, settleOrder } from './order.ts';
import { pageOf, readCursor } from './page.ts';
import { readRan } from './ran.ts';
import type { NewRelease } from './store.ts';

/** The scheme a project's versions are ordered by; the first version decides when nobody chose one. */
function schemeOf(ctx: Ctx, project: Project, version: string) {
  const { stores } = ctx;
  if (project.versionScheme) return project.versionScheme;
  const current = stores.project.get(project.id);
  if (current?.versionScheme) return current.versionScheme;
  const chosen = { ...(current ?? project), versionScheme: detectScheme(version) };
  stores.project.update(chosen);
  // A scheme that was taken back has left its order behind.
  settleOrder(ctx, chosen);
  return chosen.versionScheme;
}

export function insertRelease(
  ctx: Ctx,
  project: Project,
  release: NewRelease,
  importId: number | null,
): Release {
  const versionScheme = schemeOf(ctx, project, release.version);
  const id = ctx.stores.release.nextId();
  const { version, publishedAt: createdAt } = release;
  const key = placeNew(ctx, { ...project, versionScheme }, { id, version, createdAt });
  return ctx.stores.release.insert({ id, ...release }, key, importId);
}

/** The release of a version, made bare when a deployment is the first to name it. */
export function ensureRelease(
  ctx: Ctx,
  project: Project,
  version: string,
  facts: { publishedAt: number; commitSha: string | null; importId: number | null },
): number {
  const { stores } = ctx;
  const known = stores.release.idOf(project.id, version);
  if (known !== null) {
    stores.release.setStands(known, true);
    // It was there when it was deployed, whatever was recorded first.
    if (facts.publishedAt < (stores.release.publishedAt(known) ?? 0)) {
      const current = stores.project.get(project.id) ?? project;
      settleLine(ctx, current, version, { releaseId: known, at: facts.publishedAt });
    }
    return known;
  }
  const release: NewRelease = {
    uid: ctx.uid(),
    projectId: project.id,
    version,
    name: null,
    notes: null,
    commitSha: facts.commitSha,
    branch: null,
    channel: null,
    url: null,
    author: null,
    publishedAt: facts.publishedAt,
    recordedAt: ctx.now(),
  };
  return insertRelease(ctx, project, release, facts.importId).id;
}

/** How many deployments and entries of the log a release shows. */
const MOST_DEPLOYMENTS = 100;
const MOST_ENTRIES = 100;

/** What the log says of a release and of its candidates, newest first. */
function activityOf({ stores }: Ctx, uids: readonly string[]) {
  return uids
    .flatMap((objectId) => stores.activity.page({ objectId }, null, MOST_ENTRIES).rows)
    .toSorted((a, b) => b.seq - a.seq)
    .slice(0, MOST_ENTRIES);
}

/** Blocks a release or lets it go on (spec/releases 2.9). @throws not_found; conflict when it stands so already. */
function setBlocked(ctx: Ctx, { id, reason }: { id: number; reason: string }, blocked: boolean) {
  const { stores } = ctx;
  const release = stores.release.get(id);
  if (!release || stores.candidate.get(id)) throw notFound('release', id);
  const before = stores.release.blocked(id);
  const object = { uid: release.uid, label: release.version };
  if ((before !== null) === blocked) {
    throw new AppError(
      'conflict',
      `${release.version} is ${blocked ? 'blocked already' : 'not blocked'}. Nothing was changed.`,
      { object: { noun: 'release', id: release.uid, label: release.version } },
    );
  }
  stores.release.setBlocked(id, blocked ? ctx.now() : null, blocked ? reason : null);
  ctx.changed('release', id, {
    verb: blocked ? 'release.block' : 'release.unblock',
    object,
    project: stores.project.get(release.projectId)?.name ?? null,
    reason,
    before: { blockedReason: before },
    after: { blockedReason: blocked ? reason : null },
  });
  return { blockedReason: blocked ? reason : null };
}

export const releaseEngine: Handlers<typeof releaseContract> = {
  board: readBoard,
  block: (ctx, input) => setBlocked(ctx, input, true),
  unblock: (ctx, input) => setBlocked(ctx, input, false),
  list({ stores }, { projectId, cursor, limit }) {
    const { key, id } = readCursor(cursor);
    const found = stores.release.page(projectId, key, id, limit + 1);
    return pageOf(found, limit);
  },
  setNotes,
  ran: readRan,
  get(ctx, target) {
    const { stores } = ctx;
    const release = 'id' in target ? stores.release.get(target.id) : stores.release.byUid(target.uid);
    if (!release) throw notFound('release', 'id' in target ? target.id : target.uid);
    const { id } = release;
    const candidate = stores.candidate.get(id);
    const base = candidate && stores.release.get(candidate.releaseId);
    const candidates = candidate ? [] : stores.candidate.ofRelease(id);
    return {
      ...release,
      blockedReason: stores.release.blocked(base?.id ?? id),
      candidates,
      base: base ? { id: base.id, version: base.version } : null,
      projectName: stores.project.get(release.projectId)?.name ?? '',
      artifacts: stores.parts.releaseArtifacts(id),
      deployments: [id, ...candidates.map((one) => one.id)]
        .flatMap((version) => stores.deployment.ofRelease(version, MOST_DEPLOYMENTS))
        .toSorted((a, b) => b.triggeredAt - a.triggeredAt || b.id - a.id)
        .slice(0, MOST_DEPLOYMENTS),
      activity: activityOf(ctx, [release.uid, ...candidates.map((one) => one.uid)]),
    };
  },
  create(ctx, input) {
    const { stores } = ctx;
    const project = stores.project.get(input.projectId);
    if (!project) throw notFound('project', input.projectId);
    if (stores.release.idOf(project.id, input.version) !== null) {
      throw new AppError(
        'conflict',
        `${project.name} already has a release ${input.version}. Nothing was changed.`,
        {
          hint: 'Open it, or choose another version.',
          object: { noun: 'project', id: project.uid, label: project.name },
        },
      );
    }
    const { publishedAt, ...facts } = input;
    const release = insertRelease(
      ctx,
      project,
      {
        ...facts,
        author: ctx.caller.name,
        publishedAt: publishedAt ?? ctx.now(),
        uid: ctx.uid(),
        recordedAt: ctx.now(),
      },
      null,
    );
    stores.matrix.refreshDrift(project.id);
    ctx.changed('release', release.id, {
      verb: 'release.create',
      object: { uid: release.uid, label: `${project.name} ${release.version}` },
      project: project.name,
      after: { version: release.version, commitSha: release.commitSha },
    });
    return release;
  },
};
