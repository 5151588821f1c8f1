import type { DeliveryFacts } from '#shared/features/distribution/delivery.ts';
import type { OutputStream } from '#shared/features/distribution/record.ts';

/** What a step said of the distribution while it ran. */
export interface Told {
  readonly remoteId: string | null;
  /** The store's own word. */
  readonly storeState: string | null;
}

interface Ended {
  /** Of a command that ended by itself. */
  readonly exitCode: number | null;
  /** Of an HTTP call that was answered. */
  readonly httpStatus: number | null;
  readonly durationMs: number;
  readonly told: Told;
}

export type StepEnd =
  | (Ended & { readonly kind: 'done' | 'canceled' })
  /** `message` says what happened; secrets are masked in it as in all output. */
  | (Ended & { readonly kind: 'failed'; readonly message: string; readonly hint: string });

/** Who follows a step. What it is told is masked already. */
export interface Watch {
  output(stream: OutputStream, text: string): void;
  /** In percent. */
  progress(percent: number): void;
  /** Asked several times a second; once it is true, the step ends with everything it started. */
  isCanceled(): boolean;
  /** A process was started that leads a group of its own. */
  began(pid: number): void;
  ended(pid: number): void;
}

/** What a step works with. */
export interface Errand {
  readonly facts: DeliveryFacts;
  /** By slot. Invariant: no value leaves a step but to the command or call that asks for it. */
  readonly secrets: ReadonlyMap<string, string>;
  /** The stored artifact; null when the build has only a link. */
  readonly artifact: string | null;
}

/**
 * The way of one distribution into its store. A step that nobody set up answers null. None of them throws for what the
 * store or the command does: that is an end of the step.
 */
export interface Delivery {
  /** Whatever comes before the upload. */
  prepare(): Promise<StepEnd | null>;
  upload(): Promise<StepEnd | null>;
  submit(): Promise<StepEnd | null>;
  /** Asks the store for its state; the answer is in `told`. */
  poll(): Promise<StepEnd | null>;
  /** Starts, widens, resumes or completes a staged rollout, as the fact `move` says. */
  widen(): Promise<StepEnd | null>;
  /** Halts a staged rollout or takes it back. */
  halt(): Promise<StepEnd | null>;
}
