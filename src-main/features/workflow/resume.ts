import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { DeployPlan } from '#shared/features/environment/deploy.ts';
import type { workflowContract } from '#shared/features/workflow/contract.ts';
import type { Run, Workflow } from '#shared/features/workflow/model.ts';
import { resumePosition, stoppedAt } from '#shared/features/workflow/rules.ts';
import type { Ctx } from '../../context.ts';
import { moveDeployment } from '../deployment/move.ts';
import type { StoredState } from '../deployment/store.ts';
import { judgeAgain, previewAgain } from '../environment/begin.ts';
import { requireReason } from '../environment/deploy.ts';
import { entryOf, labelOf, openRun, refuseRun, requireRun } from './runs.ts';
import type { Subject } from './subject.ts';

type Contract = typeof workflowContract;
type Resume = ParsedInputOf<Contract['resume']>;

interface ResumePlan {
  readonly run: Run;
  readonly workflow: Workflow;
  /** The step at which the next attempt begins. */
  readonly position: number;
  /**
   * The deployment that begins anew, and is judged like any other that begins now. Null for a build, and for what goes on
   * behind a step that came to its end: running work finishes, whatever holds up new work (spec/releases 2.7).
   */
  readonly begins: StoredState | null;
}

/** @throws conflict when the run is not over, succeeded, or is not the newest, and when there is no workflow any more. */
function planResume(ctx: Ctx, { runId, from }: Pick<Resume, 'runId' | 'from'>): ResumePlan {
  const { stores } = ctx;
  const run = requireRun(ctx, runId);
  const newest =
    run.deploymentId === null
      ? stores.run.ofCandidate(run.candidateId ?? 0, 1)[0]
      : stores.run.ofDeployment(run.deploymentId, 1)[0];
  if (newest?.id !== runId) throw refuseRun(run, 'There is a newer run of this.', 'Look at that one.');
  if (run.finishedAt === null || run.status === 'succeeded') {
    throw refuseRun(
      run,
      `The run of ${labelOf(run)} is ${run.status}.`,
      'Only what did not come to its end can be taken up.',
    );
  }
  const state = run.deploymentId === null ? null : (stores.deployment.state(run.deploymentId) ?? null);
  const workflow = stores.workflow.at(run.projectId, state?.environmentId ?? null);
  if (!workflow) {
    throw refuseRun(run, 'There is no workflow any more.', 'Set it again, or report by hand how it ended.');
  }
  const earlier = {
    position: stoppedAt(run.position, stores.run.tries(runId)),
    steps: stores.run.work(runId)?.steps ?? [],
  };
  const position = resumePosition(from, earlier, workflow.steps);
  return { run, workflow, position, begins: position === 0 ? state : null };
}

/** What the next attempt works for: the deployment retried as the same record, or the candidate's build anew. */
function nextAttempt(ctx: Ctx, run: Run, reason: string | null, judged: DeployPlan | null): Subject {
  const { stores } = ctx;
  const { projectId } = run;
  if (run.deploymentId !== null) {
    const why = reason ?? 'Its workflow is taken up again.';
    const row = moveDeployment(ctx, run.deploymentId, 'pending', {
      reason: why,
      errorMessage: null,
      ...(judged ? { forced: judged } : {}),
    });
    return { kind: 'deployment', id: row.id, projectId, attempt: row.attempt };
  }
  const candidate = run.candidateId === null ? null : stores.candidate.get(run.candidateId);
  if (!candidate || !stores.candidate.setBuild(candidate.id, candidate.build, 'pending')) {
    throw refuseRun(run, 'Its candidate is not there any more.', 'Cut another one.');
  }
  return { kind: 'candidate', id: candidate.id, projectId, attempt: run.attempt + 1 };
}

/**
 * Takes up what did not come to its end, as the next attempt with the workflow as it is now. What begins anew by it is
 * judged as a deployment at this moment.
 * @throws as `planResume` and `judgeAgain`; invalid_input for a force without a reason; illegal_transition when the record's
 * own policy knows no next attempt.
 */
export function resumeRun(ctx: Ctx, input: Resume): OutputOf<Contract['resume']> {
  const { from, force, reason } = input;
  const { run, workflow, position, begins } = planResume(ctx, input);
  requireReason(ctx, force);
  const judged = begins && judgeAgain(ctx, begins, { force });
  const why = reason ?? force?.reason ?? null;
  const next = openRun(ctx, nextAttempt(ctx, run, why, judged), workflow, position);
  const overriddenFreezes = judged?.overriddenFreezes.map(({ name }) => name) ?? [];
  ctx.noted('workflow', {
    verb: 'workflow.resume',
    ...entryOf(run),
    reason: why,
    after: { from, ...(overriddenFreezes.length > 0 ? { overriddenFreezes } : {}) },
  });
  return next;
}

/** What stands in the way of taking a run up, by the plan of the act. Null when nothing is judged. @throws as `planResume`. */
export function previewResume(
  ctx: Ctx,
  input: ParsedInputOf<Contract['previewResume']>,
): OutputOf<Contract['previewResume']> {
  const { begins } = planResume(ctx, input);
  return begins && previewAgain(ctx, begins, { force: input.force });
}
