import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { missedBy, missedWords } from '#shared/features/candidate/contents.ts';
import type { candidateContract } from '#shared/features/candidate/contract.ts';
import { readCut } from '#shared/features/candidate/cut.ts';
import type { Project } from '#shared/features/project/model.ts';
import { versionKey } from '#shared/features/release/order.ts';
import type { Ctx } from '../../context.ts';
import { findCommit } from '../../git/repository.ts';
import type { Stores } from '../../store/index.ts';
import { knowledgeAt } from './knowledge.ts';

type Of = (typeof candidateContract)['missed'];

/** How many picked commits are looked for before a cut, the newest first. */
const MOST_LOOKED_FOR = 20;
const MOST_NOTED = 200;

/** Where a release stands in the order, or would when it is cut at an instant, in ms. */
function keyOf(stores: Stores, project: Project, release: string, at: number): string {
  const known = stores.release.byVersion(project.id, release);
  if (known) return stores.release.keyOf(known.id) ?? '';
  return versionKey(project.versionScheme ?? 'free', release, { at, id: Number.MAX_SAFE_INTEGER });
}

/**
 * What a candidate would lack that was picked onto its release or an earlier one, as the clone on this machine says;
 * nothing without a clone that has the commit. @throws invalid_input as `readCut`.
 */
export async function readMissed(
  stores: Stores,
  { projectId, version, commit }: ParsedInputOf<Of>,
  { at, clone }: { readonly at: number; clone(uid: string): string | null },
): Promise<OutputOf<Of>> {
  const { release, commitSha } = readCut({ version, commit });
  const project = stores.project.get(projectId);
  const folder = project ? clone(project.uid) : null;
  const tip = folder === null ? null : await findCommit(folder, commitSha);
  if (!project || folder === null || tip === null) return { warnings: [] };
  const picks = stores.pick.ontoUpTo(
    projectId,
    keyOf(stores, project, release, at),
    release,
    MOST_LOOKED_FOR,
  );
  const known = await Promise.all(
    picks.map(async (pick) => ({ ...pick, inCandidate: await knowledgeAt(folder, pick.commitSha, tip) })),
  );
  return { warnings: missedBy(known).map(missedWords) };
}

/**
 * Notes of a candidate that stands what it was found to lack of what was picked onto its release or an earlier one.
 */
export function noteMissed(
  { stores, noted }: Ctx,
  candidateId: number,
  read: readonly (readonly [sha: string, holds: boolean])[],
): void {
  const candidate = stores.candidate.get(candidateId);
  const release = candidate && stores.release.get(candidate.releaseId);
  if (!candidate || !release || candidate.supersededAt !== null) return;
  const holds = new Map(read);
  const key = stores.release.keyOf(release.id) ?? '';
  const missed = missedBy(
    stores.pick
      .ontoUpTo(candidate.projectId, key, release.version, MOST_NOTED)
      .map((pick) => ({ ...pick, inCandidate: holds.get(pick.commitSha) === false ? 'lacks' : 'unknown' })),
  );
  if (missed.length === 0) return;
  const project = stores.project.get(candidate.projectId)?.name ?? null;
  noted('release', {
    verb: 'candidate.lacks',
    object: { uid: candidate.uid, label: `${project} ${candidate.version}` },
    project,
    reason: missed.map(missedWords).join(' '),
    after: { lacks: missed.map(({ commitSha }) => commitSha) },
  });
}
