import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleMinus,
  IconCircleX,
  IconClock,
  IconHelpCircle,
  IconPlayerPlay,
  IconRefresh,
  IconRotate2,
  IconSquare,
  type TablerIcon,
} from '@tabler/icons-react';
import type {
  DeploymentEvent,
  DeploymentPolicy,
  DeploymentStatus,
} from '#shared/features/deployment/machine.ts';
import { allowedMoves, machineOf } from '#shared/features/deployment/rules.ts';
import { statusLabel } from '../../ui/StatusBadge.tsx';
import { waitsForItsTime } from './waiting.ts';
import { moveLabels } from './words.ts';

export const moveIcons: Readonly<Record<DeploymentEvent, TablerIcon>> = {
  schedule: IconClock,
  queue: IconCircleDashed,
  start: IconPlayerPlay,
  succeed: IconCircleCheck,
  finish_partly: IconCircleHalf2,
  fail: IconCircleX,
  error: IconAlertTriangle,
  request_cancel: IconSquare,
  cancel: IconCircleMinus,
  requeue: IconRotate2,
  roll_back: IconArrowBackUp,
  retry: IconRefresh,
  lose: IconHelpCircle,
};

export interface OfferedMove {
  readonly event: DeploymentEvent;
  readonly to: DeploymentStatus;
  /** Why the machine does not allow it now; null when it does. */
  readonly refusal: string | null;
}

interface Movable {
  /** The run that carries it out at this time: what it comes to is for the run to say. */
  readonly openRunId?: number | null;
  readonly status: DeploymentStatus;
  readonly policy: DeploymentPolicy;
}

/** Where the moves that always keep their place lead to. */
const lasting = { roll_back: 'rolled_back', retry: 'pending' } as const;
/** The moves that lead out of a state, the likely one first. */
const likely: readonly DeploymentEvent[] = ['start', 'succeed', 'request_cancel', 'cancel', 'queue'];

/** Why a record cannot take a move, in the machine's own words. */
function refusalOf({ status, policy }: Movable, event: keyof typeof lasting): string {
  const machine = machineOf(policy);
  const from = Object.entries(machine.states)
    .filter(([, state]) => state.on[event] !== undefined)
    .map(([name]) => statusLabel(name as DeploymentStatus));
  if (from.length === 0) {
    return `${moveLabels[event]} is not for records like this one; this one is ${statusLabel(status)}.`;
  }
  const list = from.length < 2 ? from.join('') : `${from.slice(0, -1).join(', ')} or ${from.at(-1)}`;
  return `${moveLabels[event]} is for a deployment that is ${list}; this one is ${statusLabel(status)}.`;
}

/**
 * The moves of a record as buttons: at most two that lead on from its state, then rolling back and retrying, which
 * keep their place and say why when they cannot be taken. The rest is for the menu, as are all that lead on while a run
 * carries it out. What waits for its time has acts of its
 * own (`waitingActs`) in the place of moves.
 */
export function offeredMoves(record: Movable): {
  readonly buttons: readonly OfferedMove[];
  readonly others: readonly OfferedMove[];
} {
  if (waitsForItsTime(record)) return { buttons: [], others: [] };
  const allowed = allowedMoves(record).map(({ event, to }): OfferedMove => ({ event, to, refusal: null }));
  const leading = record.openRunId
    ? []
    : likely.flatMap((event) => allowed.filter((move) => move.event === event)).slice(0, 2);
  const kept = (['roll_back', 'retry'] as const).map(
    (event): OfferedMove =>
      allowed.find((move) => move.event === event) ?? {
        event,
        to: lasting[event],
        refusal: refusalOf(record, event),
      },
  );
  const buttons = [...leading, ...kept];
  return { buttons, others: allowed.filter((move) => !buttons.includes(move)) };
}
