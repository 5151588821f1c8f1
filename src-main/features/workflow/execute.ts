import { setTimeout as wait } from 'node:timers/promises';
import { AppError, isAppError } from '#shared/errors.ts';
import type { Run, WorkflowStep } from '#shared/features/workflow/model.ts';
import { type AfterTry, afterTry, isAction } from '#shared/features/workflow/rules.ts';
import type { ActionEnd, Errand } from '../../actions/action.ts';
import { keptOutput } from '../../actions/kept-output.ts';
import { type Masker, maskerOf } from '../../actions/mask.ts';
import { runAction } from '../../actions/run.ts';
import { watched } from '../../actions/watched.ts';
import { Canceled, type JobDefinition, type JobTools } from '../../jobs/definition.ts';
import type { RunEnded, StepTold } from './chunks.ts';
import { errandOf } from './errand.ts';
import { entryOf, labelOf, moveRun, requireRun } from './runs.ts';
import { moveSubject, whyLeft } from './subject.ts';
import { takeUp } from './take-up.ts';

interface Input {
  readonly runId: number;
}

/** How often a wait between tries looks for a cancel, in ms. */
const LOOK_EVERY = 200;

/** Whether somebody asked the job or the run to end, or its deployment does not need it any more. */
function isStopped({ stores, checkCanceled }: JobTools, run: Run): boolean {
  try {
    checkCanceled();
  } catch {
    return true;
  }
  const status = stores.run.statusOf(run.id);
  return status === null || status === 'canceling' || whyLeft(stores, run) !== null;
}

interface Seat {
  readonly tools: JobTools;
  readonly run: Run;
  readonly errand: Errand;
  readonly mask: () => Masker;
}

/** One try of one step, its output kept while it runs. */
async function tryStep(
  { tools, run, errand, mask }: Seat,
  step: Extract<WorkflowStep, { kind: 'command' | 'http' }>,
  position: number,
  tried: number,
): Promise<ActionEnd> {
  const runId = run.id;
  const at = { runId, position, try: tried };
  await tools.write('workflow.step', { ...at, status: 'running' } satisfies StepTold);
  const output = keptOutput({
    now: tools.now,
    write: (pieces) => tools.write('workflow.output', { ...at, pieces }),
    writeTail: (pieces) => tools.write('workflow.tail', { ...at, pieces }),
  });
  const { watch, settled } = watched(
    {
      machine: tools.machine,
      isCanceled: () => isStopped(tools, run),
      progress: async () => {},
      remember: (process) => tools.write('workflow.process', { runId, process }),
    },
    output,
  );
  const own: Errand = { ...errand, facts: { ...errand.facts, step: step.name } };
  const end = await runAction(step, own, mask, watch);
  const kept = await Promise.allSettled([output.close(), settled()]);
  for (const one of kept) if (one.status === 'rejected') throw one.reason;
  const { exitCode, httpStatus } = end;
  const failed = end.kind === 'failed' ? (end.ran ? 'failed' : 'errored') : null;
  const status = failed ?? (end.kind === 'canceled' ? 'canceled' : 'succeeded');
  await tools.write('workflow.step', {
    ...at,
    status,
    exitCode,
    httpStatus,
    errorMessage: end.kind === 'failed' ? end.message : null,
  } satisfies StepTold);
  return end;
}

async function pauseBetween(tools: JobTools, run: Run, seconds: number): Promise<void> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    if (isStopped(tools, run)) return;
    await wait(Math.min(LOOK_EVERY, end - performance.now()));
  }
}

/** Tries a step until it came to its end or its rule says to stop. */
async function carryOut(
  seat: Seat,
  step: Extract<WorkflowStep, { kind: 'command' | 'http' }>,
  position: number,
): Promise<{ readonly after: AfterTry; readonly message: string | null }> {
  const { tools, run } = seat;
  const before = tools.stores.run.tries(run.id).filter((known) => known.position === position).length;
  for (let tried = 1; ; tried += 1) {
    if (isStopped(tools, run)) return { after: { kind: 'stop', status: 'canceled' }, message: null };
    const end = await tryStep(seat, step, position, before + tried);
    const ran = end.kind !== 'failed' || end.ran;
    const after = afterTry(step, tried, { kind: end.kind, ran });
    const message = end.kind === 'failed' ? `${step.name}: ${end.message} ${end.hint}` : null;
    if (after.kind !== 'again') return { after, message };
    await pauseBetween(tools, run, after.inSeconds);
  }
}

const eventOf = { failed: 'fail', errored: 'error', canceled: 'cancel' } as const;

/** Carries out the steps from where the run stands, up to its end or its next pause. */
async function follow(seat: Seat, steps: readonly WorkflowStep[]): Promise<RunEnded | 'paused'> {
  const { tools, run } = seat;
  const canceled = { runId: run.id, event: 'cancel', message: null } as const;
  for (let position = run.position; position < steps.length; position += 1) {
    const step = steps[position] as WorkflowStep;
    if (!isAction(step)) {
      if (isStopped(tools, run)) return canceled;
      const until = step.kind === 'wait' ? tools.now() + step.seconds * 1000 : null;
      const isPaused = await tools.write<boolean>('workflow.pause', { runId: run.id, position, until });
      return isPaused ? 'paused' : canceled;
    }
    const { after, message } = await carryOut(seat, step, position);
    if (after.kind === 'stop') return { runId: run.id, event: eventOf[after.status], message };
  }
  return { runId: run.id, event: 'succeed', message: null };
}

/** How a job ends whose run is over or goes on without it. */
function conclude({ id, status, errorMessage }: Run): Record<string, unknown> {
  if (status === 'canceled') throw new Canceled();
  if (status === 'failed' || status === 'errored') {
    throw new AppError('upstream_refused', errorMessage ?? 'A step did not come to its end.');
  }
  return { runId: id, status };
}

async function execute(tools: JobTools, { runId }: Input): Promise<Record<string, unknown>> {
  const run = tools.stores.run.get(runId);
  const work = tools.stores.run.work(runId);
  if (!run || !work) throw new AppError('not_found', 'This run is not there any more. Nothing was run.');
  if ((tools.stores.job.get(tools.job.id)?.resumed ?? 0) > 0) {
    await takeUp(tools, run, work);
    return conclude(tools.stores.run.get(runId) ?? run);
  }
  let ended: RunEnded | 'paused';
  try {
    const errand = await errandOf(tools, run, work.steps);
    const seat = { tools, run, errand, mask: maskerOf(errand.secrets.values()) };
    ended = await follow(seat, work.steps);
  } catch (error) {
    // A workflow that may not or cannot be carried out here ends its run and its record, in the same words.
    if (!isAppError(error)) throw error;
    const message = [error.message, error.details.hint].filter(Boolean).join(' ');
    await tools.write('workflow.end', { runId, event: 'error', message } satisfies RunEnded);
    throw error;
  }
  if (ended !== 'paused') await tools.write('workflow.end', ended);
  return conclude(tools.stores.run.get(runId) ?? run);
}

const executeRun: JobDefinition<Input> = {
  kind: 'workflow',
  unit: 'steps',
  // Taken up only to say what became of it: nothing runs again by itself.
  afterDeath: 'resume',
  seat: 'runner',
  open(ctx, { runId }) {
    const run = requireRun(ctx, runId);
    // Canceled in the moment in which it was to begin: no refusal of anybody's wish.
    if (run.status !== 'waiting') throw new AppError('conflict', 'The run does not wait to begin any more.');
    const isFirst = run.startedAt === null;
    const started = moveRun(ctx, run, 'start');
    if (isFirst) {
      moveSubject(ctx, started, 'in_progress', null);
      ctx.noted('workflow', { verb: 'workflow.begin', ...entryOf(run) });
    }
    return {
      title: `Run ${run.project}: ${labelOf(run)}`,
      total: run.steps,
      opened: (jobId) => ctx.stores.run.setJob(runId, jobId),
    };
  },
  run: execute,
  /** Whatever went wrong on our own side, the run does not stay under way without anybody who carries it out. */
  async abandon(tools, { runId }, why) {
    const run = tools.stores.run.get(runId);
    if (!run || run.finishedAt !== null) return;
    await tools.write('workflow.end', {
      runId,
      event: why === 'canceled' ? 'cancel' : 'error',
      message: why === 'failed' ? 'Slipway met an error of its own in the middle of the run.' : null,
    } satisfies RunEnded);
  },
};

export const workflowJobs = { 'workflow.execute': executeRun };
