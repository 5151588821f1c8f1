import type { z } from 'zod';
import { parseCandidateVersion } from '#shared/features/candidate/grammar.ts';
import type { DeploymentFacts } from '#shared/features/deployment/facts.ts';
import { type Refusal, refusals } from '#shared/features/release/refusals.ts';
import type { Problem } from '../../problems.ts';
import { readWord, toWord } from './states.ts';
import { type AviatorDeployment, type aviatorError, type DeploymentReport, INVALID_JSON } from './wire.ts';

const instant = (at: number) => new Date(at).toISOString();

/** The release of a candidate's version; a version that is no candidate's stands for itself. */
const releaseOf = (version: string) => parseCandidateVersion(version)?.release ?? version;

/** Our record in a release project's words. It begins with its trigger, and people are known by e-mail alone. */
export function toDeployment(facts: DeploymentFacts): AviatorDeployment {
  return {
    id: facts.uid,
    environment_name: facts.environment,
    release_version: releaseOf(facts.version),
    release_candidate_version: facts.version,
    from_release_version: facts.fromVersion === null ? null : releaseOf(facts.fromVersion),
    from_release_candidate_version: facts.fromVersion,
    status: toWord(facts.status),
    actor: facts.actorEmail,
    deploy_start_at: instant(facts.triggeredAt),
    deploy_end_at: facts.finishedAt === null ? null : instant(facts.finishedAt),
    error_message: facts.errorMessage,
  };
}

/** A pipeline's report as our command; it is kept as it came. @throws as `readWord`. */
export function toReport(body: DeploymentReport) {
  return {
    status: readWord(body.status),
    errorMessage: body.error_message ?? null,
    policy: 'aviator',
    raw: { system: 'aviator', body },
  } as const;
}

/** A pipeline's `force` means whatever stands in the way, and gives no reason (spec/releases 2.6). */
export function toForce(force: boolean | null | undefined) {
  return force === true ? ({ freezeIds: 'all', reason: null } as const) : null;
}

function refusalOf({ details: { refusal } }: Problem): (typeof refusals)[Refusal] | null {
  return typeof refusal === 'string' && Object.hasOwn(refusals, refusal)
    ? refusals[refusal as Refusal]
    : null;
}

/** Refusals of one code have several statuses here. */
export function statusOf(problem: Problem): number {
  return refusalOf(problem)?.status ?? problem.status;
}

function textOf(problem: Problem): string {
  if (problem.status === 401) return 'Unauthorized';
  if (problem.reason === 'malformed_body') return INVALID_JSON;
  return refusalOf(problem)?.text ?? problem.message;
}

/** The documented texts word by word; anything else names the field, or the states that a move lies between. */
export function toError(problem: Problem): z.output<typeof aviatorError> {
  return { error: textOf(problem) };
}
