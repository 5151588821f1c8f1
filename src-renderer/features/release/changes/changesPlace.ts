import type { ChangelogEnd } from '#shared/features/changelog/contract.ts';
import { pathTo } from '../../../app/routes.ts';

/** Two environments, or two versions: what the changes are between. */
export type Ways = 'environments' | 'versions';

/** What the screen of changes shows, as its address says it. */
export interface ChangesPlace {
  /** Null: the project that was looked at last. */
  readonly projectId: number | null;
  readonly by: Ways;
  readonly lowerId: number | null;
  readonly upperId: number | null;
  /** Null: from the first commit on. */
  readonly from: ChangelogEnd | null;
  readonly to: ChangelogEnd | null;
}

function idOf(text: string | null): number | null {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

/** `12` is a version by its key, `@9f3c1ae` a bare commit. */
function endOf(text: string | null): ChangelogEnd | null {
  const [, commit] = /^@([0-9a-f]{7,64})$/i.exec(text ?? '') ?? [];
  if (commit !== undefined) return { commit: commit.toLowerCase() };
  const releaseId = idOf(text);
  return releaseId === null ? null : { releaseId };
}

function textOf(end: ChangelogEnd): string {
  return 'commit' in end ? `@${end.commit}` : String(end.releaseId);
}

export function changesPlaceOf(search: URLSearchParams): ChangesPlace {
  const to = endOf(search.get('to'));
  return {
    projectId: idOf(search.get('project')),
    by: to !== null || search.get('by') === 'versions' ? 'versions' : 'environments',
    lowerId: idOf(search.get('lower')),
    upperId: idOf(search.get('upper')),
    from: endOf(search.get('from')),
    to,
  };
}

/** The address of one way of asking; what belongs to the other is left out. */
export function pathOfChanges({ projectId, by, lowerId, upperId, from, to }: ChangesPlace): string {
  const search = new URLSearchParams();
  if (projectId !== null) search.set('project', String(projectId));
  if (by === 'environments') {
    if (lowerId !== null) search.set('lower', String(lowerId));
    if (upperId !== null) search.set('upper', String(upperId));
  } else {
    if (from !== null) search.set('from', textOf(from));
    if (to === null) search.set('by', 'versions');
    else search.set('to', textOf(to));
  }
  return pathTo.changes(search);
}

interface Placed {
  readonly environmentId: number;
  readonly tier: string;
  /** What runs there; null when nothing does. */
  readonly running: unknown;
}

/**
 * The pair to begin with: the first environment of production, and the last before it in which something runs, or else
 * the last before it at all. Null for what is missing.
 */
export function defaultPair(environments: readonly Placed[]): {
  readonly lowerId: number | null;
  readonly upperId: number | null;
} {
  const upper = environments.find(({ tier }) => tier === 'production') ?? environments.at(-1);
  const at = upper ? environments.indexOf(upper) : -1;
  const before = environments.slice(0, Math.max(at, 0));
  const lower = before.findLast(({ running }) => running !== null) ?? before.at(-1);
  return {
    lowerId: lower?.environmentId ?? null,
    upperId: upper?.environmentId ?? null,
  };
}
