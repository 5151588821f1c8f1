import { IconFilterOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { DeploymentFilter } from '#shared/features/deployment/filter.ts';
import { useFetch } from '../../../api/client.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import type { Chip } from './chips.ts';

interface Culprit {
  readonly words: string;
  readonly rest: DeploymentFilter;
  readonly count: number;
  readonly exact: boolean;
}

/** Which one condition, taken away, would let the most through; null when none of them would help alone. */
function useCulprit(filter: DeploymentFilter, chips: readonly Chip[]): Culprit | null {
  const fetch = useFetch();
  const [culprit, setCulprit] = useState<Culprit | null>(null);
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that filter and chips say
  useEffect(() => {
    let left = false;
    const { text, ...withoutText } = filter;
    const candidates = chips.map((chip) => ({
      words: [chip.field, chip.relation, chip.value].filter(Boolean).join(' '),
      rest: chip.rest,
    }));
    if (text) candidates.push({ words: `the search for “${text}”`, rest: withoutText });
    if (candidates.length < 2) return setCulprit(null);
    void Promise.all(
      candidates.map(async (candidate) => ({
        ...candidate,
        ...(await fetch('deployment.count', { filter: candidate.rest })),
      })),
    )
      .then((found) => {
        const most = found.reduce((best, next) => (next.count > best.count ? next : best));
        if (!left) setCulprit(most.count > 0 ? most : null);
      })
      // Without the hint the way out is still there.
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [key]);
  return culprit;
}

/** What stands where a filter found nothing: the way out, and the condition that keeps the most away. */
export function NoMatches({
  filter,
  chips,
  searchedPart,
  onFilter,
}: {
  readonly filter: DeploymentFilter;
  readonly chips: readonly Chip[];
  /** Only a part was looked at so far. */
  readonly searchedPart: boolean;
  readonly onFilter: (filter: DeploymentFilter) => void;
}) {
  const culprit = useCulprit(filter, chips);
  if (searchedPart) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title="Nothing in the part that was searched."
        hint="Search further, or ask for less."
        primary={{ label: 'Clear filters', onClick: () => onFilter({ is: {}, not: {} }) }}
      />
    );
  }
  const hint = culprit
    ? `Most is kept away by: ${culprit.words}. Without it there are ${culprit.exact ? formatCount(culprit.count) : '1,000+'}.`
    : 'No deployment is all of this at once.';
  return (
    <EmptyState
      icon={IconFilterOff}
      title="No deployment matches."
      hint={hint}
      primary={{ label: 'Clear filters', onClick: () => onFilter({ is: {}, not: {} }) }}
      others={culprit ? [{ label: `Remove ${culprit.words}`, onClick: () => onFilter(culprit.rest) }] : []}
    />
  );
}
