import {
  type Change,
  type ChangeAuthor,
  type ChangeGroup,
  type Changes,
  changeGroups,
  MOST_AUTHORS,
  MOST_LISTED,
} from './model.ts';

/** What is written of a change, before it is put into a group. */
export type WrittenChange = Omit<Change, 'group'>;

/** One group for each change: what breaks something first, then what it takes back, then by its type. */
export function groupOf({ breaking, reverts, type }: Omit<WrittenChange, 'sha'>): ChangeGroup {
  if (breaking !== null) return 'breaking';
  if (reverts !== null) return 'reverts';
  switch (type?.toLowerCase()) {
    case 'feat':
    case 'feature':
      return 'features';
    case 'fix':
    case 'bugfix':
    case 'hotfix':
      return 'fixes';
    case 'perf':
      return 'performance';
    case 'revert':
      return 'reverts';
    default:
      return 'others';
  }
}

export interface Tally {
  add(change: WrittenChange, email: string): void;
  /** What was added up to now. */
  changes(about: Pick<Changes, 'leftBehind' | 'isShallow'>): Changes;
}

/** Adds changes up one by one, the newest first, and keeps no more of them than are listed. */
export function tallyOfChanges(): Tally {
  const counts = Object.fromEntries(changeGroups.map((group) => [group, 0])) as Changes['counts'];
  const entries: Change[] = [];
  const authors = new Map<string, ChangeAuthor>();
  let total = 0;
  return {
    add(change, email) {
      const group = groupOf(change);
      counts[group] += 1;
      total += 1;
      if (entries.length < MOST_LISTED) entries.push({ ...change, group });
      // One who has no address is told from others by name.
      const key = email === '' ? ` ${change.author}` : email.toLowerCase();
      const known = authors.get(key) ?? { name: change.author, email, commits: 0 };
      authors.set(key, { ...known, commits: known.commits + 1 });
    },
    changes: (about) => ({
      counts,
      total,
      authors: [...authors.values()]
        .toSorted((a, b) => b.commits - a.commits || (a.name < b.name ? -1 : 1))
        .slice(0, MOST_AUTHORS),
      authorCount: authors.size,
      entries,
      ...about,
    }),
  };
}

/** How much a release of these changes is, for the version to offer; null when nothing changed. */
export function sizeOf({ counts, total }: Pick<Changes, 'counts' | 'total'>) {
  if (total === 0) return null;
  if (counts.breaking > 0) return 'breaking' as const;
  return counts.features > 0 ? ('feature' as const) : ('fix' as const);
}
