import type { MessagePort } from 'node:worker_threads';
import type { Change } from '#shared/contract/wire.ts';
import type { Job } from '#shared/features/job/model.ts';
import type { Caller } from '../context.ts';
import type { JobEnd } from '../jobs/run.ts';

/** A job that is under way. */
export interface RunningJob {
  readonly end: Promise<JobEnd>;
  cancel(): void;
}

/** The threads behind an open workspace. One implementation runs real threads, one runs everything in process. */
export interface Workers {
  /** Resolves once the writer has the file; rejects with what keeps it from it, in words. */
  readonly opened: Promise<void>;
  command(name: string, input: unknown, caller: Caller): Promise<unknown>;
  openJob(name: string, input: unknown, caller: Caller): Promise<Job>;
  chunk(name: string, input: unknown, caller: Caller): Promise<unknown>;
  /** A read that may take longer, on a pool thread; `signal` ends it. */
  scan(name: string, input: unknown, caller: Caller, signal: AbortSignal): Promise<unknown>;
  startJob(job: Job, caller: Caller): RunningJob;
  /** A port that speaks to the writer, for a door on a thread of its own; null in process. */
  writerPort(): MessagePort | null;
  /** Does what is due now; the writer's own clock does it as well. */
  runDue(): Promise<void>;
  close(): Promise<void>;
}

export type OnChanges = (changes: readonly Change[]) => void;
export type Log = (error: unknown) => void;
