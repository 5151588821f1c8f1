import { AppError } from '../../errors.ts';
import { eventBetween, movesFrom } from '../../machine.ts';
import { type DistributionEvent, distributionMachine, isOpen } from './machine.ts';
import type { Distribution } from './model.ts';

type Mutable = Pick<Distribution, 'status' | 'remoteId' | 'canceledBy' | 'startedAt' | 'finishedAt'>;
export type DistributionState = Mutable & Pick<Distribution, 'uid' | 'track'>;

/** What a worker or a person says of a distribution; null says nothing of that. */
export interface DistributionReport {
  readonly status: Distribution['status'] | null;
  readonly remoteId: string | null;
}

export interface ReportPlan {
  /** Null when only the remote id became known. */
  readonly event: DistributionEvent | null;
  readonly state: Mutable;
}

function refuse(
  code: 'illegal_transition' | 'conflict',
  state: DistributionState,
  field: string,
  message: string,
) {
  const allowed = movesFrom(distributionMachine, state.status).map(({ to }) => to);
  return new AppError(code, `${message} Nothing was changed.`, {
    hint:
      allowed.length === 0
        ? 'It has ended: make a new distribution of the same build to try again.'
        : `It can become: ${allowed.join(', ')}.`,
    from: state.status,
    allowed,
    fields: [{ field, message }],
    object: { noun: 'distribution', id: state.uid, label: state.track },
  });
}

/**
 * Decides a report on a distribution (spec/mobile 2.11): forward moves only, its own status again changes nothing. `at`
 * is when, in ms; `actor` is who cancels it. A remote id may change while the distribution is open and still be filled
 * in afterwards. Null when there is nothing to change.
 * @throws illegal_transition for a move that the table does not have; conflict for another remote id of one that ended.
 */
export function planReport(
  state: DistributionState,
  { status, remoteId }: DistributionReport,
  at: number,
  actor: string | null,
): ReportPlan | null {
  const to = status ?? state.status;
  const event = to === state.status ? null : eventBetween(distributionMachine, state.status, to);
  if (to !== state.status && !event) {
    throw refuse(
      'illegal_transition',
      state,
      'status',
      `The distribution to ${state.track} is ${state.status} and cannot become ${to}.`,
    );
  }
  const known = remoteId ?? state.remoteId;
  if (known !== state.remoteId && state.remoteId !== null && !isOpen(state.status)) {
    throw refuse(
      'conflict',
      state,
      'remoteId',
      `The distribution to ${state.track} has ended with the remote id ${state.remoteId}.`,
    );
  }
  if (!event && known === state.remoteId) return null;
  return {
    event,
    state: {
      status: to,
      remoteId: known,
      canceledBy: event === 'cancel' ? actor : state.canceledBy,
      startedAt: event === 'upload' ? at : state.startedAt,
      finishedAt: event !== null && !isOpen(to) ? at : state.finishedAt,
    },
  };
}
