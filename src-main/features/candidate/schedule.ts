import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import {
  type CutSchedule,
  checkSchedule,
  type Landed,
  planScheduledCut,
  type ScheduledOutcome,
} from '#shared/features/candidate/schedule.ts';
import type { scheduleContract } from '#shared/features/candidate/schedule-contract.ts';
import type { Project } from '#shared/features/project/model.ts';
import { startAfter, startUpTo } from '#shared/recurrence.ts';
import type { Ctx } from '../../context.ts';
import type { Stores } from '../../store/index.ts';
import { cutCandidate } from './cut.ts';
import { versionsBefore } from './numbers.ts';

type Contract = typeof scheduleContract;

export function readSchedule({ stores, now }: Ctx, projectId: number): CutSchedule | null {
  const stored = stores.cutSchedule.get(projectId);
  if (!stored) return null;
  const { jobId: _, ...schedule } = stored;
  return { ...schedule, nextAt: startAfter(stored.cron, stored.zone, now()) };
}

function requireProject({ project }: Stores, projectId: number): Project {
  const found = project.get(projectId);
  if (!found) throw notFound('project', projectId);
  return found;
}

/** Sets or ends the times at which a project is cut by itself. @throws invalid_input for a zone or pattern that is none. */
export function setSchedule(
  ctx: Ctx,
  { projectId, times, reason }: ParsedInputOf<Contract['setSchedule']>,
): OutputOf<Contract['setSchedule']> {
  const { stores, now } = ctx;
  const project = requireProject(stores, projectId);
  if (times) checkSchedule(times, now());
  const { cron, zone, branch, builds } = stores.cutSchedule.get(projectId) ?? {};
  const before = cron === undefined ? null : { cron, zone, branch, builds };
  if (!times && !before) return null;
  if (times) stores.cutSchedule.put(projectId, times);
  else stores.cutSchedule.remove(projectId);
  const after = readSchedule(ctx, projectId);
  if (after?.nextAt) stores.due.put(after.nextAt, 'cut', projectId);
  ctx.changed('release', 0, {
    verb: times ? 'candidate.setSchedule' : 'candidate.endSchedule',
    object: { uid: project.uid, label: project.name },
    project: project.name,
    reason,
    before,
    after: times,
  });
  return after;
}

/**
 * The time of a scheduled cut has come, or did while nobody was there: several that were missed are one. The clone is
 * read by a job, which the change announces.
 */
export function cutDue(ctx: Ctx, projectId: number): void {
  const { stores, now } = ctx;
  const schedule = stores.cutSchedule.get(projectId);
  if (!schedule) return;
  const { cron, zone } = schedule;
  stores.cutSchedule.setDue(projectId, startUpTo(cron, zone, now()) ?? now());
  const next = startAfter(cron, zone, now());
  if (next !== null) stores.due.put(next, 'cut', projectId);
  ctx.changed('release', 0, null);
}

/**
 * A job begins to judge the cut of a project: what waits, or what somebody asked for now.
 * @throws not_found without a schedule; conflict while another job judges it.
 */
export function beginJudging({ stores, now }: Ctx, projectId: number, jobId: number): void {
  const schedule = stores.cutSchedule.get(projectId);
  if (!schedule) throw notFound('project', projectId);
  if (schedule.jobId !== null && stores.job.get(schedule.jobId)?.status === 'running') {
    throw new AppError('conflict', 'Its clone is being looked at already. Nothing was changed.');
  }
  stores.cutSchedule.setDue(projectId, now());
  stores.cutSchedule.begin(projectId, jobId);
}

interface Judged {
  readonly projectId: number;
  readonly jobId: number;
}

/** What a scheduled cut writes: the candidate, or why there is none. Each job ends its own cut once. */
export const scheduleChunks = {
  'candidate.judgeSchedule'(
    ctx: Ctx,
    { projectId, jobId, landed }: Judged & { readonly landed: Landed },
  ): { readonly outcome: ScheduledOutcome; readonly message: string } {
    const { stores, now } = ctx;
    const schedule = stores.cutSchedule.get(projectId);
    const project = requireProject(stores, projectId);
    // Somebody ended the schedule while the clone was read.
    if (schedule?.jobId !== jobId) {
      return { outcome: 'nothing_new', message: 'It is not cut on this schedule any more.' };
    }
    const versions = versionsBefore(stores, projectId);
    const plan = planScheduledCut(
      landed,
      { versionScheme: project.versionScheme, versions },
      { at: now(), zone: schedule.zone },
    );
    if (plan.kind === 'nothing_new') {
      const end = { at: now(), outcome: plan.kind, candidateId: null, message: plan.message };
      stores.cutSchedule.end(projectId, end);
      ctx.changed('release', 0, null);
      return end;
    }
    const candidate = cutCandidate(ctx, {
      projectId,
      version: plan.version,
      commit: plan.commit,
      claimed: null,
      build: schedule.builds,
      notes: null,
      reason: `On schedule: ${schedule.cron}, ${schedule.zone}.`,
    });
    const message = `${candidate.version} was cut from ${landed.branch}.`;
    const end = { at: now(), outcome: 'cut', candidateId: candidate.id, message } as const;
    stores.cutSchedule.end(projectId, end);
    return end;
  },
  'candidate.scheduleFailed'(
    ctx: Ctx,
    { projectId, jobId, message }: Judged & { readonly message: string },
  ): void {
    const { stores, now } = ctx;
    const project = requireProject(stores, projectId);
    const end = { at: now(), outcome: 'failed', candidateId: null, message } as const;
    if (stores.cutSchedule.get(projectId)?.jobId !== jobId) return;
    stores.cutSchedule.end(projectId, end);
    ctx.changed('release', 0, {
      verb: 'candidate.scheduleFailed',
      object: { uid: project.uid, label: project.name },
      project: project.name,
      reason: message,
    });
  },
};
