// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus, its current change is the active descendant
import {
  IconHandOff,
  IconHandStop,
  IconSnowflake,
  IconSnowflakeOff,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ScopeNames } from '#shared/features/freeze/words.ts';
import type { ChangeRow } from '#shared/features/matrix/changes.ts';
import { formatClock, formatDay, formatInstant } from '#shared/time.ts';
import { StatusIcon, statusLabel } from '../../ui/StatusBadge.tsx';
import { useZone } from '../../ui/time.tsx';
import classes from './ChangeList.module.css';
import type { ChangeSlot } from './changeSlots.ts';
import { changeSentence } from './words.ts';

/** One line of the change list: the heading of a day, a change, or the way to changes that are not loaded. */
export function ChangeLine({
  id,
  top,
  slot,
  now,
  names,
  onPick,
  onMore,
}: {
  readonly id: string;
  readonly top: number;
  readonly slot: ChangeSlot;
  readonly now: number;
  readonly names: ScopeNames;
  readonly onPick: (at: number) => void;
  readonly onMore: (way: 'earlier' | 'later') => void;
}) {
  const zone = useZone();
  switch (slot.kind) {
    case 'day':
      return (
        <div role="presentation" className={classes.day} style={{ top }}>
          {formatDay(slot.at, now, zone)}
        </div>
      );
    case 'more':
      return (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows walk on past the end of what is loaded
        <div
          id={id}
          role="option"
          aria-selected={false}
          className={classes.more}
          style={{ top }}
          onClick={() => onMore(slot.way)}
        >
          {slot.way === 'later' ? 'Newest changes' : 'Earlier changes'}
        </div>
      );
    case 'change': {
      const { occurredAt } = slot.change;
      return (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list box has the keys
        <div
          id={id}
          role="option"
          aria-selected={slot.current}
          className={classes.change}
          style={{ top }}
          data-later={slot.later || undefined}
          data-current={slot.current || undefined}
          title={`${changeSentence(slot.change, names)}, ${formatInstant(occurredAt, zone)}`}
          onClick={() => onPick(occurredAt)}
        >
          <span className={classes.time}>{formatClock(occurredAt, occurredAt, zone).slice(0, 5)}</span>
          <What change={slot.change} />
        </div>
      );
    }
  }
}

/** What changed: the project and where; of a freeze its name and what became of it, for it covers many places. */
function What({ change }: { readonly change: ChangeRow }) {
  switch (change.kind) {
    case 'deployment':
      return (
        <>
          <StatusIcon status={change.status} size={14} label={statusLabel(change.status)} />
          <InPlace {...change} />
        </>
      );
    case 'hold':
      return (
        <>
          <Mark
            icon={change.begins ? IconHandStop : IconHandOff}
            tone={change.begins ? 'held' : 'over'}
            label={change.begins ? 'auto-promotion held' : 'hold lifted'}
          />
          <InPlace {...change} />
        </>
      );
    case 'freezeBegin':
      return <Freeze icon={IconSnowflake} tone="frozen" name={change.name} became="begins" />;
    case 'freezeEnd':
      return (
        <Freeze
          icon={IconSnowflakeOff}
          tone="over"
          name={change.name}
          became={change.lifted ? 'lifted' : 'ends'}
        />
      );
  }
}

function InPlace({
  project,
  environment,
  tier,
}: Pick<Extract<ChangeRow, { tier: unknown }>, 'project' | 'environment' | 'tier'>) {
  return (
    <>
      <span className={classes.project}>{project}</span>
      <span className={classes.environment} data-tier={tier}>
        {environment}
      </span>
    </>
  );
}

type Tone = 'frozen' | 'held' | 'over';

function Freeze({
  icon,
  tone,
  name,
  became,
}: {
  readonly icon: TablerIcon;
  readonly tone: Tone;
  readonly name: string;
  readonly became: string;
}): ReactNode {
  return (
    <>
      <Mark icon={icon} tone={tone} label="freeze" />
      <span className={classes.project}>{name}</span>
      <span className={classes.environment}>{became}</span>
    </>
  );
}

function Mark({
  icon: Icon,
  tone,
  label,
}: {
  readonly icon: TablerIcon;
  readonly tone: Tone;
  readonly label: string;
}) {
  return (
    <span className={classes.mark} data-tone={tone} role="img" aria-label={label}>
      <Icon size={14} stroke={1.75} aria-hidden />
    </span>
  );
}
