import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import { type ScopeNames, scopeWords } from '#shared/features/freeze/words.ts';
import type { ChangeRow } from '#shared/features/matrix/changes.ts';
import type { Cell } from '#shared/features/matrix/model.ts';
import { DRIFT_LIMIT } from '#shared/features/matrix/model.ts';
import { formatAge } from '#shared/time.ts';
import { statusLabel } from '../../ui/StatusBadge.tsx';

const MINUS = '−';

/** `−3`, `+1`, `−99+`; null when there is nothing to say. */
export function driftNumber(drift: number | null): string | null {
  if (drift === null || drift === 0) return null;
  const distance = Math.abs(drift);
  const text = distance >= DRIFT_LIMIT ? `${DRIFT_LIMIT}+` : String(distance);
  return `${drift < 0 ? MINUS : '+'}${text}`;
}

/** The same with its word where it is not the usual case: `−3`, `+1 ahead`. */
export function driftWord(drift: number | null): string | null {
  const number = driftNumber(drift);
  return drift !== null && drift > 0 ? `${number} ahead` : number;
}

/** The step of the tint: 1, 2 to 3, 4 or more releases behind; or ahead of the column to the left. */
export function driftStep(drift: number | null): '1' | '2' | '3' | 'ahead' | undefined {
  if (drift === null || drift === 0) return undefined;
  if (drift > 0) return 'ahead';
  if (drift === -1) return '1';
  return drift >= -3 ? '2' : '3';
}

/** The age in its greatest unit, because a cell is narrow: `2h`, `9d`, `<1m`. The exact instant stands in the timeline. */
export function shortAge(ms: number): string {
  return formatAge(Math.max(0, ms)).split(' ')[0] || '<1m';
}

const overlayWords: Partial<Record<DeploymentStatus, string>> = { in_progress: 'running' };

/** The mark over a version: the newest record there, when it is not the one that runs and did not simply succeed. */
export function overlayOf(cell: Cell): { status: DeploymentStatus; label?: string } | null {
  const { latestId, latestStatus, deploymentId } = cell;
  if (latestId === null || latestStatus === null || latestId === deploymentId) return null;
  if (latestStatus === 'succeeded') return null;
  const label = overlayWords[latestStatus];
  return { status: latestStatus, ...(label ? { label } : {}) };
}

/** A change as a sentence: what of it does not fit into its line. */
export function changeSentence(change: ChangeRow, names: ScopeNames): string {
  switch (change.kind) {
    case 'deployment':
      return `${change.project} ${change.version} in ${change.environment}: ${statusLabel(change.status)}`;
    case 'freezeBegin':
      return `Freeze ${change.name} begins (${change.reason}): ${scopeWords(change.scope, names)}`;
    case 'freezeEnd': {
      const { lifted, name, scope } = change;
      const how = lifted ? `is lifted by ${lifted.by} (${lifted.reason})` : 'ends';
      return `Freeze ${name} ${how}: ${scopeWords(scope, names)}`;
    }
    case 'hold': {
      const where = `${change.project} in ${change.environment}`;
      return change.begins
        ? `Auto-promotion of ${where} is held: ${change.reason}`
        : `The hold of ${where} is lifted`;
    }
  }
}
