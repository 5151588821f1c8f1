import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useCall } from '../../../api/client.ts';

/** The release that a commit is picked onto first: one that has candidates. */
export function ReleaseSelect({
  projectId,
  value,
  onValue,
}: {
  readonly projectId: number;
  readonly value: number | null;
  readonly onValue: (releaseId: number) => void;
}) {
  const [search, setSearch] = useState('');
  const chosen = useCall('release.get', { id: value ?? 0 }, { enabled: value !== null }).data;
  const label = chosen?.id === value ? (chosen?.version ?? null) : null;
  const [text] = useDebouncedValue(search === label ? '' : search.trim(), 120);
  const releases = (useCall('release.board', { projectId, text }).data?.releases ?? []).filter(
    ({ candidates }) => candidates.length > 0,
  );
  const known = releases.some(({ id }) => id === value);
  return (
    <Select
      label="Base release"
      required
      description="Every newer release follows."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      allowDeselect={false}
      nothingFoundMessage="No release like this has candidates"
      data={[
        ...(!known && value !== null && label !== null ? [{ value: String(value), label }] : []),
        ...releases.map(({ id, version }) => ({ value: String(id), label: version })),
      ]}
      value={value === null ? null : String(value)}
      onChange={(id) => id !== null && onValue(Number(id))}
    />
  );
}
