import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import {
  IconArrowBarToDown,
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconClock,
  IconCopy,
  IconDownload,
  IconSearch,
  IconTextWrap,
  type TablerIcon,
} from '@tabler/icons-react';
import type { KeyboardEvent, RefObject } from 'react';
import { formatCount } from '../numbers.ts';
import classes from './OutputLog.module.css';

interface LogSwitch {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

interface SearchProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly wanted: string;
  readonly onWanted: (text: string) => void;
  /** How many lines hold it, and which of them is shown, from 1. */
  readonly hits: number;
  readonly hit: number | null;
  readonly onNext: (by: 1 | -1) => void;
  /** Back to the lines. */
  readonly onLeave: () => void;
}

function Tool({
  label,
  keys,
  icon: Icon,
  pressed,
  disabled = false,
  onClick,
}: {
  readonly label: string;
  readonly keys?: string;
  readonly icon: TablerIcon;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Tooltip label={keys ? `${label} (${keys})` : label}>
      <ActionIcon
        size={24}
        aria-label={label}
        aria-pressed={pressed}
        className={classes.tool ?? ''}
        disabled={disabled}
        onClick={onClick}
      >
        <Icon size={15} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}

function Search({ inputRef, wanted, onWanted, hits, hit, onNext, onLeave }: SearchProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onNext(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      onWanted('');
      onLeave();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const said =
    wanted === ''
      ? ''
      : hits === 0
        ? 'not there'
        : `${hit === null ? '' : `${formatCount(hit)} of `}${formatCount(hits)} ${hits === 1 ? 'line' : 'lines'}`;
  return (
    <div className={classes.search}>
      <TextInput
        ref={inputRef}
        size="xs"
        aria-label="Search the output"
        placeholder="Search"
        leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
        value={wanted}
        onChange={(event) => onWanted(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Tool
        label="The hit before"
        keys="N"
        icon={IconArrowUp}
        disabled={hits === 0}
        onClick={() => onNext(-1)}
      />
      <Tool
        label="The next hit"
        keys="n"
        icon={IconArrowDown}
        disabled={hits === 0}
        onClick={() => onNext(1)}
      />
      <span className={classes.said} role="status">
        {said}
      </span>
    </div>
  );
}

/** The bar over a log: search, how lines are shown, and the ways to take them along. */
export function LogTools({
  search,
  follow,
  times,
  wrap,
  copied,
  copyLabel,
  onCopy,
  onDownload,
}: {
  readonly search: SearchProps;
  readonly follow: LogSwitch;
  /** Null where no line knows its time. */
  readonly times: LogSwitch | null;
  readonly wrap: LogSwitch;
  readonly copied: boolean;
  readonly copyLabel: string;
  readonly onCopy: () => void;
  readonly onDownload: () => void;
}) {
  return (
    <div className={classes.tools} role="toolbar" aria-label="Output">
      <Search {...search} />
      <span className={classes.switches}>
        <Tool
          label="Follow the end"
          keys="f"
          icon={IconArrowBarToDown}
          pressed={follow.on}
          onClick={() => follow.onChange(!follow.on)}
        />
        {times ? (
          <Tool
            label="Show when each line was written"
            keys="t"
            icon={IconClock}
            pressed={times.on}
            onClick={() => times.onChange(!times.on)}
          />
        ) : null}
        <Tool
          label="Wrap long lines"
          keys="w"
          icon={IconTextWrap}
          pressed={wrap.on}
          onClick={() => wrap.onChange(!wrap.on)}
        />
        <Tool label={copied ? 'Copied' : copyLabel} icon={copied ? IconCheck : IconCopy} onClick={onCopy} />
        <Tool label="Save as a file" icon={IconDownload} onClick={onDownload} />
      </span>
    </div>
  );
}
