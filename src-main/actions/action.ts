import type { OutputStream } from '#shared/features/action/model.ts';
import type { StartedCommand } from './process-group.ts';

/** What an action said of the record it works for while it ran. */
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

export type ActionEnd =
  | (Ended & { readonly kind: 'done' | 'canceled' })
  | (Ended & {
      readonly kind: 'failed';
      /** False when it could not be carried out at all: no such program, no answer. */
      readonly ran: boolean;
      /** What happened; secrets are masked in it as in all output. */
      readonly message: string;
      readonly hint: string;
    });

/** Who follows an action. What it is told is masked already. */
export interface Watch {
  output(stream: OutputStream, text: string): void;
  /** In percent. */
  progress(percent: number): void;
  /** Asked several times a second; once it is true, the action ends with everything it started. */
  isCanceled(): boolean;
  began(command: StartedCommand): void;
  ended(command: StartedCommand): void;
}

/** What an action works with. */
export interface Errand {
  /** Filled into templates, and in a command's environment; an empty text where there is nothing to say. */
  readonly facts: Readonly<Record<string, string>>;
  /** By slot. Invariant: no value leaves an action but to the command or call that asks for it. */
  readonly secrets: ReadonlyMap<string, string>;
  /** The stored artifact; null when there is none. */
  readonly artifact: string | null;
  readonly words: {
    /** Where a person corrects the action: "the delivery settings". */
    readonly settings: string;
    /** What to look at when nobody knows how it ended. */
    readonly afterwards: string;
  };
}
