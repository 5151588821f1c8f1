import type { FeatureContract, OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { Ctx } from './context.ts';

/** The procedures of a feature that the engine answers itself: everything about the workspace but its jobs. */
type EngineKind = 'query' | 'scan' | 'command';

type EngineNames<C extends FeatureContract> = {
  [P in keyof C]: C[P]['kind'] extends EngineKind ? P : never;
}[keyof C];

/** One function per procedure: parsed input in, the contract's output out. Synchronous: it runs in a transaction. */
export type Handlers<C extends FeatureContract> = {
  readonly [P in EngineNames<C>]: (ctx: Ctx, input: ParsedInputOf<C[P]>) => OutputOf<C[P]>;
};

export type Handler = (ctx: Ctx, input: unknown) => unknown;
