import type { Changes } from '../changelog/model.ts';
import { sizeOf } from '../changelog/rules.ts';
import type { VersionScheme } from '../project/model.ts';
import type { ChangeSize } from './grammar.ts';

/** What a clone tells of the commits since the last version; without one, or where it tells nothing, why. */
export type Told =
  | { readonly kind: 'no_clone' | 'unreadable' }
  | {
      readonly kind: 'read';
      /** The highest version whose commit the clone has; null when it has none. */
      readonly since: string | null;
      readonly changes: Pick<Changes, 'counts' | 'total'>;
      /** There are more than were looked at. */
      readonly more: boolean;
    };

/** How much the next version changes; null where nobody knows. */
export function toldSize(told: Told): ChangeSize {
  return told.kind === 'read' ? sizeOf(told.changes) : null;
}

function countedWords({ since, changes, more }: Told & { readonly kind: 'read' }): string {
  const { counts, total } = changes;
  const place = since === null ? 'In the clone' : `Since ${since}`;
  const among = `${place}${more ? `, of the newest changes` : ''}`;
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  switch (sizeOf(changes)) {
    case 'breaking':
      return `${among}: ${counted(counts.breaking, 'change')} that ${counts.breaking === 1 ? 'breaks' : 'break'} something.`;
    case 'feature':
      return `${among}: ${counted(counts.features, 'feature')}, and nothing that breaks.`;
    case 'fix':
      return `${among}: ${counted(total, 'change')}, no features and nothing that breaks.`;
    case null:
      return `${place}: nothing.`;
  }
}

/** Why the next release is proposed to be called so, as a sentence; `followed` is the scheme that it goes by. */
export function proposalWords(followed: VersionScheme, hasVersions: boolean, told: Told): string {
  if (followed === 'calver') return 'It is named by the day.';
  if (followed === 'free')
    return 'It is named by the day: the project’s scheme says nothing of the next version.';
  if (!hasVersions) return 'It is the first version.';
  switch (told.kind) {
    case 'no_clone':
      return 'It is taken for a fix: no clone is attached on this machine that would tell what changed.';
    case 'unreadable':
      return 'It is taken for a fix: the clone on this machine does not tell what changed.';
    case 'read':
      return countedWords(told);
  }
}
