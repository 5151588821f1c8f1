import { AppError } from '#shared/errors.ts';
import { ownerAndName } from '#shared/features/candidate/cut.ts';
import { flagsOf } from '#shared/features/deployment/model.ts';
import type { Run, WorkflowFacts, WorkflowStep } from '#shared/features/workflow/model.ts';
import { isAction, slotsOf } from '#shared/features/workflow/rules.ts';
import type { Errand } from '../../actions/action.ts';
import type { JobTools } from '../../jobs/definition.ts';
import type { Stores } from '../../store/index.ts';
import { labelOf } from './runs.ts';
import { type WorkflowPlace, workflowHash, workflowSecretName } from './trust.ts';

/** What names no owner stands as it was written. */
const repositoryOf = (written: string) => ownerAndName(written) ?? written;

/** What the templates and the environment of a place's steps are filled with, for a candidate or a version. */
export function placeFacts(
  stores: Stores,
  place: { readonly projectId: number; readonly environmentId: number | null },
  versionId: number | null,
): WorkflowFacts {
  const project = stores.project.get(place.projectId);
  const environment = place.environmentId === null ? undefined : stores.environment.get(place.environmentId);
  const version = versionId === null ? undefined : stores.release.get(versionId);
  const candidate = versionId === null ? null : stores.candidate.get(versionId);
  const release = candidate ? stores.release.get(candidate.releaseId) : version;
  const cell =
    place.environmentId === null ? undefined : stores.matrix.cell(place.projectId, place.environmentId);
  const running = cell?.deploymentId ? stores.deployment.state(cell.deploymentId) : undefined;
  const from = running?.releaseId ? stores.release.get(running.releaseId) : undefined;
  return {
    project: project?.name ?? '',
    repository: repositoryOf(project?.repository ?? ''),
    release: release?.version ?? '',
    candidate: version?.version ?? '',
    candidateNumber: candidate ? String(candidate.number) : '',
    commit: version?.commitSha ?? '',
    environment: environment?.name ?? '',
    tier: environment?.tier ?? '',
    fromVersion: cell?.version ?? '',
    fromCommit: from?.commitSha ?? '',
    deployment: '',
    deploymentNumber: '',
    attempt: '1',
    isRollback: 'false',
    actor: '',
    reason: '',
    run: '',
    step: '',
  };
}

/** What is known of a run, as its steps are filled with it. */
export function factsOf(stores: Stores, run: Run): WorkflowFacts {
  if (run.deploymentId === null) {
    const place = { projectId: run.projectId, environmentId: null };
    return {
      ...placeFacts(stores, place, run.candidateId),
      attempt: String(run.attempt),
      run: run.uid,
    };
  }
  const row = stores.deployment.row(run.deploymentId);
  const state = stores.deployment.state(run.deploymentId);
  const detail = stores.deployment.detail(run.deploymentId);
  const place = { projectId: run.projectId, environmentId: row?.environmentId ?? null };
  return {
    ...placeFacts(stores, place, state?.releaseId ?? null),
    // What it left when it was triggered; what runs there may be another version by now.
    fromVersion: row?.fromVersion ?? '',
    deployment: row?.uid ?? '',
    deploymentNumber: row ? String(row.number) : '',
    attempt: String(run.attempt),
    run: run.uid,
    isRollback: state && flagsOf(state.flags).includes('rollback') ? 'true' : 'false',
    actor: row?.actor ?? '',
    reason: detail?.reason ?? '',
  };
}

export function placeOf(stores: Stores, run: Run): WorkflowPlace {
  const row = run.deploymentId === null ? null : stores.deployment.row(run.deploymentId);
  const environment = row ? stores.environment.get(row.environmentId) : undefined;
  return {
    projectUid: stores.project.get(run.projectId)?.uid ?? '',
    environmentUid: environment?.uid ?? null,
  };
}

/**
 * Everything that a run's steps work with.
 * @throws forbidden unless a person has trusted exactly these steps on this machine; conflict naming a secret that
 * it does not have.
 */
export async function errandOf(
  { machine, stores }: Pick<JobTools, 'machine' | 'stores'>,
  run: Run,
  steps: readonly WorkflowStep[],
): Promise<Errand> {
  const place = placeOf(stores, run);
  if (steps.some(isAction) && !(await machine.isTrusted(workflowHash(place, steps)))) {
    throw new AppError(
      'forbidden',
      `The workflow of ${labelOf(run)} is not trusted on this machine. Nothing was run.`,
      { hint: 'Read what it runs in the workflow editor and trust it there, then take the run up.' },
    );
  }
  const secrets = new Map<string, string>();
  for (const slot of slotsOf(steps)) {
    const value = await machine.secret(workflowSecretName(place.projectUid, slot));
    if (value === null) {
      throw new AppError('conflict', `The secret ${slot} is not on this machine. Nothing was run.`, {
        hint: 'Set it in the workflow editor, then take the run up.',
        slot,
      });
    }
    secrets.set(slot, value);
  }
  return {
    facts: factsOf(stores, run),
    secrets,
    artifact: null,
    words: { settings: 'the workflow editor', afterwards: 'Look there what came of it' },
  };
}
