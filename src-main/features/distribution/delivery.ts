import type { ActionEnd } from '../../actions/action.ts';

/**
 * The way of one distribution into its store. A step that nobody set up answers null. None of them throws for what the
 * store or the command does: that is an end of the step.
 */
export interface Delivery {
  /** Whatever comes before the upload. */
  prepare(): Promise<ActionEnd | null>;
  upload(): Promise<ActionEnd | null>;
  submit(): Promise<ActionEnd | null>;
  /** Asks the store for its state; the answer is in `told`. */
  poll(): Promise<ActionEnd | null>;
  /** Starts, widens, resumes or completes a staged rollout, as the fact `move` says. */
  widen(): Promise<ActionEnd | null>;
  /** Halts a staged rollout or takes it back. */
  halt(): Promise<ActionEnd | null>;
}
