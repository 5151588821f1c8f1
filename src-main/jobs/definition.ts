import type { Job, JobKind } from '#shared/features/job/model.ts';
import type { Machine } from '../actions/machine.ts';
import type { Ctx } from '../context.ts';
import type { Stores } from '../store/index.ts';
import type { Folders } from './folders.ts';

/** What a running job works with: it reads by itself and writes through the writer, a piece at a time. */
export interface JobTools {
  readonly stores: Stores;
  readonly folders: Folders;
  readonly job: Job;
  /** What only this machine has: secrets, trust, processes. */
  readonly machine: Machine;
  now(): number;
  /** Throws `Canceled` once somebody asked the job to stop; to be called between pieces. */
  checkCanceled(): void;
  write<T>(chunk: string, input: unknown): Promise<T>;
  progress(done: number, total: number | null): Promise<void>;
  /** Copies the workspace's database to a file while others write to it. */
  copyDatabase(to: string, progress: (done: number, total: number) => Promise<void>): Promise<void>;
  /** What SQLite finds wrong with the file; empty when it is sound. */
  checkIntegrity(): string[];
  /** How many rows point to a row that is not there. */
  checkForeignKeys(): number;
}

/** What the process that starts a job can ask before it does. */
export interface JobGate {
  readonly stores: Stores;
  readonly machine: Machine;
}

export interface JobPlan {
  readonly title: string;
  readonly total?: number;
  /** Called in the same transaction with the id of the job's row. */
  opened?(jobId: number): void;
}

/** Long work with a result. What it writes is tagged with its job, so that it can be resumed or undone whole. */
export interface JobDefinition<Input = never> {
  readonly kind: JobKind;
  /** What progress counts. */
  readonly unit: string;
  /** `runner`: it mostly waits for something outside, so it shares one thread with others of its kind. */
  readonly seat?: 'runner';
  /** What becomes of it when the application died in the middle. */
  readonly afterDeath: 'resume' | 'fail';
  /** What is said of one that failed so, when the usual sentence would not be true. */
  readonly deathNote?: string;
  /** Asks the machine whether the job may be started at all. @throws what keeps it from that. */
  admit?(gate: JobGate, input: Input): Promise<void>;
  open(ctx: Ctx, input: Input): JobPlan;
  run(tools: JobTools, input: Input): Promise<Record<string, unknown>>;
  /** Runs when it was canceled or failed, to undo what a half-done job must not leave. */
  abandon?(tools: JobTools, input: Input, why: 'canceled' | 'failed'): Promise<void>;
}

/** Thrown inside a job that was asked to stop. */
export class Canceled extends Error {
  constructor() {
    super('The job was canceled.');
    this.name = 'Canceled';
  }
}
