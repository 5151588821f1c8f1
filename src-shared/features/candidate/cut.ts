import { commitSchema } from '../release/model.ts';
import { refuse } from '../release/refusals.ts';
import { type CandidateVersion, type Lint, lintsOf, readCandidateVersion } from './grammar.ts';
import type { BuildState, Candidate } from './model.ts';

/** A commit that is to become a candidate. */
export interface Cut extends CandidateVersion {
  /** As it was asked for, with the suffix. */
  readonly version: string;
  /** In lower case. */
  readonly commitSha: string;
}

/**
 * What can be said of a cut before anything is looked up: the version, then the commit (spec/decisions, Releases).
 * @throws invalid_input, refusal `candidate_version` or `commit`.
 */
export function readCut({ version, commit }: { readonly version: string; readonly commit: string }): Cut {
  const parsed = readCandidateVersion(version);
  const read = commitSchema.safeParse(commit);
  // The shape is judged as it came: a commit with spaces around it is none to a pipeline that compares texts.
  if (!read.success || commit !== commit.trim()) {
    throw refuse('commit', 'A commit is 7 to 64 hex digits. Nothing was changed.', { field: 'commit' });
  }
  return { ...parsed, version, commitSha: read.data };
}

/** What is known of the place where a candidate is cut. */
export interface CutFacts {
  readonly project: {
    readonly uid: string;
    readonly name: string;
    readonly repository: string | null;
    readonly hasBuildWorkflow: boolean;
  } | null;
  /** The release of this version, with its candidates; null when there is none yet. */
  readonly release: {
    readonly commitSha: string | null;
    readonly candidates: readonly Pick<Candidate, 'id' | 'number' | 'commitSha' | 'supersededAt'>[];
  } | null;
  /** The version itself, where deployments or an import named it before anybody cut it; null when nothing did. */
  readonly named: { readonly commitSha: string | null; readonly blockedReason: string | null } | null;
}

export interface CutRequest {
  /** What a client names the repository, and null when it names none; null at the desk, which cuts inside a project. */
  readonly claimed: { readonly repository: string | null } | null;
  readonly build: boolean;
}

export type CutPlan =
  /** The same candidate of the same commit is there: nothing new, and the audit notes the replay. */
  | { readonly kind: 'replay'; readonly candidateId: number }
  | {
      readonly kind: 'cut';
      readonly cut: Cut;
      readonly build: Extract<BuildState, 'ready' | 'pending'>;
      readonly isNewRelease: boolean;
      /** A version that is known becomes the candidate, with its deployments; else it is made. */
      readonly isNewVersion: boolean;
      /** As much of the commit as is known. */
      readonly commitSha: string;
      /** Where the release's commit moves to; null while a later candidate holds it. */
      readonly releaseCommit: string | null;
      /** Older candidates of the release that it takes the place of. */
      readonly supersedes: readonly number[];
      /** A candidate with a greater number is there, so this one has lost its place before it began. */
      readonly isSuperseded: boolean;
      readonly lints: readonly Lint[];
      readonly warnings: readonly CutWarning[];
    };

export type CutWarning = 'named_before' | 'no_build_workflow' | 'behind_a_later_candidate';

export const cutWarningWords: Readonly<Record<CutWarning, string>> = {
  named_before: 'The version is known already: it becomes the candidate and keeps its deployments.',
  no_build_workflow: 'The project has no build workflow, so the candidate is ready at once.',
  behind_a_later_candidate: 'The release has a later candidate; this one is superseded from the start.',
};

/** `owner/name` of a repository however it is written: as a pair, an address, with `.git`. Null for anything else. */
export function ownerAndName(text: string): string | null {
  // The host of an address is neither of them.
  const path = text.trim().replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/]*/, '');
  const [, owner, name] = /(?:^|[/:])([A-Za-z0-9_.-]+)\/([A-Za-z0-9_.-]+?)(?:\.git)?\/?$/.exec(path) ?? [];
  return owner === undefined || name === undefined ? null : `${owner}/${name}`;
}

/** The same to compare by: hosts of repositories do not tell upper from lower case. */
export function repositoryName(text: string): string | null {
  return ownerAndName(text)?.toLowerCase() ?? null;
}

/** A client names it as `owner/name` and in no other way. */
function isNamed(claim: string | null, repository: string | null): boolean {
  if (claim === null || repository === null || !/^[^/\s]+\/[^/\s]+$/.test(claim)) return false;
  return repositoryName(repository) === claim.toLowerCase();
}

/** Abbreviated or not, in whatever case. */
function isSameCommit(a: string, b: string | null): boolean {
  return b !== null && (a.startsWith(b) || b.startsWith(a));
}

/** What a door refuses that has asked a clone of the project: after the project itself, before anything else of it. */
export function unknownCommit({ name }: { readonly name: string }, commitSha: string) {
  return refuse('commit', `The clone of ${name} has no commit ${commitSha}. Nothing was changed.`, {
    hint: 'Fetch in the clone, or check the commit.',
    field: 'commit',
  });
}

/**
 * Of a version that is known without having been cut, only what it already is can become a candidate: what was deployed
 * under its name keeps its commit, and a block is lifted by nobody's cutting it.
 */
function checkNamed({ version, commitSha }: Cut, { project, named }: CutFacts): void {
  if (!named) return;
  const object = { noun: 'project', id: project?.uid ?? '', label: `${project?.name} ${version}` };
  if (named.commitSha !== null && !isSameCommit(commitSha, named.commitSha)) {
    throw refuse(
      'candidate_exists',
      `${version} is known here and is of another commit, ${named.commitSha.slice(0, 10)}. Nothing was changed.`,
      { hint: 'Cut that commit, or take the next number.', commitSha: named.commitSha, object },
    );
  }
  if (named.blockedReason !== null) {
    throw refuse('release_blocked', `${version} is blocked: ${named.blockedReason}. Nothing was changed.`, {
      hint: 'Unblock it first, then make it a candidate.',
      object,
    });
  }
}

/**
 * Decides a cut (spec/releases 1.1 A1, 2.1): after version and commit, which `readCut` has judged, the project and the
 * repository; then whether it is a replay, a conflict or a new candidate. A version that deployments named before anybody
 * cut it becomes that candidate.
 * @throws not_found, refusal `project` or `repository`; conflict `candidate_exists` for another commit, because a
 * candidate's commit never moves, and `release_blocked` for a blocked version that was not cut before.
 */
export function planCut(cut: Cut, facts: CutFacts, { claimed, build }: CutRequest): CutPlan {
  const { project, release } = facts;
  if (!project) throw refuse('project', 'There is no such project in this workspace.', { field: 'project' });
  if (claimed && !isNamed(claimed.repository, project.repository)) {
    throw refuse('repository', `This is not the repository of ${project.name}. Nothing was changed.`, {
      hint: 'Name the repository that the project has in its settings, as owner/name.',
      field: 'repository',
    });
  }
  const candidates = release?.candidates ?? [];
  const existing = candidates.find(({ number }) => number === cut.number);
  if (existing && isSameCommit(cut.commitSha, existing.commitSha)) {
    return { kind: 'replay', candidateId: existing.id };
  }
  if (existing) {
    throw refuse('candidate_exists', `${cut.version} exists and is of another commit. Nothing was changed.`, {
      hint: 'A candidate never changes its commit: cut the next one.',
      commitSha: existing.commitSha,
      object: { noun: 'project', id: project.uid, label: `${project.name} ${cut.version}` },
    });
  }
  checkNamed(cut, facts);
  const known = facts.named?.commitSha ?? '';
  const commitSha = known.length > cut.commitSha.length ? known : cut.commitSha;
  const isSuperseded = candidates.some(({ number }) => number > cut.number);
  const warnings: CutWarning[] = [];
  if (facts.named) warnings.push('named_before');
  if (build && !project.hasBuildWorkflow) warnings.push('no_build_workflow');
  if (isSuperseded) warnings.push('behind_a_later_candidate');
  return {
    kind: 'cut',
    cut,
    build: build && project.hasBuildWorkflow ? 'pending' : 'ready',
    isNewRelease: release === null,
    isNewVersion: facts.named === null,
    commitSha,
    releaseCommit: isSuperseded ? null : commitSha,
    supersedes: candidates
      .filter(({ number, supersededAt }) => number < cut.number && supersededAt === null)
      .map(({ id }) => id),
    isSuperseded,
    lints: lintsOf(
      cut,
      candidates.map(({ number }) => number),
    ),
    warnings,
  };
}
