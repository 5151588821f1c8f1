import type { z } from 'zod';
import type { Client } from '#shared/contract/index.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { gatewaySystems, ScopeLevel } from '#shared/systems.ts';
import type { Problem } from '../problems.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One operation of a vendor's API as data. Schemas check what comes in, and describe what goes out. */
export interface DialectRoute {
  readonly method: Method;
  /** `/api/v1/deployments/:id`; literal paths stand beside their parametric ones without order. */
  readonly path: string;
  readonly level: ScopeLevel;
  readonly summary: string;
  /** The status of a success. */
  readonly status: number;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Only documents: answers are not checked again on their way out. */
  readonly answer: z.ZodType;
  /** In bytes; 1 MiB when left out. */
  readonly bodyLimit?: number;
  /** Translates: the request into procedures, what they answer into the vendor's shape. */
  handle(
    client: Client,
    request: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
  ): Promise<unknown>;
}

/** A vendor's language: its operations, and how it words a refusal. It owns no rule of the domain. */
export interface Dialect {
  readonly id: (typeof gatewaySystems)[number];
  /** A header that carries the bare token as well as `Authorization` does; in small letters. */
  readonly tokenHeader?: string;
  readonly routes: readonly DialectRoute[];
  /** Where the vendor answers another status than the table of codes says. */
  readonly statuses: Readonly<Partial<Record<ErrorCode, number>>>;
  /** Documents the error body of every operation. */
  readonly error: z.ZodType;
  /** The vendor's error body. */
  errorBody(problem: Problem): unknown;
}

type Parsed<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : unknown;

/** Writes a route with its handler typed by its schemas. */
export function route<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  definition: Omit<DialectRoute, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    handle(
      client: Client,
      request: { readonly params: Parsed<P>; readonly query: Parsed<Q>; readonly body: Parsed<B> },
    ): Promise<unknown>;
  },
): DialectRoute {
  return definition as unknown as DialectRoute;
}
