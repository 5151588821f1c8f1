import { judgeAction, slotsIn } from '../action/judge.ts';
import type { Action } from '../action/model.ts';
import type { Finding } from '../build/model.ts';
import { type StepKind, type WorkflowStep, workflowFactNames } from './model.ts';

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
  return steps.flatMap((step, index) =>
    isAction(step) ? judgeAction(`steps[${index}]`, step as Action, workflowFactNames) : [],
  );
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

/** Where a new attempt can take up an earlier run: at the step that did not come to its end, or at the first. */
export function resumePosition(
  from: 'failed_step' | 'start',
  earlier: { readonly position: number; readonly steps: number },
  steps: number,
): number {
  return from === 'start' || earlier.steps !== steps ? 0 : Math.min(earlier.position, steps - 1);
}

export const stepKindWords: Readonly<Record<StepKind, string>> = {
  command: 'command',
  http: 'HTTP call',
  wait: 'wait',
  approval: 'approval',
};
