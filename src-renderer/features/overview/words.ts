import type { OutputOf } from '#shared/contract/define.ts';
import type { ActivityRow } from '#shared/features/activity/model.ts';
import { deploymentPolicies } from '#shared/features/deployment/machine.ts';
import type { overviewContract } from '#shared/features/overview/contract.ts';
import { formatDuration, formatRelative } from '#shared/time.ts';
import { formatCount } from '../../ui/numbers.ts';
import type { StatusName } from '../../ui/StatusBadge.tsx';

export type Overview = OutputOf<(typeof overviewContract)['read']>;
export type Attention = Overview['attention'][number];
export type Running = Overview['running'][number];
export type EnvironmentCard = Overview['environments'][number];

/** The status that a row of the first band carries: why it stands there, in the record's own word. */
export function attentionStatus({ why, deployment }: Attention): StatusName {
  if (why === 'asked') return 'paused';
  return why === 'failed' ? (deployment.status === 'errored' ? 'errored' : 'failed') : why;
}

/** The one action of a row: what its own machine allows next, else a look at the record. Nothing is guessed. */
export function attentionAction({ why, deployment }: Attention): 'retry' | 'review' | 'open' | 'decide' {
  if (why === 'asked') return 'decide';
  if (why === 'stuck') return 'open';
  if (why === 'partial' || why === 'held' || why === 'forced') return 'review';
  const { retry } = deploymentPolicies[deployment.policy].states[deployment.status].on;
  return retry === undefined ? 'open' : 'retry';
}

/** How far a run is by its usual time; null when no usual time is known, because then nobody knows. */
export function progressOf({ deployment, usual }: Running, now: number): number | null {
  if (usual.medianMs === null || usual.medianMs <= 0 || deployment.startedAt === null) return null;
  return Math.min(1, Math.max(0, now - deployment.startedAt) / usual.medianMs);
}

/** `14m 23s of about 16m 40s`, `14m 23s so far`, `waiting for 2m 41s`. */
export function elapsedWords({ deployment, usual }: Running, now: number): string {
  const since = deployment.startedAt ?? deployment.triggeredAt;
  const elapsed = formatDuration(Math.floor(Math.max(0, now - since) / 1000) * 1000);
  if (deployment.startedAt === null) return `waiting for ${elapsed}`;
  if (usual.medianMs === null) return `${elapsed} so far`;
  return `${elapsed} of about ${formatDuration(Math.round(usual.medianMs / 1000) * 1000)}`;
}

export interface EnvironmentState {
  readonly status: StatusName | null;
  readonly words: string;
}

/** What stands on an environment's card: trouble first, then work, else how many of its projects succeeded last. */
export function environmentState(card: EnvironmentCard): EnvironmentState {
  const { failed, running, cells, succeeded } = card;
  if (failed > 0) {
    return { status: 'failed', words: `${failed} failed${running > 0 ? `, ${running} running` : ''}` };
  }
  if (running > 0) return { status: 'in_progress', words: `${running} running` };
  if (cells === 0) return { status: null, words: 'Nothing was deployed here yet' };
  const words = `${succeeded} of ${cells} succeeded`;
  return { status: succeeded === cells ? 'succeeded' : null, words };
}

/** `Frozen until Mon 23 Nov 08:00`, `Freezes in 3h 27m, some projects`, `No freeze planned`: the foot of a card. */
export function freezeWords(
  freeze: EnvironmentCard['freeze'],
  now: number,
  clock: (at: number) => string,
): string {
  if (!freeze) return 'No freeze planned';
  const { startsAt, endsAt, partial } = freeze;
  const whom = partial ? ', some projects' : '';
  // The desk's clock may be a second ahead of the event that tells of a change.
  if (startsAt > now) return `Freezes ${formatRelative(startsAt, now).replace('just now', 'now')}${whom}`;
  return `${endsAt === null ? 'Frozen until it is lifted' : `Frozen until ${clock(endsAt)}`}${whom}`;
}

/** `1 needs attention, 3 running`. */
export function countWords(attention: number, running: number): string {
  return `${formatCount(attention)} ${attention === 1 ? 'needs' : 'need'} attention, ${formatCount(running)} running`;
}

/** What an entry is about, with its project said once. */
export function objectOf({ project, object }: Pick<ActivityRow, 'project' | 'object'>): string {
  const label = object.label.replace(/^#\d+ /, '');
  if (project === null || object.noun === 'project') return object.label;
  return label === project || label.startsWith(`${project} `) ? label : `${project} ${label}`;
}
