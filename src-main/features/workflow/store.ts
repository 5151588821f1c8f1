import { type Workflow, type WorkflowStep, workflowStepsSchema } from '#shared/features/workflow/model.ts';
import type { Connection } from '../../store/open.ts';

const COLUMNS = 'id, uid, projectId, environmentId, steps, updatedAt';

type StoredWorkflow = Omit<Workflow, 'steps'> & { readonly steps: string };

/** Rows of an imported workspace are somebody else's: steps that do not fit are as good as not there. */
function toWorkflow(stored: StoredWorkflow | undefined): Workflow | null {
  if (!stored) return null;
  try {
    const { data } = workflowStepsSchema.safeParse(JSON.parse(stored.steps));
    return data ? { ...stored, steps: data } : null;
  } catch {
    return null;
  }
}

/** How candidates are built and environments are deployed to. */
export function workflowStore(db: Connection) {
  const at = db.prepare<[number, number], StoredWorkflow>(
    `SELECT ${COLUMNS} FROM workflow WHERE projectId = ? AND coalesce(environmentId, 0) = ?`,
  );
  const ofProject = db.prepare<[number], StoredWorkflow>(
    `SELECT ${COLUMNS} FROM workflow WHERE projectId = ? ORDER BY coalesce(environmentId, 0)`,
  );
  const put = db.prepare(
    `INSERT INTO workflow (uid, projectId, environmentId, steps, updatedAt)
     VALUES (@uid, @projectId, @environmentId, @steps, @at)
     ON CONFLICT (projectId, coalesce(environmentId, 0)) DO UPDATE SET steps = @steps, updatedAt = @at`,
  );
  const remove = db.prepare('DELETE FROM workflow WHERE projectId = ? AND coalesce(environmentId, 0) = ?');
  return {
    at: (projectId: number, environmentId: number | null): Workflow | null =>
      toWorkflow(at.get(projectId, environmentId ?? 0)),
    ofProject: (projectId: number): Workflow[] =>
      ofProject.all(projectId).flatMap((stored) => toWorkflow(stored) ?? []),
    put: (
      uid: string,
      place: Pick<Workflow, 'projectId' | 'environmentId'>,
      steps: readonly WorkflowStep[],
      now: number,
    ): void => void put.run({ uid, ...place, steps: JSON.stringify(steps), at: now }),
    remove: (projectId: number, environmentId: number | null): void =>
      void remove.run(projectId, environmentId ?? 0),
  };
}
