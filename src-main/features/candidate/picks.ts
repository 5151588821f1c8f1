import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import { candidateVersion, nextNumber } from '#shared/features/candidate/grammar.ts';
import type { CherryPick, PickState } from '#shared/features/candidate/pick.ts';
import type { pickContract } from '#shared/features/candidate/pick-contract.ts';
import type { Ctx } from '../../context.ts';
import { cutCandidate } from './cut.ts';
import { numbersOf } from './numbers.ts';
import type { PickTargetEnd } from './pick-store.ts';

type Contract = typeof pickContract;

export function requirePick({ stores }: Pick<Ctx, 'stores'>, id: number): CherryPick {
  const pick = stores.pick.get(id);
  if (!pick) throw notFound('cherry-pick', id);
  return pick;
}

/** @throws conflict when the target was moved meanwhile. */
export function endPickTarget(ctx: Ctx, was: PickState, end: PickTargetEnd): void {
  if (!ctx.stores.pick.endTarget(was, end)) {
    throw new AppError('conflict', 'This pick went on meanwhile. Nothing was changed.', {
      hint: 'Look at it again.',
    });
  }
  ctx.changed('release', 0, null);
}

/** A candidate that was picked onto another holds what that one does, lacks what it does, and has the picked commit. */
export function knowNew({ stores }: Ctx, candidateId: number, fromId: number, commitSha: string): void {
  for (const known of stores.candidate.commits(fromId))
    stores.candidate.putCommit(candidateId, known.commitSha, known.holds);
  stores.candidate.putCommit(candidateId, commitSha, true);
}

/**
 * Makes the candidate of a pick that failed, out of the commit in which a person resolved it (spec/releases 1.1: it does
 * not exist before they accept it). @throws conflict unless the pick failed in this release; as `cutCandidate`.
 */
export function resolvePick(
  ctx: Ctx,
  { pickId, releaseId, commit, build, reason }: ParsedInputOf<Contract['resolvePick']>,
): OutputOf<Contract['resolvePick']> {
  const { stores } = ctx;
  const pick = requirePick(ctx, pickId);
  const target = pick.targets.find((one) => one.releaseId === releaseId);
  if (!target) throw notFound('release', releaseId);
  const label = `${pick.commitSha.slice(0, 10)} onto ${target.from}`;
  const object = { noun: 'release', id: pick.uid, label };
  if (target.state !== 'failure') {
    throw new AppError('conflict', `The pick of ${label} has nothing to resolve. Nothing was changed.`, {
      hint: 'Only a pick that failed is resolved by hand.',
      object,
      state: target.state,
    });
  }
  const number = nextNumber(numbersOf(stores, { projectId: pick.projectId, version: target.release }));
  if (number === null) {
    throw new AppError('conflict', `${target.release} has no candidate number left. Nothing was changed.`, {
      object,
    });
  }
  const { projectId } = pick;
  const version = candidateVersion(target.release, number);
  const cut = { projectId, version, commit, claimed: null, build, notes: null, reason };
  const candidate = cutCandidate(ctx, cut, target.fromId);
  knowNew(ctx, candidate.id, target.fromId, pick.commitSha);
  const resolved = { candidateId: candidate.id, commitSha: commit, failure: target.failure };
  endPickTarget(ctx, 'failure', { pickId, releaseId, state: 'success', ...resolved });
  ctx.noted('release', {
    verb: 'candidate.resolvePick',
    object: { uid: pick.uid, label: `${label} as ${version}` },
    project: stores.project.get(projectId)?.name ?? null,
    reason,
    after: { version, commitSha: commit },
  });
  return candidate;
}
