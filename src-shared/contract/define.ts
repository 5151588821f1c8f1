import type { z } from 'zod';
import { built } from './schema.ts';

/**
 * Where a procedure runs follows from its kind:
 * - `query`: on the door's own thread over a read-only connection, under 5 ms.
 * - `scan`: a read that may take longer, on a pool thread, canceled by the next one.
 * - `command`: one synchronous transaction on the writer thread.
 * - `job`: long work with a row, progress and cancel; answers with the job's id at once.
 * - `desk`: about the workstation rather than the workspace (files, settings, gateway); runs in the main process.
 */
export type ProcedureKind = 'query' | 'scan' | 'command' | 'job' | 'desk';

/** What a change event names and what a query says it reads. */
export const nouns = [
  'project',
  'environment',
  'release',
  'freeze',
  'workflow',
  'deployment',
  'activity',
  'import',
  'job',
  'token',
  'view',
  'build',
  'codepush',
  'report',
  'output',
  'rollout',
  'distribution',
  'credential',
  'storage',
  'workspace',
  'settings',
  'gateway',
] as const;

export type Noun = (typeof nouns)[number];

export interface Procedure<
  Kind extends ProcedureKind = ProcedureKind,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly kind: Kind;
  readonly summary: string;
  readonly reads: readonly Noun[];
  readonly input: Input;
  readonly output: Output;
}

interface Shape<Input extends z.ZodType, Output extends z.ZodType> {
  readonly summary: string;
  /** The nouns whose change makes an answer stale; a screen refreshes by them. */
  readonly reads?: readonly Noun[];
  readonly input: Input;
  readonly output: Output;
}

const define =
  <Kind extends ProcedureKind>(kind: Kind) =>
  <Input extends z.ZodType, Output extends z.ZodType>(
    shape: Shape<Input, Output>,
  ): Procedure<Kind, Input, Output> => ({
    kind,
    summary: shape.summary,
    reads: shape.reads ?? [],
    get input() {
      return built(shape.input);
    },
    get output() {
      return built(shape.output);
    },
  });

export const query = define('query');
export const scan = define('scan');
export const command = define('command');
export const job = define('job');
export const desk = define('desk');

export type FeatureContract = Readonly<Record<string, Procedure>>;

export type InputOf<P extends Procedure> = z.input<P['input']>;
/** What the engine receives: the input after parsing, with defaults filled in. */
export type ParsedInputOf<P extends Procedure> = z.output<P['input']>;
export type OutputOf<P extends Procedure> = z.output<P['output']>;

/** The typed client of a contract: `client.deployment.list(input)`. */
export type ClientOf<C extends Readonly<Record<string, FeatureContract>>> = {
  readonly [F in keyof C]: {
    readonly [P in keyof C[F]]: (
      ...input: undefined extends InputOf<C[F][P]> ? [input?: InputOf<C[F][P]>] : [input: InputOf<C[F][P]>]
    ) => Promise<OutputOf<C[F][P]>>;
  };
};
