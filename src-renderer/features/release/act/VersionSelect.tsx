import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useCall } from '../../../api/client.ts';
import { versionOptions } from './deployForm.ts';

/** A candidate, or a release that stands for itself: the highest first, and any other by its text. */
export function VersionSelect({
  projectId,
  value,
  selected,
  onValue,
}: {
  readonly projectId: number;
  readonly value: number | null;
  /** The version that is chosen; it stands in the field also when the list does not reach it. */
  readonly selected: string | null;
  readonly onValue: (releaseId: number) => void;
}) {
  const [search, setSearch] = useState('');
  const [text] = useDebouncedValue(search === selected ? '' : search.replace(/-rc\d*$/, ''), 120);
  const board = useCall('release.board', { projectId, text }).data;
  const options = versionOptions(board?.releases ?? []);
  const known = options.some((group) => group.items.some((item) => item.value === String(value)));
  return (
    <Select
      label="Version"
      required
      placeholder="Choose the candidate"
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage="No version like this"
      data={
        known || value === null || selected === null
          ? options
          : [{ group: 'Chosen', items: [{ value: String(value), label: selected }] }, ...options]
      }
      value={value === null ? null : String(value)}
      onChange={(next) => next !== null && onValue(Number(next))}
    />
  );
}
