import {
  IconCircleCheck,
  IconCircleX,
  IconPlayerTrackNext,
  IconSquare,
  type TablerIcon,
} from '@tabler/icons-react';
import { runMachine } from '#shared/features/workflow/machine.ts';
import type { RunRecord } from '../words.ts';

export type RunAct = 'approve' | 'refuse' | 'cancel' | 'resume';

/** What can be asked of a run from screens that are not its own; `decide` leaves open whether with yes or with no. */
export type AskedOfRun = 'decide' | 'cancel';

export interface OfferedAct {
  readonly act: RunAct;
  readonly label: string;
  readonly icon: TablerIcon;
  readonly keys: string;
  /** Why it cannot be done now; null when it can. */
  readonly refusal: string | null;
}

/**
 * What can be done with a run, the next thing first; what never fits its state is left out.
 * @param newer whether a newer run stands for the same deployment or candidate.
 */
export function offeredActs(run: Pick<RunRecord, 'status' | 'approval'>, newer: boolean): OfferedAct[] {
  const isOver = Object.keys(runMachine.states[run.status].on).length === 0;
  const acts: OfferedAct[] = [];
  if (run.approval) {
    acts.push(
      { act: 'approve', label: 'Approve', icon: IconCircleCheck, keys: 'a', refusal: null },
      { act: 'refuse', label: 'Refuse', icon: IconCircleX, keys: 'x', refusal: null },
    );
  }
  if (!isOver) {
    acts.push({
      act: 'cancel',
      label: 'Cancel the run',
      icon: IconSquare,
      keys: 'c',
      refusal: run.status === 'canceling' ? 'It is being canceled already.' : null,
    });
  } else if (run.status !== 'succeeded') {
    acts.push({
      act: 'resume',
      label: 'Take it up',
      icon: IconPlayerTrackNext,
      keys: 'r',
      refusal: newer ? 'There is a newer run of this.' : null,
    });
  }
  return acts;
}
