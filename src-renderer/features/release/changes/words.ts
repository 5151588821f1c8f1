import { type ChangeGroup, type Changes, changeGroups } from '#shared/features/changelog/model.ts';
import { formatCount } from '../../../ui/numbers.ts';

/** How a group of changes is headed. */
export const groupTitles: Readonly<Record<ChangeGroup, string>> = {
  breaking: 'Breaking',
  features: 'Features',
  fixes: 'Fixes',
  performance: 'Performance',
  reverts: 'Taken back',
  others: 'Other changes',
};

const groupCounts: Readonly<Record<ChangeGroup, readonly [one: string, many: string]>> = {
  breaking: ['breaking', 'breaking'],
  features: ['feature', 'features'],
  fixes: ['fix', 'fixes'],
  performance: ['for speed', 'for speed'],
  reverts: ['taken back', 'taken back'],
  others: ['other', 'others'],
};

const counted = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** `12 changes: 1 breaking, 4 features, 7 fixes`. */
export function summaryOf({ total, counts }: Pick<Changes, 'total' | 'counts'>): string {
  if (total === 0) return 'no change';
  const parts = changeGroups.flatMap((group) =>
    counts[group] === 0 ? [] : counted(counts[group], ...groupCounts[group]),
  );
  return `${counted(total, 'change', 'changes')}: ${parts.join(', ')}`;
}
