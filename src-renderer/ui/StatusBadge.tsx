import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleMinus,
  IconCircleXFilled,
  IconClock,
  IconFlag,
  IconHandStop,
  IconHelpCircle,
  IconHourglass,
  IconPlayerPause,
  IconProgress,
  IconProgressX,
  type TablerIcon,
} from '@tabler/icons-react';
import { canonicalMachine, type DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { Tone } from '#shared/machine.ts';
import classes from './StatusBadge.module.css';

/** A deployment's status, or one of the words that other records and steps carry. */
export type StatusName = DeploymentStatus | 'held' | 'paused' | 'waiting' | 'stuck' | 'refused' | 'forced';

interface StatusLook {
  readonly icon: TablerIcon;
  readonly label: string;
  readonly tone: Tone | 'faint';
}

const { states } = canonicalMachine;

const looks: Readonly<Record<StatusName, StatusLook>> = {
  scheduled: { icon: IconClock, ...states.scheduled },
  pending: { icon: IconCircleDashed, ...states.pending },
  in_progress: { icon: IconProgress, ...states.in_progress },
  canceling: { icon: IconProgressX, ...states.canceling },
  succeeded: { icon: IconCircleCheck, ...states.succeeded },
  partial: { icon: IconCircleHalf2, ...states.partial },
  failed: { icon: IconCircleXFilled, ...states.failed },
  errored: { icon: IconAlertTriangle, ...states.errored },
  canceled: { icon: IconCircleMinus, ...states.canceled },
  rolled_back: { icon: IconArrowBackUp, ...states.rolled_back },
  unknown: { icon: IconHelpCircle, ...states.unknown },
  held: { icon: IconHandStop, label: 'held', tone: 'warn' },
  paused: { icon: IconPlayerPause, label: 'paused', tone: 'warn' },
  stuck: { icon: IconProgress, label: 'stuck', tone: 'warn' },
  forced: { icon: IconFlag, label: 'forced', tone: 'warn' },
  refused: { icon: IconBan, label: 'refused', tone: 'warn' },
  waiting: { icon: IconHourglass, label: 'waiting', tone: 'faint' },
};

/** The lower-case word of a status. */
export function statusLabel(status: StatusName): string {
  return looks[status].label;
}

/** The token that colours a status, for charts. */
export function statusColor(status: StatusName): string {
  return `var(--sl-${looks[status].tone})`;
}

/** The icon alone. Without `label` it is silent for screen readers, because a word stands beside it. */
export function StatusIcon({
  status,
  size = 15,
  label,
}: {
  readonly status: StatusName;
  readonly size?: number;
  readonly label?: string;
}) {
  const { icon: Icon } = looks[status];
  return (
    <Icon
      size={size}
      stroke={1.75}
      className={classes.icon}
      style={{ color: statusColor(status) }}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    />
  );
}

/** Status said three ways: icon, word and colour. `iconOnly` keeps the word as a title for tight places. */
export function StatusBadge({
  status,
  size = 15,
  iconOnly = false,
  note,
  label,
}: {
  readonly status: StatusName;
  readonly size?: number;
  readonly iconOnly?: boolean;
  /** Said after the word in secondary text, as `step 8 of 9`. */
  readonly note?: string;
  /** Another word for the same status, as `running`. */
  readonly label?: string;
}) {
  const word = label ?? statusLabel(status);
  if (iconOnly) {
    const title = note ? `${word}, ${note}` : word;
    return (
      <span className={classes.badge} title={title}>
        <StatusIcon status={status} size={size} label={title} />
      </span>
    );
  }
  return (
    <span className={classes.badge} style={{ color: statusColor(status) }}>
      <StatusIcon status={status} size={size} />
      {word}
      {note ? <span className={classes.note}>{note}</span> : null}
    </span>
  );
}
