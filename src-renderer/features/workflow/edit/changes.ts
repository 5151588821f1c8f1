import type { WorkflowStep } from '#shared/features/workflow/model.ts';

export type StepChange = 'new' | 'changed' | 'as before';

export interface WorkflowChanges {
  /** The steps as they will be, each with what becomes of it. */
  readonly steps: readonly { readonly step: WorkflowStep; readonly change: StepChange }[];
  readonly removed: readonly string[];
  /** The steps that stay come in another order. */
  readonly isReordered: boolean;
}

/** What saving changes, told by the steps' names. */
export function workflowChanges(
  before: readonly WorkflowStep[],
  after: readonly WorkflowStep[],
): WorkflowChanges {
  const known = new Map(before.map((step) => [step.name, JSON.stringify(step)]));
  const names = new Set(after.map(({ name }) => name));
  const stayed = before.flatMap(({ name }) => (names.has(name) ? [name] : []));
  const order = after.flatMap(({ name }) => (known.has(name) ? [name] : []));
  return {
    steps: after.map((step) => {
      const old = known.get(step.name);
      const change = old === undefined ? 'new' : old === JSON.stringify(step) ? 'as before' : 'changed';
      return { step, change };
    }),
    removed: before.flatMap(({ name }) => (names.has(name) ? [] : [name])),
    isReordered: stayed.join('\n') !== order.join('\n'),
  };
}
