import { AppError, type ErrorCode, type ErrorDetails } from '../../errors.ts';

interface RefusalWords {
  /** How our own doors answer; a conflict is what the domain refuses, so it leaves an entry in the log. */
  readonly code: ErrorCode;
  /** How a release project's clients are answered, and the text that they know. */
  readonly status: number;
  readonly text: string;
}

/**
 * Every refusal of releases and environments with the answer that clients compare word by word: the eight texts of
 * spec/releases 1.1, the one of 2.1, then those of our own rules, which no client knows.
 */
export const refusals = {
  candidate_version: { code: 'invalid_input', status: 400, text: 'Invalid release candidate version' },
  commit: { code: 'invalid_input', status: 400, text: 'Invalid commit hash' },
  deployment_status: { code: 'invalid_input', status: 400, text: 'Invalid deployment status' },
  frozen: { code: 'conflict', status: 400, text: 'Environment is frozen' },
  repository: { code: 'not_found', status: 404, text: 'GitHub repository not found' },
  environment: { code: 'not_found', status: 404, text: 'Release environment not found' },
  release: { code: 'not_found', status: 404, text: 'Release not found' },
  project: { code: 'not_found', status: 404, text: 'Release project not found' },
  nothing_to_roll_back: {
    code: 'conflict',
    status: 404,
    text: 'No previous deployment to roll back from',
  },
  candidate_exists: { code: 'conflict', status: 409, text: 'Release candidate already exists' },
  release_blocked: { code: 'conflict', status: 409, text: 'Release is blocked' },
  not_open: { code: 'conflict', status: 409, text: 'Release candidate may not go to this environment yet' },
  drops_hotfix: { code: 'conflict', status: 409, text: 'Release candidate would drop a hotfix' },
  not_ready: { code: 'conflict', status: 409, text: 'Release candidate is not ready' },
  not_a_target: { code: 'conflict', status: 409, text: 'Deployment cannot be rolled back to' },
  nothing_to_pick: { code: 'conflict', status: 409, text: 'Commit is contained already' },
} as const satisfies Readonly<Record<string, RefusalWords>>;

export type Refusal = keyof typeof refusals;

/** An error that a door can answer in its own fixed words: `details.refusal` names the row of `refusals`. */
export function refuse(refusal: Refusal, message: string, details: ErrorDetails = {}): AppError {
  return new AppError(refusals[refusal].code, message, { ...details, refusal });
}
