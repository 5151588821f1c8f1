import { AppError, notFound } from '#shared/errors.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { releaseContract } from '#shared/features/release/contract.ts';
import type { Release } from '#shared/features/release/model.ts';
import { detectScheme, versionKey } from '#shared/features/release/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import type { NewRelease } from './store.ts';

/** The scheme a project's versions are ordered by; the first version decides when nobody chose one. */
function schemeOf({ stores }: Ctx, project: Project, version: string) {
  if (project.versionScheme) return project.versionScheme;
  const current = stores.project.get(project.id);
  if (current?.versionScheme) return current.versionScheme;
  const versionScheme = detectScheme(version);
  stores.project.update({ ...(current ?? project), versionScheme });
  return versionScheme;
}

export function insertRelease(
  ctx: Ctx,
  project: Project,
  release: NewRelease,
  importId: number | null,
): Release {
  const key = versionKey(schemeOf(ctx, project, release.version), release.version, release.publishedAt);
  return ctx.stores.release.insert(release, key, importId);
}

/** The release of a version, made bare when a deployment is the first to name it. */
export function ensureRelease(
  ctx: Ctx,
  project: Project,
  version: string,
  facts: { publishedAt: number; commitSha: string | null; importId: number | null },
): number {
  const known = ctx.stores.release.idOf(project.id, version);
  if (known !== null) {
    ctx.stores.release.setStands(known, true);
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

/** Orders a project's releases anew after its scheme changed. */
export function reorderReleases({ stores }: Ctx, project: Project): void {
  const scheme = project.versionScheme;
  if (!scheme) return;
  for (const { id, version, publishedAt } of stores.release.ofProject(project.id)) {
    stores.release.setKey(id, versionKey(scheme, version, publishedAt));
  }
}

const LAST_KEY = '\u{10ffff}';

export const releaseEngine: Handlers<typeof releaseContract> = {
  list({ stores }, { projectId, cursor, limit }) {
    const separator = cursor?.lastIndexOf('~') ?? -1;
    const key = cursor === null ? LAST_KEY : cursor.slice(0, separator);
    const id = cursor === null ? Number.MAX_SAFE_INTEGER : Number(cursor.slice(separator + 1));
    if (!Number.isSafeInteger(id)) throw new AppError('invalid_input', 'This is not a place in the list.');
    const found = stores.release.page(projectId, key, id, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      rows: page.map(({ versionKey: _key, ...release }) => release),
      nextCursor: found.length > limit && last ? `${last.versionKey}~${last.id}` : null,
    };
  },
  get({ stores }, { id }) {
    const release = stores.release.get(id);
    if (!release) throw notFound('release', id);
    return {
      ...release,
      projectName: stores.project.get(release.projectId)?.name ?? '',
      artifacts: stores.parts.releaseArtifacts(id),
      deployments: stores.deployment.ofRelease(id, 100),
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
