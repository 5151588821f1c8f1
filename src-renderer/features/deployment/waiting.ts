import { IconCircleMinus, IconClock, IconRocket, type TablerIcon } from '@tabler/icons-react';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { allowedMoves } from '#shared/features/deployment/rules.ts';
import type { Dialog } from '../../app/dialogs.ts';

/** Whether a record waits for its time and can begin by its own rules: it has acts of its own in the place of moves. */
export function waitsForItsTime(record: Pick<DeploymentRow, 'status' | 'policy'>): boolean {
  return record.status === 'scheduled' && allowedMoves(record).some(({ event }) => event === 'queue');
}

export interface WaitingAct {
  readonly label: string;
  readonly icon: TablerIcon;
  readonly dialog: Dialog;
}

/** What can be done with a deployment that waits for its time, the likely act first; nothing with any other. */
export function waitingActs(record: Pick<DeploymentRow, 'id' | 'status' | 'policy'>): WaitingAct[] {
  if (!waitsForItsTime(record)) return [];
  const ask = (act: 'begin' | 'reschedule'): Dialog => ({
    kind: 'release',
    action: { act, deploymentId: record.id },
  });
  return [
    { label: 'Deploy now', icon: IconRocket, dialog: ask('begin') },
    { label: 'Reschedule…', icon: IconClock, dialog: ask('reschedule') },
    {
      label: 'Cancel',
      icon: IconCircleMinus,
      dialog: { kind: 'move', ids: [record.id], to: 'canceled' },
    },
  ];
}
