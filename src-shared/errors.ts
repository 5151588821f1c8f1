/** Every code an answer may carry, with the HTTP status used where a dialect says nothing else (spec/decisions, Core). */
export const errorCodes = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  illegal_transition: 409,
  unsupported: 422,
  upstream_refused: 502,
  unavailable: 503,
  upstream_unreachable: 504,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorCodes;

export interface ErrorDetails {
  /** What to do next, as a sentence. */
  readonly hint?: string;
  /** What the refusal is about: written to the activity log when the domain refuses. */
  readonly object?: {
    readonly noun: string;
    readonly id: string;
    readonly label: string;
    /** The names of where it is, when the object itself does not tell. */
    readonly project?: string;
    readonly environment?: string;
  };
  /** Facts for programs: from, to, allowed, fields. Never a secret. */
  readonly [key: string]: unknown;
}

/** The one error that crosses a door. Its message says what happened and what was kept. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}

const noun = (name: string) => name.replaceAll('_', ' ');

/** A record that is not there. */
export function notFound(kind: string, id: string | number): AppError {
  return new AppError('not_found', `There is no ${noun(kind)} ${id} in this workspace.`, {
    hint: 'It may have been removed by undoing an import. Search for it by version, commit or id.',
  });
}

/** A sentence for an unexpected error: no stack, no path, no secret leaves the process in it. */
/** What one field of an input has wrong with it, said by a rule that the schema does not know. */
export function invalidField({
  field,
  message,
}: {
  readonly field: string;
  readonly message: string;
}): AppError {
  return new AppError('invalid_input', `${message} Nothing was changed.`, {
    hint: 'Correct it and try again.',
    field,
    fields: [{ field, message }],
  });
}

export function internalError(): AppError {
  return new AppError('internal', 'Slipway met an error of its own. Nothing was changed.', {
    hint: 'Try again. If it happens once more, the log file in the data folder says what failed.',
  });
}
