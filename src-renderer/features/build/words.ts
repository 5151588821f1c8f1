import type { StoreState } from '#shared/features/build/model.ts';
import type { StoreEvent } from '#shared/features/build/record.ts';
import { storeMachine } from '#shared/features/build/rules.ts';
import type { OutputFor } from '../../api/client.ts';
import { formatCount } from '../../ui/numbers.ts';

export type BuildRecord = OutputFor<'build.get'>;

/** What the store says of a build, in word and tone; a build that nobody submitted has a state as well. */
export function storeStateLook(state: StoreState | null) {
  const { label, tone } = storeMachine.states[state ?? 'none'];
  return { label, tone };
}

/** `#1,204` */
export function numberLabel(number: number): string {
  return `#${formatCount(number)}`;
}

/** A build as a sentence names it: `#1,204, 6.12.0 from release/6.12`. */
export function buildLabel(build: {
  readonly number: number;
  readonly envVersion: string;
  readonly storeVersion: string | null;
  readonly tag: string;
}): string {
  return `${numberLabel(build.number)}, ${build.storeVersion ?? build.envVersion} from ${build.tag}`;
}

/** One change of a build's life in the store, as its line says it. */
export function storeEventWords({ kind, state }: Pick<StoreEvent, 'kind' | 'state'>): string {
  switch (kind) {
    case 'state':
      return `Became ${storeStateLook(state).label}`;
    case 'correction':
      return `Corrected to ${storeStateLook(state).label}`;
    case 'live':
      return 'Went Live';
    case 'live_ended':
      return 'Stopped being Live';
    case 'force_update':
      return 'Force Update applied';
  }
}

export type BuildActionName = BuildRecord['actions'][number]['action'];

/** Why an action cannot be done on a build now; null when it can. */
export function refusalOf({ actions }: Pick<BuildRecord, 'actions'>, action: BuildActionName): string | null {
  const refusal = actions.find((one) => one.action === action)?.refusal ?? null;
  // Beside a button nothing was asked for yet, so there is nothing to reassure about.
  return refusal?.replace(/ Nothing was changed\.$/, '') ?? null;
}
