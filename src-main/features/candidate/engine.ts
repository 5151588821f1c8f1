import { notFound } from '#shared/errors.ts';
import type { candidateContract } from '#shared/features/candidate/contract.ts';
import type { Handlers } from '../../handlers.ts';
import { cutCandidate, previewCut } from './cut.ts';
import { requirePick, resolvePick } from './picks.ts';
import { readSchedule, setSchedule } from './schedule.ts';

type Contract = typeof candidateContract;

export const candidateEngine: Handlers<Contract> = {
  get({ stores }, { id }) {
    const candidate = stores.candidate.get(id);
    if (!candidate) throw notFound('release', id);
    return candidate;
  },
  ofRelease: ({ stores }, { releaseId }) => stores.candidate.ofRelease(releaseId),
  previewCut,
  cut: (ctx, input) => cutCandidate(ctx, input),
  picks: ({ stores }, { projectId, limit }) => stores.pick.ofProject(projectId, limit),
  getPick: (ctx, { id }) => requirePick(ctx, id),
  resolvePick,
  schedule: (ctx, { projectId }) => readSchedule(ctx, projectId),
  setSchedule,
};
