import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type { candidateContract } from '#shared/features/candidate/contract.ts';
import { candidateVersion, nextNumber, proposeNext } from '#shared/features/candidate/grammar.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { cutCandidate, previewCut } from './cut.ts';
import { requirePick, resolvePick } from './picks.ts';
import { readSchedule, setSchedule } from './schedule.ts';

type Contract = typeof candidateContract;

/** How many versions the next one is proposed from: the newest. */
const LOOKED_AT = 200;

function propose(
  { stores, now }: Ctx,
  { projectId, releaseId, zone }: ParsedInputOf<Contract['propose']>,
): OutputOf<Contract['propose']> {
  const project = stores.project.get(projectId);
  if (!project) throw notFound('project', projectId);
  const release = releaseId === null ? null : stores.release.get(releaseId);
  if (release) {
    const numbers = stores.candidate.ofRelease(release.id).map(({ number }) => number);
    return { version: candidateVersion(release.version, nextNumber(numbers) ?? 1) };
  }
  const versions = stores.release.newest(projectId, LOOKED_AT);
  const next = proposeNext(project.versionScheme, versions, { at: now(), zone, size: null });
  return { version: candidateVersion(next, 1) };
}

export const candidateEngine: Handlers<Contract> = {
  get({ stores }, { id }) {
    const candidate = stores.candidate.get(id);
    if (!candidate) throw notFound('release', id);
    return candidate;
  },
  ofRelease: ({ stores }, { releaseId }) => stores.candidate.ofRelease(releaseId),
  propose,
  previewCut,
  cut: (ctx, input) => cutCandidate(ctx, input),
  picks: ({ stores }, { projectId, limit }) => stores.pick.ofProject(projectId, limit),
  getPick: (ctx, { id }) => requirePick(ctx, id),
  resolvePick,
  schedule: (ctx, { projectId }) => readSchedule(ctx, projectId),
  setSchedule,
};
