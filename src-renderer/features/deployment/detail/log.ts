import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import type { StepStatus } from '#shared/features/deployment/parts.ts';
import { type StatusName, statusLabel } from '../../../ui/StatusBadge.tsx';
import { stepKey } from '../../../ui/StepTimeline/reported.ts';
import { moveLabels } from '../words.ts';

/** One line of what happened, newest first; `stepKey` ties it to a bar of the timeline. */
export interface LogEntry {
  readonly key: string;
  readonly at: number;
  readonly attempt: number | null;
  readonly icon: StatusName | 'started';
  readonly title: string;
  readonly detail: string;
  readonly stepKey: string | null;
}

const ends: Readonly<Record<StepStatus, readonly [StatusName, string]>> = {
  waiting: ['pending', 'waits'],
  running: ['in_progress', 'runs'],
  succeeded: ['succeeded', 'finished'],
  failed: ['failed', 'failed'],
  skipped: ['canceled', 'was skipped'],
  canceled: ['canceled', 'was canceled'],
};

const severities = { error: 'failed', warning: 'partial', info: 'unknown' } as const;

function titleOf({ cause, status }: DeploymentDetail['events'][number]): string {
  if (cause === 'reschedule') return 'Rescheduled';
  return `${cause === 'record' ? 'Recorded as' : 'Became'} ${statusLabel(status)}`;
}

/** Every dated fact of a deployment in one list: its changes, its steps' beginnings and ends, its issues. */
export function logOf(record: Pick<DeploymentDetail, 'events' | 'steps' | 'issues'>): LogEntry[] {
  const entries: LogEntry[] = [];
  for (const event of record.events) {
    const by = event.actor === null ? '' : `by ${event.actor}`;
    entries.push({
      key: `event ${event.id}`,
      at: event.occurredAt,
      attempt: event.attempt,
      icon: event.status,
      title: titleOf(event),
      detail: [by, event.note].filter(Boolean).join(', '),
      stepKey: null,
    });
  }
  for (const step of record.steps) {
    const key = stepKey(step);
    const base = { attempt: step.attempt, detail: step.note ?? '', stepKey: key };
    if (step.startedAt !== null) {
      const title = `${step.name} started`;
      const icon = step.kind === 'waiting' ? ('waiting' as const) : ('started' as const);
      entries.push({ ...base, key: `${key} start`, at: step.startedAt, icon, title });
    }
    if (step.finishedAt !== null) {
      const [icon, word] = ends[step.status];
      entries.push({
        ...base,
        detail: '',
        key: `${key} end`,
        at: step.finishedAt,
        icon,
        title: `${step.name} ${word}`,
      });
    }
  }
  for (const [index, issue] of record.issues.entries()) {
    entries.push({
      key: `issue ${index}`,
      at: issue.at,
      attempt: null,
      icon: severities[issue.severity],
      title: issue.title,
      detail: issue.detail ?? '',
      stepKey: null,
    });
  }
  // What came in one millisecond keeps its order, the later of it on top.
  return entries.reverse().sort((a, b) => b.at - a.at);
}

/** What made a change, in the words of the button that asks for it. */
export function causeLabel(cause: DeploymentDetail['events'][number]['cause']): string {
  if (cause === 'record') return 'recorded';
  return cause === 'reschedule' ? 'rescheduled' : moveLabels[cause].toLowerCase();
}
