import { Menu, Popover, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import type { DeploymentFilter, FilterField } from '#shared/features/deployment/filter.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { AddFilterChip, FilterChip } from '../../../ui/FilterChip.tsx';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { FilterBar } from '../../../ui/Page.tsx';
import { fieldLabels } from '../words.ts';
import { type Chip, type ChipTarget, targetId, withValues } from './chips.ts';
import { ConditionEditor, type FilterOption, TimeEditor } from './FilterEditor.tsx';
import classes from './List.module.css';

/** Typing rests this long before the list follows. */
const REST_MS = 120;

interface DeploymentFiltersProps {
  readonly filter: DeploymentFilter;
  readonly chips: readonly Chip[];
  readonly optionsOf: (field: FilterField) => readonly FilterOption[];
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onFilter: (filter: DeploymentFilter) => void;
  readonly onRecent: (days: number) => void;
  /** Enter in the search field goes on to the rows. */
  readonly onDone: () => void;
  readonly aside: ReactNode;
}

/** The words that are searched for, the conditions as chips, and the way to more of them. */
export function DeploymentFilters(props: DeploymentFiltersProps) {
  const { filter, chips, onFilter } = props;
  const [editing, setEditing] = useState<ChipTarget | null>(null);
  const editingId = editing ? targetId(editing) : null;
  const close = () => setEditing(null);
  const draft = editing && !chips.some(({ id }) => id === editingId) ? editing : null;

  const editorOf = (target: ChipTarget): ReactNode => {
    if (target.kind === 'time') {
      return (
        <TimeEditor
          filter={filter}
          onChange={(next) => {
            onFilter(next);
            close();
          }}
          onRecent={(days) => {
            props.onRecent(days);
            close();
          }}
        />
      );
    }
    if (target.kind === 'import') return null;
    return (
      <ConditionEditor
        filter={filter}
        field={target.field}
        sign={target.sign}
        options={props.optionsOf(target.field)}
        open={target.field === 'actor'}
        onChange={(next, sign) => {
          onFilter(next);
          setEditing({ ...target, sign });
        }}
      />
    );
  };
  const chipOf = (target: ChipTarget, chip: ReactNode) => (
    <Popover
      key={targetId(target)}
      opened={editingId === targetId(target)}
      onChange={(opened) => !opened && close()}
      position="bottom-start"
      width={target.kind === 'time' ? 268 : 280}
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <span>{chip}</span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Edit filter">
        {editorOf(target)}
      </Popover.Dropdown>
    </Popover>
  );

  return (
    <FilterBar aside={props.aside}>
      <SearchField
        text={filter.text ?? ''}
        inputRef={props.searchRef}
        onDone={props.onDone}
        onText={(text) => {
          const { text: _old, ...rest } = filter;
          onFilter(text.trim() === '' ? rest : { ...rest, text });
        }}
      />
      {chips.map((chip) =>
        chipOf(
          chip.target,
          <FilterChip
            field={chip.field}
            relation={chip.relation}
            value={chip.value}
            onRemove={() => {
              close();
              onFilter(chip.rest);
            }}
            {...(chip.target.kind === 'import' ? {} : { onEdit: () => setEditing(chip.target) })}
          />,
        ),
      )}
      {draft
        ? chipOf(
            draft,
            <FilterChip
              field={draft.kind === 'field' ? fieldLabels[draft.field] : 'started'}
              relation={draft.kind === 'field' && draft.sign === 'not' ? 'is not' : ''}
              value="…"
              onRemove={close}
            />,
          )
        : null}
      <Menu position="bottom-start" width={170} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <AddFilterChip keys="" />
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(fieldLabels) as FilterField[]).map((field) => (
            <Menu.Item
              key={field}
              onClick={() =>
                setEditing({ kind: 'field', field, sign: filter.not[field]?.length ? 'not' : 'is' })
              }
            >
              {fieldLabels[field]}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setEditing({ kind: 'time' })}>started</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {chips.length > 0 || filter.text ? (
        <ActionButton label="Clear" size="xs" onClick={() => onFilter({ is: {}, not: {} })} />
      ) : null}
    </FilterBar>
  );
}

function SearchField({
  text,
  inputRef,
  onText,
  onDone,
}: {
  readonly text: string;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onText: (text: string) => void;
  readonly onDone: () => void;
}) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => onText(typed), REST_MS);
    return () => clearTimeout(timer);
  });
  return (
    <TextInput
      ref={inputRef}
      className={classes.search ?? ''}
      type="search"
      aria-label="Search deployments by version, commit, #number, project, environment, actor or words"
      placeholder="Search"
      leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
      rightSection={typed === '' ? <KeyHint keys="/" /> : null}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        if (event.key === 'Escape' && typed !== '') setTyped('');
        else {
          onText(typed);
          onDone();
        }
      }}
    />
  );
}

/** Only one status of the filter, or any status when it was that one already. */
export function onlyStatus(
  filter: DeploymentFilter,
  status: NonNullable<DeploymentFilter['is']['status']>[number],
): DeploymentFilter {
  const { status: chosen } = filter.is;
  const already = chosen?.length === 1 && chosen[0] === status;
  return withValues(withValues(filter, 'status', 'not', []), 'status', 'is', already ? [] : [status]);
}
