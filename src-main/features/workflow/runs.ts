import { AppError, notFound } from '#shared/errors.ts';
import { type RunEvent, type RunState, runMachine } from '#shared/features/workflow/machine.ts';
import type { Run, Workflow } from '#shared/features/workflow/model.ts';
import type { Ctx } from '../../context.ts';
import { moveSubject, type Subject } from './subject.ts';
import { inTimelineAs, putInTimeline, putTry } from './tries.ts';

export function requireRun({ stores }: Ctx, id: number): Run {
  const run = stores.run.get(id);
  if (!run) throw notFound('workflow', id);
  return run;
}

export const labelOf = (run: Run) =>
  run.environment === null ? `the build of ${run.version}` : `${run.version} to ${run.environment}`;

/** A run that does not let something be done with it. */
export const refuseRun = (run: Run, message: string, hint: string) =>
  new AppError('conflict', `${message} Nothing was changed.`, {
    hint,
    object: { noun: 'workflow', id: run.uid, label: labelOf(run) },
  });

/** How an entry of the log names a run. */
export const entryOf = (run: Run) => ({
  object: { uid: run.uid, label: labelOf(run) },
  project: run.project,
  environment: run.environment,
});

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
  if (subject.kind === 'deployment') {
    const steps = workflow.steps.map((step, index) =>
      index < position
        ? inTimelineAs(step, { status: 'skipped', note: 'Came to its end in an earlier attempt.' })
        : inTimelineAs(step, { status: 'waiting' }),
    );
    stores.parts.addSteps(subject.id, subject.attempt, steps);
  }
  ctx.changed('workflow', id, null);
  return requireRun(ctx, id);
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
      // A cancel that came too late leaves no reason behind.
      errorMessage: event === 'succeed' ? null : (errorMessage ?? run.errorMessage),
    });
  if (!moved) {
    throw refuseRun(run, `The run of ${labelOf(run)} is ${run.status}.`, 'Look at it again, then decide.');
  }
  ctx.changed('workflow', run.id, null);
  return requireRun(ctx, run.id);
}

type EndEvent = 'succeed' | 'fail' | 'error' | 'cancel';

const endOf = { succeed: 'succeeded', fail: 'failed', error: 'errored', cancel: 'canceled' } as const;

/** Ends what a run's steps were at, and marks those that it never came to. */
function settleSteps(ctx: Ctx, run: Run, event: EndEvent, message: string | null): void {
  const { stores } = ctx;
  const tries = stores.run.tries(run.id);
  for (const { position, try: tried, finishedAt } of tries) {
    if (finishedAt !== null) continue;
    putTry(ctx, run, { position, try: tried, status: endOf[event], errorMessage: message });
  }
  const begun = new Set(tries.map(({ position }) => position));
  const { steps = [] } = stores.run.work(run.id) ?? {};
  steps.forEach((step, index) => {
    if (index >= run.position && !begun.has(index)) putInTimeline(ctx, run, step, { status: 'skipped' });
  });
}

/** Keeps for good the end of what a step wrote whose end nobody saw: it died with Slipway. */
function keepTail({ stores }: Ctx, { id }: Run): void {
  for (const piece of stores.run.tail(id)) stores.run.addPiece(id, piece);
  stores.run.dropTail(id);
}

/**
 * Ends a run with whatever it was at, and says so of its subject. `left` is why the subject had no need of it any more: it
 * is said of the run alone, as whoever decided on the subject said there why.
 */
export function endRun(
  ctx: Ctx,
  run: Run,
  event: EndEvent,
  message: string | null,
  left: string | null = null,
): Run {
  const { stores } = ctx;
  settleSteps(ctx, run, event, message);
  keepTail(ctx, run);
  const ended = moveRun(ctx, run, event, { errorMessage: message ?? left });
  stores.run.setProcess(run.id, null);
  stores.due.drop('run', run.id);
  moveSubject(ctx, ended, endOf[event], message);
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
  const { stores } = ctx;
  const run = stores.run.get(runId);
  // Nobody but a person goes on behind an approval.
  if (run?.status !== 'paused' || stores.run.work(runId)?.steps[run.position]?.kind !== 'wait') return;
  const tried = stores.run.tries(runId).findLast(({ position }) => position === run.position);
  putTry(ctx, run, { position: run.position, try: tried?.try ?? 1, status: 'succeeded' });
  goOn(ctx, run);
}
