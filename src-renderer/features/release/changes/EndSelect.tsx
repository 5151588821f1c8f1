import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { ChangelogEnd } from '#shared/features/changelog/contract.ts';
import { useCall } from '../../../api/client.ts';

const FIRST = 'first';
const COMMIT = /^[0-9a-f]{7,64}$/i;

function optionOf(end: ChangelogEnd | null): string {
  if (end === null) return FIRST;
  return 'commit' in end ? `@${end.commit}` : String(end.releaseId);
}

function endOf(value: string): ChangelogEnd | null {
  if (value === FIRST) return null;
  return value.startsWith('@') ? { commit: value.slice(1) } : { releaseId: Number(value) };
}

/** A release, one of its candidates, or a commit by its id. */
export function EndSelect({
  label,
  projectId,
  value,
  onValue,
  isOptional = false,
}: {
  readonly label: string;
  readonly projectId: number;
  readonly value: ChangelogEnd | null;
  readonly onValue: (end: ChangelogEnd | null) => void;
  /** Whether it may be the first commit of all. */
  readonly isOptional?: boolean;
}) {
  const [search, setSearch] = useState('');
  const chosenId = value !== null && 'releaseId' in value ? value.releaseId : null;
  const chosen = useCall('release.get', { id: chosenId ?? 0 }, { enabled: chosenId !== null }).data;
  const chosenLabel =
    value === null
      ? null
      : 'commit' in value
        ? `commit ${value.commit.slice(0, 10)}`
        : chosen?.id === chosenId
          ? (chosen?.version ?? null)
          : null;
  const [text] = useDebouncedValue(search === chosenLabel ? '' : search.trim().replace(/-rc\d*$/, ''), 120);
  const releases = useCall('release.board', { projectId, text }).data?.releases ?? [];
  const groups = releases.map(({ id, version, candidates }) => ({
    group: version,
    items: [
      { value: String(id), label: version },
      ...candidates.map((candidate) => ({ value: String(candidate.id), label: candidate.version })),
    ],
  }));
  const current = optionOf(value);
  const known = groups.some(({ items }) => items.some((item) => item.value === current));
  return (
    <Select
      label={label}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      allowDeselect={false}
      nothingFoundMessage="No version like this, and no commit id"
      data={[
        ...(isOptional ? [{ value: FIRST, label: 'the first commit' }] : []),
        ...(value !== null && !known && chosenLabel !== null ? [{ value: current, label: chosenLabel }] : []),
        ...(COMMIT.test(search.trim()) && `@${search.trim().toLowerCase()}` !== current
          ? [{ value: `@${search.trim().toLowerCase()}`, label: `commit ${search.trim()}` }]
          : []),
        ...groups,
      ]}
      value={value === null && !isOptional ? null : current}
      onChange={(next) => next !== null && onValue(endOf(next))}
    />
  );
}
