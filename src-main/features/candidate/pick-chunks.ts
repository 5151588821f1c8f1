import type { PickFailure } from '#shared/features/candidate/pick.ts';
import type { PickInput } from '#shared/features/candidate/pick-contract.ts';
import type { Ctx } from '../../context.ts';
import { cutCandidate } from './cut.ts';
import { noteMissed } from './missed.ts';
import type { PlannedPick } from './pick-plan.ts';
import { endPickTarget, knowNew, requirePick } from './picks.ts';

export interface OpenedPick extends Pick<PickInput, 'projectId' | 'reason'>, PlannedPick {
  readonly jobId: number;
  readonly commitSha: string;
  readonly subject: string;
}

interface Of {
  readonly pickId: number;
  readonly releaseId: number;
}

export interface PickedOnto extends Of {
  readonly version: string;
  readonly commitSha: string;
  readonly build: boolean;
}

/** What a cherry-pick writes while it is under way, each target in a transaction of its own. */
export const pickChunks = {
  'candidate.openPick'(ctx: Ctx, input: OpenedPick): number {
    const { stores, caller } = ctx;
    const { projectId, commitSha, subject, reason, jobId, targets, releases } = input;
    for (const { from } of releases) {
      if (from.knows !== 'unknown') stores.candidate.putCommit(from.id, commitSha, from.knows === 'holds');
    }
    const pick = {
      uid: ctx.uid(),
      projectId,
      commitSha,
      subject,
      reason,
      jobId,
      personId: stores.person.ensure(caller.name, caller.email),
      createdAt: ctx.now(),
    };
    const id = stores.pick.insert(pick, targets);
    const project = stores.project.get(projectId)?.name ?? '';
    ctx.changed('release', 0, {
      verb: 'candidate.pick',
      object: { uid: pick.uid, label: `${project} ${commitSha.slice(0, 10)}` },
      project,
      reason,
      after: { subject, onto: targets.flatMap(({ to }) => to ?? []) },
    });
    return id;
  },
  /** @throws conflict when somebody cut that candidate meanwhile. */
  'candidate.picked'(ctx: Ctx, { pickId, releaseId, version, commitSha, build }: PickedOnto): number {
    const pick = requirePick(ctx, pickId);
    const target = pick.targets.find((one) => one.releaseId === releaseId);
    if (target?.state !== 'in_progress') throw new Error('a target that was just picked is under way');
    const { projectId, reason } = pick;
    const cut = { projectId, version, commit: commitSha, claimed: null, build, notes: null, reason };
    const candidate = cutCandidate(ctx, cut, target.fromId);
    knowNew(ctx, candidate.id, target.fromId, pick.commitSha);
    endPickTarget(ctx, 'in_progress', {
      pickId,
      releaseId,
      state: 'success',
      candidateId: candidate.id,
      commitSha,
      failure: null,
    });
    return candidate.id;
  },
  'candidate.pickContained'(ctx: Ctx, { pickId, releaseId }: Of): void {
    const pick = requirePick(ctx, pickId);
    const target = pick.targets.find((one) => one.releaseId === releaseId);
    if (target) ctx.stores.candidate.putCommit(target.fromId, pick.commitSha, true);
    const nothing = { candidateId: null, commitSha: null, failure: null };
    endPickTarget(ctx, 'in_progress', { pickId, releaseId, state: 'contained', ...nothing });
  },
  'candidate.pickFailed'(
    ctx: Ctx,
    { pickId, releaseId, commitSha, failure }: Of & { commitSha: string | null; failure: PickFailure },
  ): void {
    const pick = requirePick(ctx, pickId);
    const target = pick.targets.find((one) => one.releaseId === releaseId);
    const project = ctx.stores.project.get(pick.projectId)?.name ?? '';
    ctx.noted('release', {
      verb: 'candidate.pickFailed',
      object: {
        uid: pick.uid,
        label: `${project} ${pick.commitSha.slice(0, 10)} onto ${target?.from ?? ''}`,
      },
      project,
      reason: failure.message,
      after: { files: failure.files.map(({ path }) => path) },
    });
    const end = { pickId, releaseId, state: 'failure', candidateId: null, commitSha, failure } as const;
    endPickTarget(ctx, 'in_progress', end);
  },
  'candidate.knows'(
    ctx: Ctx,
    { candidateId, known }: { candidateId: number; known: readonly (readonly [string, boolean])[] },
  ): void {
    for (const [commitSha, holds] of known) ctx.stores.candidate.putCommit(candidateId, commitSha, holds);
    noteMissed(ctx, candidateId, known);
    ctx.changed('release', 0, null);
  },
};
