import { isAppError, notFound } from '#shared/errors.ts';
import type { Landed } from '#shared/features/candidate/schedule.ts';
import type { JobDefinition, JobTools } from '../../jobs/definition.ts';
import { whileWanted } from '../../jobs/signal.ts';
import { requireClone } from '../changelog/clone.ts';
import { readUnreleased } from '../changelog/unreleased.ts';
import { beginJudging } from './schedule.ts';

export interface CutScheduledInput {
  readonly projectId: number;
}

async function readLanded(
  { stores, machine }: JobTools,
  projectId: number,
  signal: AbortSignal,
): Promise<Landed> {
  const project = stores.project.get(projectId);
  if (!project) throw notFound('project', projectId);
  const folder = await requireClone(machine, project);
  const wanted = stores.cutSchedule.get(projectId)?.branch ?? null;
  const { branch, head, since, changes, size } = await readUnreleased(stores, folder, project, wanted, {
    signal,
  });
  return { branch, head, since: since?.version ?? null, commits: changes.total, size };
}

/** A project is cut as its schedule says. What keeps it from that is kept with the schedule, where people look. */
const cutScheduled: JobDefinition<CutScheduledInput> = {
  kind: 'cut',
  unit: 'cuts',
  afterDeath: 'fail',
  deathNote: 'Slipway ended before it was done. Nothing of it was kept; it is looked at again.',
  open(ctx, { projectId }) {
    const project = ctx.stores.project.get(projectId);
    if (!project) throw notFound('project', projectId);
    return {
      title: `Cut ${project.name} on its schedule`,
      total: 1,
      opened: (jobId) => beginJudging(ctx, projectId, jobId),
    };
  },
  run: (tools, { projectId }) =>
    whileWanted(tools, async (signal) => {
      const jobId = tools.job.id;
      try {
        const landed = await readLanded(tools, projectId, signal);
        const ended = await tools.write<Record<string, unknown>>('candidate.judgeSchedule', {
          projectId,
          jobId,
          landed,
        });
        await tools.progress(1, 1);
        return { ...ended };
      } catch (error) {
        if (isAppError(error)) {
          const message = [error.message, error.details.hint].filter(Boolean).join(' ');
          await tools.write('candidate.scheduleFailed', { projectId, jobId, message });
        }
        throw error;
      }
    }),
  async abandon(tools, { projectId }, why) {
    if (why !== 'canceled') return;
    await tools.write('candidate.scheduleFailed', {
      projectId,
      jobId: tools.job.id,
      message: 'It was canceled. Nothing was cut.',
    });
  },
};

export const scheduleJobs = { 'candidate.cutScheduled': cutScheduled };
