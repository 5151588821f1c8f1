import { Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowsSort,
  IconBroadcast,
  IconFlag,
  IconFlame,
  IconFlask,
  IconHistoryOff,
  IconPlayerPause,
  IconSnowflake,
  IconThumbDown,
  type TablerIcon,
} from '@tabler/icons-react';
import { useContext } from 'react';
import classes from './FlagIcons.module.css';
import { InsideRow } from './InsideRow.ts';

export type FlagName =
  | 'rollback'
  | 'hotfix'
  | 'forced'
  | 'during_freeze'
  | 'out_of_order'
  | 'marked_bad'
  | 'stale'
  | 'paused'
  | 'synthetic'
  | 'live';

const flags: Readonly<Record<FlagName, { icon: TablerIcon; tone: string; label: string }>> = {
  rollback: { icon: IconArrowBackUp, tone: 'rb', label: 'a rollback' },
  hotfix: { icon: IconFlame, tone: 'rb', label: 'a hotfix' },
  forced: { icon: IconFlag, tone: 'warn', label: 'forced past a freeze or a check' },
  during_freeze: { icon: IconSnowflake, tone: 'ice', label: 'recorded during a freeze' },
  out_of_order: { icon: IconArrowsSort, tone: 'warn', label: 'out of order: an older version ended later' },
  marked_bad: { icon: IconThumbDown, tone: 'bad', label: 'marked bad: never a rollback target' },
  stale: { icon: IconHistoryOff, tone: 'warn', label: 'stale: no report for longer than expected' },
  paused: { icon: IconPlayerPause, tone: 'warn', label: 'paused' },
  synthetic: { icon: IconFlask, tone: 'dim', label: 'synthetic: inferred by an import' },
  live: { icon: IconBroadcast, tone: 'accent', label: 'live' },
};

/** The flags of a record at its row's end, each with its sentence as tooltip (or title, inside rows). */
export function FlagIcons({
  flags: names,
  size = 14,
}: {
  readonly flags: readonly FlagName[];
  readonly size?: number;
}) {
  const insideRow = useContext(InsideRow);
  if (names.length === 0) return null;
  const icons = names.map((name) => {
    const { icon: Icon, tone, label } = flags[name];
    const color = `var(--sl-${tone})`;
    if (insideRow) {
      return (
        <Icon key={name} size={size} stroke={1.75} color={color} role="img" aria-label={label}>
          <title>{label}</title>
        </Icon>
      );
    }
    return (
      <Tooltip key={name} label={label}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the flag's meaning must be reachable without a pointer */}
        <span className={classes.flag} role="img" aria-label={label} tabIndex={0}>
          <Icon size={size} stroke={1.75} color={color} aria-hidden />
        </span>
      </Tooltip>
    );
  });
  return <span className={classes.flags}>{icons}</span>;
}
