import type { Artifact, ArtifactInput } from '#shared/features/deployment/parts.ts';
import type { Tier } from '#shared/features/environment/model.ts';
import type { ImportOptions } from '#shared/features/import/model.ts';
import { environmentOf, projectNameOf, type RowOutcome } from '#shared/features/import/rules.ts';
import type { Project } from '#shared/features/project/model.ts';
import { isSameRepository } from '#shared/features/project/repository.ts';
import type { Release } from '#shared/features/release/model.ts';
import { type SourceRelease, SYSTEM } from '../../importers/github-releases.ts';
import type { Stores } from '../../store/index.ts';

/** The project of a repository, or the name of the one that must be made. */
export type ProjectPlace = { readonly project: Project } | { readonly project: null; readonly name: string };

/** However the project spells it; one that spells it alike comes first. */
function ofRepository({ project }: Pick<Stores, 'project'>, repository: string): Project | undefined {
  return (
    project.byRepository(repository) ??
    project.all().find((one) => one.repository !== null && isSameRepository(one.repository, repository))
  );
}

/**
 * One project a repository (spec/decisions): the one that names it, else the one of the chosen name, else the one of
 * its own name that has no repository yet. A name that another repository holds is not taken over: the owner is added.
 */
export function projectOf(
  stores: Pick<Stores, 'project'>,
  repository: string,
  options: ImportOptions,
): ProjectPlace {
  const named = ofRepository(stores, repository);
  if (named) return { project: named };
  const name = projectNameOf(repository, options);
  const holder = stores.project.byName(name);
  if (!holder) return { project: null, name };
  if (repository in options.projectNames || holder.repository === null) return { project: holder };
  const project = stores.project.byName(repository);
  return project ? { project } : { project: null, name: repository };
}

export interface RowPlan extends RowOutcome {
  /** The release as it is here; null when it is new. */
  readonly current: Release | null;
  /** The release as it is to be. */
  readonly next: Omit<Release, 'id' | 'uid' | 'projectId' | 'recordedAt'>;
  readonly artifacts: readonly ArtifactInput[];
  readonly environment: { readonly name: string; readonly tier: Tier } | null;
}

const FIELDS = ['name', 'notes', 'commitSha', 'branch', 'channel', 'url', 'author', 'publishedAt'] as const;

const sameArtifacts = (here: readonly Artifact[], given: readonly ArtifactInput[]) =>
  here.length === given.length &&
  here.every((artifact, index) => {
    const other = given[index];
    return (
      artifact.name === other?.name &&
      artifact.url === other.url &&
      artifact.size === other.size &&
      artifact.checksum === other.checksum &&
      artifact.contentType === other.contentType
    );
  });

/**
 * Decides what one record of the source comes to: the import writes it, the preview counts it. A release that is known
 * by the source's own id follows the source; one that is only known by its version is completed, not emptied.
 */
export function planRow(
  stores: Stores,
  options: ImportOptions,
  row: SourceRelease,
  here: Project | null,
): RowPlan {
  const environment = environmentOf(options, row.channel, row.version);
  const aliasOf = stores.alias.find(SYSTEM, 'release', row.externalId);
  const byAlias = aliasOf === null ? null : (stores.release.get(aliasOf) ?? null);
  const current = byAlias ?? (here && stores.release.byVersion(here.id, row.version)) ?? null;
  const { version, name, notes, commitSha, branch, channel, url, author, publishedAt, artifacts } = row;
  const given = { version, name, notes, commitSha, branch, channel, url, author, publishedAt };
  const deployed = stores.alias.find(SYSTEM, 'deployment', row.externalId) !== null;
  const deployment = environment !== null && !deployed;
  if (!current) return { release: 'new', deployment, current, next: given, artifacts, environment };
  if (current.version !== version)
    return { release: 'renamed', deployment: false, current, next: given, artifacts: [], environment };
  const next = { ...given, commitSha: commitSha ?? current.commitSha };
  if (!byAlias)
    for (const field of FIELDS) if (next[field] === null) Object.assign(next, { [field]: current[field] });
  const links = stores.parts.releaseArtifacts(current.id);
  const kept = artifacts.length === 0 && !byAlias ? links : artifacts;
  const same = FIELDS.every((field) => next[field] === current[field]) && sameArtifacts(links, kept);
  return {
    release: same ? 'unchanged' : 'changed',
    deployment,
    current,
    next,
    artifacts: kept,
    environment,
  };
}
