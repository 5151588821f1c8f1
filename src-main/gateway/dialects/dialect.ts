import type { z } from 'zod';
import type { Client } from '#shared/contract/index.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { PackageFacts } from '#shared/features/codepush/channel-model.ts';
import type { Token } from '#shared/features/token/contract.ts';
import type { gatewaySystems, ScopeLevel } from '#shared/systems.ts';
import type { Problem } from '../problems.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A package that comes as the file of a multipart body, which may be far larger than memory. */
export interface IncomingPackage {
  /**
   * Reads the body to its end; the file is on the disk then, and nobody has looked into it. @throws 400 without the
   * file, 413, 415.
   */
  receive(): Promise<{ readonly fields: ReadonlyMap<string, string> }>;
  /** Reads the package and keeps it. @throws invalid_input for what no device should get. */
  keep(publicKey: string | null): Promise<PackageFacts>;
}

/** An answer with a status or headers of its own. A null body is none. */
export class RouteAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown = null, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** What an operation is carried out with beside what its schemas read. */
interface Surroundings {
  /** Whom the token stands for. */
  readonly caller: Pick<Token, 'name' | 'personName' | 'email' | 'scopes' | 'createdAt' | 'expiresAt'>;
  /** Where this gateway is reached, without a slash at the end. */
  readonly base: string;
  /** Only where the route takes one. */
  readonly upload: IncomingPackage;
}

interface Received extends Surroundings {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** One operation of a vendor's API as data. Schemas check what comes in, and describe what goes out. */
export interface DialectRoute {
  readonly method: Method;
  /** `/api/v1/deployments/:id`; literal paths stand beside their parametric ones without order. */
  readonly path: string;
  /** Other spellings of the path that the vendor's clients send. */
  readonly spellings?: readonly string[];
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
  /** The name of the file in a multipart body; the other operations take JSON. */
  readonly file?: string;
  /** Translates: the request into procedures, what they answer into the vendor's shape or into a `RouteAnswer`. */
  handle(client: Client, request: Received): Promise<unknown>;
}

/** Every way in which a route's path may be written. */
export function pathsOf({ path, spellings = [] }: DialectRoute): readonly string[] {
  return [path, ...spellings];
}

/** A vendor's language: its operations, and how it words a refusal. It owns no rule of the domain. */
export interface Dialect {
  readonly id: (typeof gatewaySystems)[number];
  /** A header that carries the bare token as well as `Authorization` does; in small letters. */
  readonly tokenHeader?: string;
  readonly routes: readonly DialectRoute[];
  /** Where the vendor answers another status than the table of codes says. */
  readonly statuses: Readonly<Partial<Record<ErrorCode, number>>>;
  /** Where refusals of one code have several statuses. */
  statusOf?(problem: Problem): number;
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
      request: Surroundings & {
        readonly params: Parsed<P>;
        readonly query: Parsed<Q>;
        readonly body: Parsed<B>;
      },
    ): Promise<unknown>;
  },
): DialectRoute {
  return definition as unknown as DialectRoute;
}
