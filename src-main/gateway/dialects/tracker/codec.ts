import type { z } from 'zod';
import type { recordDeploymentSchema } from '#shared/features/deployment/contract.ts';
import type { DeploymentFacts, RunningVersions } from '#shared/features/deployment/facts.ts';
import { type Problem, phraseOf } from '../../problems.ts';
import { lostReason, toTracker } from './states.ts';
import type { NewTrackerDeployment, TrackerDeployment, TrackerMatrix, trackerError } from './wire.ts';

const instant = (at: number) => new Date(at).toISOString();
const instantOrNull = (at: number | null) => (at === null ? null : instant(at));

/** Our record in the tracker's words. A status it lacks is told in `metadata.reason`; the reporter's own key stands. */
export function toDeployment(facts: DeploymentFacts): TrackerDeployment {
  const reason = lostReason(facts.status);
  return {
    id: facts.uid,
    componentId: facts.projectUid,
    componentName: facts.project,
    environmentId: facts.environmentUid,
    environmentName: facts.environment,
    version: facts.version,
    status: toTracker(facts.status),
    deployedBy: facts.actor,
    commitSha: facts.commitSha,
    description: facts.description,
    metadata: reason === null ? facts.metadata : { reason, ...facts.metadata },
    deployedAt: instantOrNull(facts.succeededAt),
    createdAt: instant(facts.occurredAt),
    updatedAt: instant(facts.updatedAt),
    startedAt: instantOrNull(facts.startedAt),
    finishedAt: instantOrNull(facts.finishedAt),
    attempt: facts.attempt,
    errorMessage: facts.errorMessage,
  };
}

export function toMatrix(projects: readonly RunningVersions[]): TrackerMatrix {
  return projects.map(({ projectUid, project, environments }) => ({
    componentId: projectUid,
    componentName: project,
    environments: Object.fromEntries(
      environments.map(({ name, version, deployedAt }) => [
        name,
        { version, deployedAt: instant(deployedAt) },
      ]),
    ),
  }));
}

/** The tracker's report as our command; the report itself is kept beside the record, undocumented keys included. */
export function toRecord(
  report: NewTrackerDeployment,
  place: { readonly projectId: number; readonly environmentId: number },
): z.input<typeof recordDeploymentSchema> {
  return {
    ...place,
    version: report.version,
    policy: 'tracker',
    actor: report.deployedBy,
    status: report.status ?? 'pending',
    commitSha: report.commitSha ?? null,
    description: report.description ?? null,
    metadata: report.metadata ?? {},
    raw: { system: 'tracker', body: report },
  };
}

/** A refused move names the record's own states, which another policy may have more of than five. */
export function toError({ status, code, message, details }: Problem): z.output<typeof trackerError> {
  return {
    statusCode: status,
    error: phraseOf(status),
    message:
      code === 'illegal_transition' ? `Invalid status transition: ${details.from} -> ${details.to}` : message,
  };
}
