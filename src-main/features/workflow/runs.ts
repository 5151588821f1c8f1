import { AppError, notFound } from '#shared/errors.ts';
import type { BuildState } from '#shared/features/candidate/model.ts';
import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { StepStatus } from '#shared/features/deployment/parts.ts';
import { machineOf } from '#shared/features/deployment/rules.ts';
import {
  type RunEvent,
  type RunState,
  runMachine,
  type StepState,
} from '#shared/features/workflow/machine.ts';
import type { Run, Workflow, WorkflowStep } from '#shared/features/workflow/model.ts';
import { eventBetween } from '#shared/machine.ts';
import type { Ctx } from '../../context.ts';
import { moveDeployment } from '../deployment/move.ts';

/** What a run works for. */
export type Subject =
  | { readonly kind: 'deployment'; readonly id: number; readonly projectId: number; readonly attempt: number }
  | { readonly kind: 'candidate'; readonly id: number; readonly projectId: number; readonly attempt: number };

export function requireRun({ stores }: Ctx, id: number): Run {
  const run = stores.run.get(id);
  if (!run) throw notFound('workflow', id);
  return run;
}

export const labelOf = (run: Run) =>
  run.environment === null ? `the build of ${run.version}` : `${run.version} to ${run.environment}`;

/** How an entry of the log names a run. */
export const entryOf = (run: Run) => ({
  object: { uid: run.uid, label: labelOf(run) },
  project: run.project,
  environment: run.environment,
});

const waits = (step: WorkflowStep) => step.kind === 'wait' || step.kind === 'approval';

/** A step as the record's timeline shows it. */
function putInTimeline(
  { stores }: Ctx,
  run: Run,
  step: WorkflowStep,
  facts: { status: StepStatus; startedAt?: number | null; finishedAt?: number | null; note?: string | null },
): void {
  if (run.deploymentId === null) return;
  stores.parts.putStep(run.deploymentId, run.attempt, {
    name: step.name,
    kind: waits(step) ? 'waiting' : 'active',
    startedAt: null,
    finishedAt: null,
    note: null,
    ...facts,
  });
}

/**
 * Opens a run of a workflow for a deployment or a candidate. It begins by itself once nothing is in its way. Steps
 * before `position` came to their end in an earlier attempt.
 */
export function openRun(ctx: Ctx, subject: Subject, workflow: Workflow, position = 0): Run {
  const { stores } = ctx;
  const id = stores.run.insert({
    uid: ctx.uid(),
    workflowId: workflow.id,
    projectId: subject.projectId,
    candidateId: subject.kind === 'candidate' ? subject.id : null,
    deploymentId: subject.kind === 'deployment' ? subject.id : null,
    attempt: subject.attempt,
    steps: workflow.steps,
    position,
    createdAt: ctx.now(),
  });
  const run = requireRun(ctx, id);
  workflow.steps.forEach((step, index) => {
    const done = index < position;
    putInTimeline(ctx, run, step, {
      status: done ? 'skipped' : 'waiting',
      note: done ? 'Came to its end in an earlier attempt.' : null,
    });
  });
  ctx.changed('workflow', id, null);
  return run;
}

interface MoveFacts {
  readonly errorMessage?: string | null;
}

/** Moves a run by its machine. @throws conflict when it stands elsewhere meanwhile, or has no such edge. */
export function moveRun(ctx: Ctx, run: Run, event: RunEvent, { errorMessage = null }: MoveFacts = {}): Run {
  const to: RunState | undefined = runMachine.states[run.status].on[event];
  const isOver = to !== undefined && Object.keys(runMachine.states[to].on).length === 0;
  const moved =
    to !== undefined &&
    ctx.stores.run.move(run.id, run.status, {
      status: to,
      startedAt: run.startedAt ?? (to === 'running' ? ctx.now() : null),
      finishedAt: isOver ? ctx.now() : null,
      errorMessage: errorMessage ?? run.errorMessage,
    });
  if (!moved) {
    throw new AppError('conflict', `The run of ${labelOf(run)} is ${run.status}. Nothing was changed.`, {
      hint: 'Look at it again, then decide.',
      object: { noun: 'workflow', id: run.uid, label: labelOf(run) },
    });
  }
  ctx.changed('workflow', run.id, null);
  return requireRun(ctx, run.id);
}

/** Where a subject can be moved to when its own policy lacks the word. */
const nextBest: Readonly<Partial<Record<DeploymentStatus, DeploymentStatus>>> = {
  errored: 'failed',
  canceled: 'failed',
};

const buildOf: Readonly<Partial<Record<DeploymentStatus, BuildState>>> = {
  pending: 'pending',
  in_progress: 'in_progress',
  succeeded: 'ready',
  failed: 'failed',
  errored: 'failed',
  canceled: 'canceled',
};

/**
 * Says of a run's subject where it stands now. A deployment that somebody else moved meanwhile, and that its own policy
 * does not let go there, stays as it is.
 */
export function moveSubject(ctx: Ctx, run: Run, to: DeploymentStatus, message: string | null): void {
  const { stores } = ctx;
  if (run.candidateId !== null) {
    const candidate = stores.candidate.get(run.candidateId);
    const build = buildOf[to];
    if (!candidate || !build || candidate.build === build) return;
    stores.candidate.setBuild(candidate.id, candidate.build, build);
    ctx.changed('release', candidate.releaseId, null);
    return;
  }
  const state = run.deploymentId === null ? null : stores.deployment.state(run.deploymentId);
  if (!state || state.status === to || state.attempt !== run.attempt) return;
  const fallback = nextBest[to];
  const reachable = [to, ...(fallback ? [fallback] : [])].find(
    (status) => eventBetween(machineOf(state.policy), state.status, status) !== null,
  );
  if (!reachable) return;
  const reason = to === 'canceled' || to === 'canceling' ? (message ?? 'Its workflow was canceled.') : null;
  moveDeployment(ctx, state.id, reachable, { reason, errorMessage: message });
}

const inTimeline: Readonly<Record<StepState, StepStatus>> = {
  running: 'running',
  waiting: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  errored: 'failed',
  canceled: 'canceled',
  skipped: 'skipped',
};

export interface TryFacts {
  readonly position: number;
  readonly try: number;
  readonly status: StepState;
  readonly exitCode?: number | null;
  readonly httpStatus?: number | null;
  readonly errorMessage?: string | null;
}

/** Writes a try of a step as it begins or ends, in the run and in the record's timeline. */
export function putTry(ctx: Ctx, run: Run, facts: TryFacts, personId: number | null = null): void {
  const { stores } = ctx;
  const { position, status } = facts;
  const isOpen = status === 'running' || status === 'waiting';
  const before = stores.run
    .tries(run.id)
    .find((known) => known.position === position && known.try === facts.try);
  const tried = {
    position,
    try: facts.try,
    status,
    startedAt: before?.startedAt ?? ctx.now(),
    finishedAt: isOpen ? null : ctx.now(),
    exitCode: facts.exitCode ?? null,
    httpStatus: facts.httpStatus ?? null,
    errorMessage: facts.errorMessage ?? null,
  };
  stores.run.putTry(run.id, tried, personId);
  stores.run.setPosition(run.id, position);
  const step = stores.run.work(run.id)?.steps[position];
  if (!step) return;
  const { errorMessage, startedAt, finishedAt } = tried;
  const tries = facts.try > 1 ? `Try ${facts.try}. ` : '';
  const note = `${tries}${errorMessage ?? ''}`.trim() || null;
  putInTimeline(ctx, run, step, { status: inTimeline[status], startedAt, finishedAt, note });
  if (run.deploymentId !== null) ctx.changed('deployment', run.deploymentId, null);
  ctx.changed('workflow', run.id, null);
}

/** Ends a run, says so of its subject, and marks the steps that never came to it. */
export function endRun(
  ctx: Ctx,
  run: Run,
  event: 'succeed' | 'fail' | 'error' | 'cancel',
  message: string | null,
): Run {
  const { stores } = ctx;
  const ended = moveRun(ctx, run, event, { errorMessage: message });
  stores.run.setProcess(run.id, null);
  stores.due.drop('run', run.id);
  if (event !== 'succeed') {
    const tried = new Set(stores.run.tries(run.id).map(({ position }) => position));
    const { steps = [] } = stores.run.work(run.id) ?? {};
    steps.forEach((step, index) => {
      if (index > run.position || !tried.has(index)) {
        if (index >= run.position) putInTimeline(ctx, run, step, { status: 'skipped' });
      }
    });
  }
  const status = { succeed: 'succeeded', fail: 'failed', error: 'errored', cancel: 'canceled' } as const;
  moveSubject(ctx, ended, status[event], message);
  return ended;
}

/** Goes on behind a step that a run was paused at: to its next step, or to its end. */
export function goOn(ctx: Ctx, run: Run): Run {
  const next = run.position + 1;
  const waiting = moveRun(ctx, run, 'go_on');
  if (next < run.steps) {
    ctx.stores.run.setPosition(run.id, next);
    return requireRun(ctx, run.id);
  }
  return endRun(ctx, moveRun(ctx, waiting, 'start'), 'succeed', null);
}

/** The time of a wait has come. Happens once, whenever Slipway is there to see it. */
export function wakeRun(ctx: Ctx, runId: number): void {
  const run = ctx.stores.run.get(runId);
  if (run?.status !== 'paused') return;
  const tried = ctx.stores.run.tries(runId).findLast(({ position }) => position === run.position);
  putTry(ctx, run, { position: run.position, try: tried?.try ?? 1, status: 'succeeded' });
  goOn(ctx, run);
}
