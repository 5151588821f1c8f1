import { STATUS_CODES } from 'node:http';
import { type ErrorCode, errorCodes, internalError, isAppError } from '#shared/errors.ts';

/** What went wrong with a request before the domain had a say, for dialects that word it in their own way. */
type ProblemReason =
  | 'foreign'
  | 'malformed_body'
  | 'too_large'
  | 'media_type'
  | 'invalid'
  | 'rate_limited'
  | 'method';

/** A refusal in HTTP's terms; a dialect turns it into its own body. */
export interface Problem {
  readonly status: number;
  readonly code: ErrorCode;
  readonly reason: ProblemReason | null;
  readonly message: string;
  readonly hint: string | null;
  /** Facts for programs: from, to, allowed, fields. Never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A refusal by the gateway itself, with the headers that belong to it. */
export class GatewayProblem extends Error {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    facts: Partial<Pick<Problem, 'reason' | 'hint' | 'details'>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'GatewayProblem';
    this.problem = { status, code, message, reason: null, hint: null, details: {}, ...facts };
    this.headers = headers;
  }
}

/** The HTTP phrase of a status, as many clients expect it beside the number. */
export function phraseOf(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}

interface HttpError {
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: readonly { readonly instancePath?: string; readonly message?: string }[];
}

const problem = (
  status: number,
  code: ErrorCode,
  reason: ProblemReason | null,
  message: string,
  details: Problem['details'] = {},
): Problem => ({ status, code, reason, message, hint: null, details });

const bodyProblems: Readonly<Record<number, Problem>> = {
  400: problem(400, 'invalid_input', 'malformed_body', 'The body is not valid JSON. Nothing was changed.'),
  413: problem(413, 'invalid_input', 'too_large', 'The body is too large. Nothing was changed.'),
  415: problem(
    415,
    'unsupported',
    'media_type',
    'The body must be JSON, sent as application/json. Nothing was changed.',
  ),
};

/** Names the first field that does not fit; the value itself is never repeated. */
function validationProblem(issues: NonNullable<HttpError['validation']>): Problem {
  const fields = issues.map(({ instancePath, message }) => ({
    field: (instancePath ?? '').replace(/^\//, '').replaceAll('/', '.'),
    message: message ?? 'does not fit',
  }));
  const first = fields[0];
  const where = first?.field ? `${first.field}: ` : '';
  return problem(
    400,
    'invalid_input',
    'invalid',
    `${where}${first?.message ?? 'The request does not fit.'}`,
    {
      fields: fields.slice(0, 20),
    },
  );
}

/**
 * Whatever was thrown, in HTTP's terms. `statuses` are the dialect's own for codes of the domain. Answers null for
 * what nobody expected: that is logged and told as `internal`, without its text.
 */
export function problemOf(
  error: unknown,
  statuses: Readonly<Partial<Record<ErrorCode, number>>>,
): Problem | null {
  if (error instanceof GatewayProblem) return error.problem;
  if (isAppError(error)) {
    const { hint, object: _object, ...details } = error.details;
    const status = statuses[error.code] ?? errorCodes[error.code];
    return { status, code: error.code, reason: null, message: error.message, hint: hint ?? null, details };
  }
  const { statusCode, validation } = error as HttpError;
  if (validation) return validationProblem(validation);
  const known = statusCode === undefined ? undefined : bodyProblems[statusCode];
  if (known) return known;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return problem(statusCode, 'invalid_input', null, `${phraseOf(statusCode)}. Nothing was changed.`);
  }
  return null;
}

export function internalProblem(): Problem {
  const { code, message, details } = internalError();
  return { status: 500, code, reason: null, message, hint: details.hint ?? null, details: {} };
}

/** The body where no dialect has a say: the reply envelope of every other door. */
export function neutralBody({ code, message, hint, details }: Problem): unknown {
  return {
    ok: false,
    error: {
      code,
      message,
      ...(hint === null ? {} : { hint }),
      ...(Object.keys(details).length === 0 ? {} : { details }),
    },
  };
}
