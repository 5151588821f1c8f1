import { candidateAdmissions } from './features/candidate/admit.ts';
import type { JobGate } from './jobs/definition.ts';
import { parseInput, procedureNamed } from './router.ts';

type Admission = (gate: JobGate, input: unknown) => Promise<void>;

/** What the machine is asked before a command or a query of the workspace, which knows nothing of machines. */
const admissions: ReadonlyMap<string, Admission> = new Map(
  Object.entries({ ...candidateAdmissions } as unknown as Record<string, Admission>),
);

/** @throws what keeps the procedure from being asked for here. */
export async function admit(gate: JobGate, name: string, input: unknown): Promise<void> {
  const admission = admissions.get(name);
  if (admission) await admission(gate, parseInput(name, procedureNamed(name), input));
}
