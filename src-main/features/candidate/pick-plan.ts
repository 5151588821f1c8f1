import { notFound } from '#shared/errors.ts';
import { type PickRelease, type PickTarget, pickPlan } from '#shared/features/candidate/contents.ts';
import type { Project } from '#shared/features/project/model.ts';
import { refuse } from '#shared/features/release/refusals.ts';
import { readLog } from '../../git/history.ts';
import { requireCommit } from '../../git/repository.ts';
import type { GitOptions } from '../../git/run.ts';
import type { Stores } from '../../store/index.ts';
import { knowledgeOf } from './knowledge.ts';
import { numbersOf } from './numbers.ts';

/** How many releases a commit is picked onto at the most, from the base on. */
const MOST_RELEASES = 200;

export interface PickedCommit {
  readonly sha: string;
  readonly subject: string;
  readonly author: string;
  readonly isMerge: boolean;
}

/** The commit that is to be picked. @throws not_found when the clone lacks it. */
export async function readPicked(
  folder: string,
  commit: string,
  options: GitOptions = {},
): Promise<PickedCommit> {
  const sha = await requireCommit(folder, commit, options);
  const query = { to: sha, from: null, paths: [], merges: true, most: 1 };
  for await (const [found] of readLog(folder, query, options)) {
    if (!found) continue;
    const { author, isMerge, message } = found;
    return { sha, subject: (message.trim().split('\n')[0] ?? '').slice(0, 300), author, isMerge };
  }
  throw notFound('commit', commit);
}

export interface PlannedPick {
  readonly releases: readonly PickRelease[];
  readonly targets: readonly PickTarget[];
}

/** The act and its preview plan alike. @throws as `pickPlan` and git. */
export async function planPick(
  stores: Stores,
  folder: string,
  {
    project,
    sha,
    releaseId,
    leftOut,
  }: {
    readonly project: Project;
    readonly sha: string;
    readonly releaseId: number;
    readonly leftOut: readonly number[];
  },
  options: GitOptions = {},
): Promise<PlannedPick> {
  const baseId = stores.candidate.get(releaseId)?.releaseId ?? releaseId;
  const base = stores.release.get(baseId);
  if (base?.projectId !== project.id) throw refuse('release', `${project.name} has no such release.`);
  const rows = stores.pick.pickable(project.id, stores.release.keyOf(baseId) ?? '', MOST_RELEASES);
  const releases: PickRelease[] = [];
  for (const { fromId, from, ...release } of rows) {
    const knows = await knowledgeOf(stores, folder, sha, fromId, options);
    const numbers = numbersOf(stores, { projectId: project.id, version: release.version });
    releases.push({ ...release, numbers, from: { id: fromId, version: from, knows } });
  }
  return { releases, targets: pickPlan(releases, { baseId, leftOut: new Set(leftOut) }) };
}
