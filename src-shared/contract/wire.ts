import type { ErrorCode, ErrorDetails } from '../errors.ts';
import { AppError, errorCodes, internalError, isAppError } from '../errors.ts';
import type { Tier } from '../features/environment/model.ts';
import type { Noun } from './define.ts';

/** The reply envelope, the same on IPC, WebSocket and HTTP. */
export type Reply =
  | { readonly ok: true; readonly data: unknown }
  | {
      readonly ok: false;
      readonly error: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly hint?: string;
        readonly details?: Readonly<Record<string, unknown>>;
      };
    };

/** One change of one record, announced after its transaction is committed. */
export interface Change {
  readonly noun: Noun;
  readonly id: number | string;
  readonly projectId?: number;
}

/** What a person is told of on their desktop, wherever they are just now. */
export interface Notice {
  readonly kind: 'ended' | 'decision';
  readonly tier: Tier;
  readonly title: string;
  readonly body: string;
  readonly about: { readonly noun: 'deployment' | 'run'; readonly uid: string };
  /** The same for whoever is told of the same thing, so that a second window does not tell it again. */
  readonly tag: string;
}

export type AppEvent =
  | { readonly type: 'changed'; readonly changes: readonly Change[] }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'navigate'; readonly path: string };

/** What the preload offers to the page, and all it ever offers. */
export interface Bridge {
  call(procedure: string, input: unknown): Promise<Reply>;
  subscribe(listener: (event: AppEvent) => void): () => void;
}

export function success(data: unknown): Reply {
  return { ok: true, data };
}

/** Words an error for a door. Anything that is not an AppError is told as `internal`, without its text. */
export function failure(error: unknown): Reply {
  const { code, message, details } = isAppError(error) ? error : internalError();
  const { hint, object: _object, ...facts } = details;
  return {
    ok: false,
    error: {
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(Object.keys(facts).length === 0 ? {} : { details: facts }),
    },
  };
}

/** Opens an envelope: the data, or the error that travelled in it. */
export function unwrap(reply: Reply): unknown {
  if (reply.ok) return reply.data;
  const { code, message, hint, details } = reply.error;
  const known: ErrorCode = code in errorCodes ? code : 'internal';
  const extra: ErrorDetails = { ...details, ...(hint === undefined ? {} : { hint }) };
  throw new AppError(known, message, extra);
}
