import { Checkbox, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { type RefObject, useEffect, useState } from 'react';
import { nouns } from '#shared/contract/define.ts';
import type { ActivityFilter } from '#shared/features/activity/contract.ts';
import { doors } from '#shared/features/activity/model.ts';
import { verbWords } from '#shared/features/activity/words.ts';
import { dayKey } from '#shared/time.ts';
import { useCall } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { FilterChip } from '../../ui/FilterChip.tsx';
import { FilterBar } from '../../ui/Page.tsx';
import { useZone } from '../../ui/time.tsx';
import classes from './Activity.module.css';
import { endOfDay, startOfDay } from './activitySearch.ts';

const TYPING_MS = 200;

/** The conditions on the log; each stands in the place, so that a link or a saved view is the same list. */
export function ActivityFilterBar({
  filter,
  onFilter,
  field,
}: {
  readonly filter: ActivityFilter;
  readonly onFilter: (filter: ActivityFilter, typing: boolean) => void;
  readonly field: RefObject<HTMLInputElement | null>;
}) {
  const zone = useZone();
  const status = useCall('activity.status', undefined).data;
  const [text, setText] = useState(filter.text ?? '');
  useEffect(() => setText(filter.text ?? ''), [filter.text]);
  useEffect(() => {
    if (text === (filter.text ?? '')) return;
    const timer = setTimeout(() => onFilter({ ...filter, text: text || undefined }, true), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, filter, onFilter]);

  const put = (change: ActivityFilter) => onFilter({ ...filter, ...change }, false);
  const options = (values: readonly string[], words = (value: string) => value) =>
    values.map((value) => ({ value, label: words(value) }));
  const select = (
    name: 'actor' | 'verb' | 'noun' | 'door',
    label: string,
    width: number,
    data: ReturnType<typeof options>,
  ) => (
    <Select
      aria-label={label}
      placeholder={label}
      data={data}
      value={filter[name] ?? null}
      onChange={(value) => put({ [name]: value ?? undefined })}
      clearable
      searchable={data.length > 8}
      allowDeselect
      w={width}
      miw={width}
    />
  );
  const some = Object.keys(filter).length > 0;
  return (
    <FilterBar
      aside={
        some ? (
          <ActionButton label="Clear filters" size="xs" onClick={() => onFilter({}, false)} />
        ) : undefined
      }
    >
      <TextInput
        ref={field}
        aria-label="Search the log"
        placeholder="Search the log  /"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        w={180}
        miw={140}
      />
      {select('actor', 'Actor', 120, options(status?.actors ?? []))}
      {select('verb', 'Verb', 140, options(status?.verbs ?? [], verbWords))}
      {select('noun', 'Object', 114, options(nouns))}
      {select('door', 'Door', 104, options(doors))}
      <DatePickerInput
        type="range"
        aria-label="Days"
        placeholder="Days"
        valueFormat="D MMM YYYY"
        allowSingleDateInRange
        clearable
        value={[
          filter.from === undefined ? null : dayKey(filter.from, zone),
          filter.to === undefined ? null : dayKey(filter.to - 1, zone),
        ]}
        onChange={([first, last]) =>
          put({
            from: first === null ? undefined : startOfDay(first, zone),
            to: last === null ? undefined : endOfDay(last, zone),
          })
        }
        w={filter.from === undefined ? 96 : 210}
        miw={96}
      />
      <Checkbox
        label="Refused only"
        checked={filter.refused === true}
        onChange={(event) => put({ refused: event.currentTarget.checked || undefined })}
        miw={108}
        className={classes.refusedOnly ?? ''}
      />
      {filter.objectId ? (
        <FilterChip
          field="one"
          relation="object"
          value={filter.objectId.slice(-8)}
          onRemove={() => put({ objectId: undefined })}
        />
      ) : null}
    </FilterBar>
  );
}
