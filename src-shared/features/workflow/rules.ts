import { judgeAction, judgeWords, slotsIn } from '../action/judge.ts';
import type { Action } from '../action/model.ts';
import type { Finding } from '../build/model.ts';
import { type DeploymentStatus, isFinished } from '../deployment/machine.ts';
import { type StepKind, type StepTry, type WorkflowStep, workflowFactNames } from './model.ts';

type ActionStep = Extract<WorkflowStep, { kind: 'command' | 'http' }>;

/** Whether a step runs something of a person's own, which needs their trust. */
export function isAction(step: WorkflowStep): step is ActionStep {
  return step.kind === 'command' || step.kind === 'http';
}

/** The names of the secrets that the steps ask for. Never a value: there is none in them. */
export function slotsOf(steps: readonly WorkflowStep[]): string[] {
  return slotsIn(steps.filter(isAction) as readonly Action[]);
}

/** What is wrong with steps beyond their shape: unknown placeholders, and secrets where they could be read. */
export function judgeSteps(steps: readonly WorkflowStep[]): Finding[] {
  return steps.flatMap((step, index) => {
    const field = `steps[${index}]`;
    if (isAction(step)) return judgeAction(field, step as Action, workflowFactNames);
    const message = step.kind === 'approval' ? judgeWords(step.question, workflowFactNames) : null;
    return message === null ? [] : [{ field: `${field}.question`, message }];
  });
}

/** What a finished try of a step means for its run. */
export type AfterTry =
  | { readonly kind: 'next' }
  | { readonly kind: 'again'; readonly inSeconds: number }
  | { readonly kind: 'stop'; readonly status: 'failed' | 'errored' | 'canceled' };

export interface TryEnd {
  readonly kind: 'done' | 'failed' | 'canceled';
  /** False when it could not be carried out at all. */
  readonly ran: boolean;
}

/**
 * What follows a try: the next step, another try by the step's own rule, or the run's end. `failed` ran and came out
 * negative, `errored` could not be carried out (spec/releases 2.3). `tried` counts this try.
 */
export function afterTry(step: WorkflowStep, tried: number, end: TryEnd): AfterTry {
  if (end.kind === 'done') return { kind: 'next' };
  if (end.kind === 'canceled') return { kind: 'stop', status: 'canceled' };
  const retry = isAction(step) ? step.retry : { times: 0, waitSeconds: 0 };
  if (tried <= retry.times) return { kind: 'again', inSeconds: retry.waitSeconds };
  return { kind: 'stop', status: end.ran ? 'failed' : 'errored' };
}

/** The step at which a run stopped: the one it was at, or the next when that one had come to its end. */
export function stoppedAt(position: number, tries: readonly Pick<StepTry, 'position' | 'status'>[]): number {
  return tries.findLast((tried) => tried.position === position)?.status === 'succeeded'
    ? position + 1
    : position;
}

/**
 * Where a new attempt takes up an earlier run that stopped at `position`: there, or at the first step. Steps before it
 * that are others by now were never carried out, so then it begins anew.
 */
export function resumePosition(
  from: 'failed_step' | 'start',
  earlier: { readonly position: number; readonly steps: readonly Pick<WorkflowStep, 'name'>[] },
  steps: readonly Pick<WorkflowStep, 'name'>[],
): number {
  const { position } = earlier;
  const isSame = earlier.steps.slice(0, position).every(({ name }, index) => steps[index]?.name === name);
  return from === 'start' || !isSame ? 0 : Math.min(position, steps.length - 1);
}

/**
 * Why a run has nothing to work for any more, as a sentence: its deployment (null when it is gone) was canceled or ended
 * by another door, or begun anew. Null while it has.
 */
export function leftBecause(
  deployment: { readonly status: DeploymentStatus; readonly attempt: number } | null,
  attempt: number,
): string | null {
  if (!deployment) return 'Its deployment is not there any more.';
  if (deployment.attempt !== attempt) return 'The next attempt of its deployment has begun.';
  const { status } = deployment;
  if (status === 'canceling' || status === 'canceled') return 'Its deployment was canceled.';
  return isFinished(status) ? `Its deployment was reported ${status.replaceAll('_', ' ')} meanwhile.` : null;
}

export const stepKindWords: Readonly<Record<StepKind, string>> = {
  command: 'command',
  http: 'HTTP call',
  wait: 'wait',
  approval: 'approval',
};
