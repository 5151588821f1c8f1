import type { RunState, StepState } from '#shared/features/workflow/machine.ts';
import type { Run } from '#shared/features/workflow/model.ts';
import type { OutputFor } from '../../api/client.ts';
import type { StatusName } from '../../ui/StatusBadge.tsx';

export type RunRecord = OutputFor<'workflow.run'>;

/** What a step of a run can be: one of its last try's states, or without a try yet to come or never reached. */
export type StepStanding = StepState | 'ahead';

interface Look {
  readonly status: StatusName;
  readonly label: string;
}

export const runLooks: Readonly<Record<RunState, Look>> = {
  waiting: { status: 'waiting', label: 'waiting' },
  running: { status: 'in_progress', label: 'running' },
  paused: { status: 'paused', label: 'paused' },
  canceling: { status: 'canceling', label: 'canceling' },
  succeeded: { status: 'succeeded', label: 'succeeded' },
  failed: { status: 'failed', label: 'failed' },
  errored: { status: 'errored', label: 'errored' },
  canceled: { status: 'canceled', label: 'canceled' },
};

export const stepLooks: Readonly<Record<StepStanding, Look>> = {
  running: { status: 'in_progress', label: 'running' },
  waiting: { status: 'paused', label: 'waits' },
  succeeded: { status: 'succeeded', label: 'succeeded' },
  failed: { status: 'failed', label: 'failed' },
  errored: { status: 'errored', label: 'errored' },
  canceled: { status: 'canceled', label: 'canceled' },
  skipped: { status: 'canceled', label: 'skipped' },
  ahead: { status: 'pending', label: 'not begun' },
};

export const numberLabel = (id: number) => `run ${id}`;

/** What a run works for, as `v1-rc1 to prod-eu` or `the build of v1-rc1`. */
export function subjectOf({ version, environment }: Pick<Run, 'version' | 'environment'>): string {
  return environment === null ? `the build of ${version}` : `${version} to ${environment}`;
}

/** Where a workflow belongs, as `payments in prod-eu` or `payments’ builds`. */
export function placeLabel(project: string, environment: string | null): string {
  return environment === null ? `the builds of ${project}` : `${project} in ${environment}`;
}

/** `step 2 of 5`; nothing once it is over. */
export function progressOf({ status, position, steps }: Pick<Run, 'status' | 'position' | 'steps'>): string {
  const isUnderWay = status === 'running' || status === 'paused' || status === 'canceling';
  return isUnderWay && steps > 0 ? `step ${Math.min(position + 1, steps)} of ${steps}` : '';
}

/** How it is with a run, in one sentence. */
export function runSentence(run: RunRecord): string {
  const { status, definition, position, environment, startedAt, errorMessage } = run;
  const step = definition[position]?.name ?? '';
  switch (status) {
    case 'waiting':
      if (startedAt !== null) return 'Goes on in a moment.';
      return environment === null
        ? 'Begins by itself in a moment.'
        : `Begins by itself once nothing in ${environment} is in its way.`;
    case 'running':
      return `${step} is under way.`;
    case 'paused':
      return run.approval ? `Waits for a person: ${step}.` : `Waits for its time: ${step}.`;
    case 'canceling':
      return `Is being canceled: everything that ${step} started is ended first.`;
    case 'succeeded':
      return 'Every step came to its end.';
    case 'failed':
    case 'errored':
    case 'canceled':
      return errorMessage ?? (status === 'canceled' ? 'It was canceled.' : 'A step did not come to its end.');
  }
}
