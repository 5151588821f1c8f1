import type { MessagePort, Worker } from 'node:worker_threads';
import { AppError, type ErrorCode, type ErrorDetails, internalError, isAppError } from '#shared/errors.ts';

/** Calls over a message port: a number, a method, its argument; the answer carries the number back. */
type Request = { readonly id: number; readonly method: string; readonly input: unknown };
type Answer =
  | { readonly id: number; readonly data: unknown }
  | { readonly id: number; readonly error: { code: ErrorCode; message: string; details: ErrorDetails } };
type Event = { readonly event: unknown };

type Port = Pick<MessagePort | Worker, 'postMessage' | 'on' | 'off'>;

export type Serve = (method: string, input: unknown) => unknown;

/** Answers the calls of a port. An unexpected error crosses as `internal`; `log` is told the real one. */
export function servePort(port: Port, serve: Serve, log: (error: unknown) => void): void {
  port.on('message', async (request: Request) => {
    if (typeof request?.id !== 'number') return;
    try {
      port.postMessage({ id: request.id, data: await serve(request.method, request.input) } satisfies Answer);
    } catch (error) {
      if (!isAppError(error)) log(error);
      const { code, message, details } = isAppError(error) ? error : internalError();
      port.postMessage({ id: request.id, error: { code, message, details } } satisfies Answer);
    }
  });
}

export interface RemotePort {
  call<T>(method: string, input: unknown): Promise<T>;
  /** Everything still unanswered is refused with this sentence. */
  fail(message: string): void;
}

/** The calling side of a port. `onEvent` gets what the other side announces without being asked. */
export function callPort(port: Port, onEvent: (event: unknown) => void = () => {}): RemotePort {
  let last = 0;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  port.on('message', (message: Answer | Event) => {
    if ('event' in message) return onEvent(message.event);
    const call = waiting.get(message.id);
    if (!call) return;
    waiting.delete(message.id);
    if ('error' in message)
      call.reject(new AppError(message.error.code, message.error.message, message.error.details));
    else call.resolve(message.data);
  });
  return {
    call: <T>(method: string, input: unknown) =>
      new Promise<T>((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve: resolve as (value: unknown) => void, reject });
        port.postMessage({ id: last, method, input } satisfies Request);
      }),
    fail(message) {
      for (const { reject } of waiting.values()) reject(new AppError('unavailable', message));
      waiting.clear();
    },
  };
}

/** Announces something to the calling side. */
export function announce(port: Port, event: unknown): void {
  port.postMessage({ event } satisfies Event);
}

/** The file of a thread's entry: beside the source while it runs from source, beside the bundle when it is built. */
export function threadEntry(base: string, source: string, built: string): URL {
  return new URL(base.endsWith('.ts') ? source : built, base);
}
