import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useCall } from '../../../api/client.ts';

/** A commit of the clone: from its newest ones, by its message, or by how its id begins. */
export function CommitSelect({
  projectId,
  value,
  label,
  onValue,
}: {
  readonly projectId: number;
  readonly value: string | null;
  /** How the chosen commit is called; null while it is not known. */
  readonly label: string | null;
  readonly onValue: (sha: string) => void;
}) {
  const [search, setSearch] = useState('');
  const [text] = useDebouncedValue(search === label ? '' : search.trim(), 150);
  const { data, error } = useCall('changelog.commits', { projectId, text, limit: 30 });
  const rows = (data?.rows ?? []).map(({ sha, subject }) => ({
    value: sha,
    label: `${sha.slice(0, 7)} ${subject}`,
  }));
  const known = value === null || rows.some((row) => row.value === value);
  return (
    <Select
      label="Commit"
      required
      placeholder="Message, or how the id begins"
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // The clone has searched already, in more than the label says.
      filter={({ options }) => options}
      nothingFoundMessage="No commit like this in the clone"
      error={error?.message}
      data={known || value === null ? rows : [{ value, label: label ?? value.slice(0, 10) }, ...rows]}
      value={value}
      onChange={(sha) => sha !== null && onValue(sha)}
    />
  );
}
