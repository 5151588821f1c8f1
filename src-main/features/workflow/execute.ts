import { setTimeout as wait } from 'node:timers/promises';
import { AppError, isAppError } from '#shared/errors.ts';
import { isFinished } from '#shared/features/deployment/machine.ts';
import type { Run, WorkflowStep } from '#shared/features/workflow/model.ts';
import { type AfterTry, afterTry, isAction } from '#shared/features/workflow/rules.ts';
import type { ActionEnd, Errand } from '../../actions/action.ts';
import { keptOutput } from '../../actions/kept-output.ts';
import { type Masker, maskerOf } from '../../actions/mask.ts';
import { runAction } from '../../actions/run.ts';
import { endLeftover, watched } from '../../actions/watched.ts';
import { Canceled, type JobDefinition, type JobTools } from '../../jobs/definition.ts';
import type { RunEnded, StepTold } from './chunks.ts';
import { errandOf } from './errand.ts';
import { entryOf, labelOf, moveRun, moveSubject, requireRun } from './runs.ts';

interface Input {
  readonly runId: number;
}

/** How often a wait between tries looks for a cancel, in ms. */
const LOOK_EVERY = 200;

/** Whether somebody asked the job, the run or its deployment to end. */
function isStopped({ stores, checkCanceled }: JobTools, runId: number): boolean {
  try {
    checkCanceled();
  } catch {
    return true;
  }
  if (stores.run.statusOf(runId) === 'canceling') return true;
  const { deploymentId = null } = stores.run.get(runId) ?? {};
  if (deploymentId === null) return false;
  const status = stores.deployment.state(deploymentId)?.status;
  return status === undefined || status === 'canceling' || isFinished(status);
}

interface Seat {
  readonly tools: JobTools;
  readonly runId: number;
  readonly errand: Errand;
  readonly mask: () => Masker;
}

/** One try of one step, its output kept while it runs. */
async function tryStep(
  { tools, runId, errand, mask }: Seat,
  step: Extract<WorkflowStep, { kind: 'command' | 'http' }>,
  position: number,
  tried: number,
): Promise<ActionEnd> {
  const at = { runId, position, try: tried };
  await tools.write('workflow.step', { ...at, status: 'running' } satisfies StepTold);
  const output = keptOutput((pieces) => tools.write('workflow.output', { ...at, pieces }));
  const { watch, settled } = watched(
    {
      machine: tools.machine,
      isCanceled: () => isStopped(tools, runId),
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

async function pauseBetween(tools: JobTools, runId: number, seconds: number): Promise<void> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    if (isStopped(tools, runId)) return;
    await wait(Math.min(LOOK_EVERY, end - performance.now()));
  }
}

/** Tries a step until it came to its end or its rule says to stop. */
async function carryOut(
  seat: Seat,
  step: Extract<WorkflowStep, { kind: 'command' | 'http' }>,
  position: number,
): Promise<{ readonly after: AfterTry; readonly message: string | null }> {
  const { tools, runId } = seat;
  const before = tools.stores.run.tries(runId).filter((known) => known.position === position).length;
  for (let tried = 1; ; tried += 1) {
    if (isStopped(tools, runId)) return { after: { kind: 'stop', status: 'canceled' }, message: null };
    const end = await tryStep(seat, step, position, before + tried);
    const ran = end.kind !== 'failed' || end.ran;
    const after = afterTry(step, tried, { kind: end.kind, ran });
    const message = end.kind === 'failed' ? `${step.name}: ${end.message} ${end.hint}` : null;
    if (after.kind !== 'again') return { after, message };
    await pauseBetween(tools, runId, after.inSeconds);
  }
}

const eventOf = { failed: 'fail', errored: 'error', canceled: 'cancel' } as const;

/** Carries out the steps from where the run stands, up to its end or its next pause. */
async function follow(seat: Seat, run: Run, steps: readonly WorkflowStep[]): Promise<RunEnded | 'paused'> {
  const { tools, runId } = seat;
  for (let position = run.position; position < steps.length; position += 1) {
    const step = steps[position] as WorkflowStep;
    if (!isAction(step)) {
      if (isStopped(tools, runId)) return { runId, event: 'cancel', message: null };
      const until = step.kind === 'wait' ? tools.now() + step.seconds * 1000 : null;
      await tools.write('workflow.pause', { runId, position, until });
      return 'paused';
    }
    const { after, message } = await carryOut(seat, step, position);
    if (after.kind === 'stop') return { runId, event: eventOf[after.status], message };
  }
  return { runId, event: 'succeed', message: null };
}

/** Says what became of a run that died with Slipway. Nothing is run again by itself. */
async function takeUp(tools: JobTools, run: Run): Promise<never> {
  const { stores } = tools;
  const work = stores.run.work(run.id);
  const ran = await endLeftover(work?.process ?? null);
  const tried = stores.run.tries(run.id).at(-1);
  const step = work?.steps[run.position]?.name ?? '';
  const process = ran
    ? 'its process still ran when Slipway started again, and was ended then'
    : 'its process is not running any more';
  const message = `Slipway ended in the middle of the step "${step}", and ${process}. Look there what came of it, then take the run up.`;
  if (run.finishedAt === null) {
    if (tried && tried.finishedAt === null) {
      await tools.write('workflow.step', {
        runId: run.id,
        position: tried.position,
        try: tried.try,
        status: 'errored',
        errorMessage: message,
      } satisfies StepTold);
    }
    const event = run.status === 'canceling' ? 'cancel' : 'error';
    await tools.write('workflow.end', { runId: run.id, event, message } satisfies RunEnded);
  }
  throw new AppError('unavailable', message);
}

async function execute(tools: JobTools, { runId }: Input): Promise<Record<string, unknown>> {
  const run = tools.stores.run.get(runId);
  const work = tools.stores.run.work(runId);
  if (!run || !work) throw new AppError('not_found', 'This run is not there any more. Nothing was run.');
  if ((tools.stores.job.get(tools.job.id)?.resumed ?? 0) > 0) return takeUp(tools, run);
  let ended: RunEnded | 'paused';
  try {
    const errand = await errandOf(tools, run, work.steps);
    const seat = { tools, runId, errand, mask: maskerOf(errand.secrets.values()) };
    ended = await follow(seat, run, work.steps);
  } catch (error) {
    // A workflow that may not or cannot be carried out here ends its run and its record, in the same words.
    if (!isAppError(error)) throw error;
    const message = [error.message, error.details.hint].filter(Boolean).join(' ');
    await tools.write('workflow.end', { runId, event: 'error', message } satisfies RunEnded);
    throw error;
  }
  if (ended === 'paused') return { runId, status: 'paused' };
  await tools.write('workflow.end', ended);
  if (ended.event === 'cancel') throw new Canceled();
  if (ended.event !== 'succeed') {
    throw new AppError('upstream_refused', ended.message ?? 'A step did not come to its end.');
  }
  return { runId, status: 'succeeded' };
}

const executeRun: JobDefinition<Input> = {
  kind: 'workflow',
  unit: 'steps',
  // Taken up only to say what became of it: nothing runs again by itself.
  afterDeath: 'resume',
  seat: 'runner',
  open(ctx, { runId }) {
    const run = requireRun(ctx, runId);
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
