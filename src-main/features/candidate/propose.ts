import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { isAppError, notFound } from '#shared/errors.ts';
import type { candidateContract } from '#shared/features/candidate/contract.ts';
import {
  candidateVersion,
  isUncut,
  nextNumber,
  proposeNext,
  schemeFollowed,
} from '#shared/features/candidate/grammar.ts';
import { proposalWords, type Told, toldSize } from '#shared/features/candidate/proposal.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { Release } from '#shared/features/release/model.ts';
import { requireCommit } from '../../git/repository.ts';
import type { Stores } from '../../store/index.ts';
import { headOf, readSince } from '../changelog/unreleased.ts';
import { numbersOf, versionsBefore } from './numbers.ts';

type Of = (typeof candidateContract)['propose'];
type Proposal = OutputOf<Of>;

/** What a version is to be called that is cut of a release; one that nobody cut yet is made a candidate itself. */
function proposeOf(stores: Stores, release: Release): Proposal {
  const candidates = stores.candidate.ofRelease(release.id);
  if (isUncut({ version: release.version, candidates })) return { version: release.version, because: null };
  const number = nextNumber(numbersOf(stores, release)) ?? 1;
  return { version: candidateVersion(release.version, number), because: null };
}

/** What landed up to a commit, else on the branch that is checked out. A clone that tells nothing keeps nobody from cutting. */
async function toldBy(
  stores: Stores,
  folder: string | null,
  project: Project,
  commit: string | null,
): Promise<Told> {
  if (folder === null) return { kind: 'no_clone' };
  try {
    const head =
      commit === null
        ? await headOf(folder, null)
        : { name: commit, sha: await requireCommit(folder, commit) };
    const { since, changes, more } = await readSince(stores, folder, project, head);
    return { kind: 'read', since: since?.version ?? null, changes, more };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { kind: 'unreadable' };
  }
}

/**
 * The version to offer for the next cut, and why. Of a SemVer project whose clone is on this machine, what landed says how
 * much it changes; otherwise it is taken for a fix. @throws not_found.
 */
export async function propose(
  stores: Stores,
  { projectId, releaseId, commit, zone }: ParsedInputOf<Of>,
  { at, clone }: { readonly at: number; readonly clone: (uid: string) => string | null },
): Promise<Proposal> {
  const project = stores.project.get(projectId);
  if (!project) throw notFound('project', projectId);
  const release =
    releaseId === null
      ? undefined
      : stores.release.get(stores.candidate.get(releaseId)?.releaseId ?? releaseId);
  if (release) return proposeOf(stores, release);
  const versions = versionsBefore(stores, projectId);
  const followed = schemeFollowed(project.versionScheme, versions);
  const told: Told =
    followed === 'semver' ? await toldBy(stores, clone(project.uid), project, commit) : { kind: 'no_clone' };
  const next = proposeNext(project.versionScheme, versions, { at, zone, size: toldSize(told) });
  return {
    version: candidateVersion(next, 1),
    because: proposalWords(followed, versions.length > 0, told),
  };
}
