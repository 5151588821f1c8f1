import { filled } from '#shared/features/action/dry.ts';
import type { Run, WorkflowStep } from '#shared/features/workflow/model.ts';
import type { Stores } from '../../store/index.ts';
import { factsOf } from './errand.ts';

/** More open runs than one machine ever has. */
const MOST_OPEN = 1000;

export interface Asked {
  readonly position: number;
  readonly step: string;
  /** About the version and the place that the run is for; empty when the step says no more than its name. */
  readonly question: string;
}

/** What a run asks a person before it goes on; null while it waits for nobody. */
export function askedBy(stores: Stores, run: Run, steps: readonly WorkflowStep[]): Asked | null {
  const step = run.status === 'paused' ? steps[run.position] : undefined;
  if (step?.kind !== 'approval') return null;
  const facts = { ...factsOf(stores, run), step: step.name };
  return { position: run.position, step: step.name, question: filled(step.question, facts) };
}

/** The runs that wait for a person, of one project or of all, oldest first. */
export function waitingForPerson(
  stores: Stores,
  projectId: number | null,
): { readonly run: Run; readonly asked: Asked }[] {
  return stores.run.open(MOST_OPEN).flatMap((run) => {
    if (run.status !== 'paused' || (projectId !== null && run.projectId !== projectId)) return [];
    const asked = askedBy(stores, run, stores.run.work(run.id)?.steps ?? []);
    return asked ? [{ run, asked }] : [];
  });
}
