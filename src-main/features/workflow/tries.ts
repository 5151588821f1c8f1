import type { StepInput, StepStatus } from '#shared/features/deployment/parts.ts';
import type { StepState } from '#shared/features/workflow/machine.ts';
import type { Run, WorkflowStep } from '#shared/features/workflow/model.ts';
import type { Ctx } from '../../context.ts';

const waits = (step: WorkflowStep) => step.kind === 'wait' || step.kind === 'approval';

type TimelineFacts = Pick<StepInput, 'status'> &
  Partial<Pick<StepInput, 'startedAt' | 'finishedAt' | 'note'>>;

/** A step as the record's timeline shows it. */
export function inTimelineAs(step: WorkflowStep, facts: TimelineFacts): StepInput {
  const kind = waits(step) ? 'waiting' : 'active';
  return { name: step.name, kind, startedAt: null, finishedAt: null, note: null, ...facts };
}

export function putInTimeline({ stores }: Ctx, run: Run, step: WorkflowStep, facts: TimelineFacts): void {
  if (run.deploymentId === null) return;
  stores.parts.putStep(run.deploymentId, run.attempt, inTimelineAs(step, facts));
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
