import type { ActivityRow } from '#shared/features/activity/model.ts';
import { formatPercent } from '../../../ui/numbers.ts';

/** One thing that happened to a release, as the audit log has it. */
export interface ReleaseEvent {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly reason: string | null;
  readonly kind: 'released' | 'edited' | 'halted' | 'resumed' | 'ended' | 'cut_short';
  readonly words: string;
  /** The percentage that it came to by this; null when that stayed. */
  readonly rollout: number | null;
  /** Whether it was served from then on; null when that stayed. */
  readonly served: boolean | null;
}

type Entry = Pick<ActivityRow, 'seq' | 'at' | 'actor' | 'verb' | 'object' | 'reason' | 'refused' | 'after'>;

const fieldWords: Readonly<Record<string, string>> = {
  targetBinaryRange: 'range',
  description: 'description',
  isMandatory: 'mandatory',
  isDisabled: 'disabled',
};

function editWords(after: Readonly<Record<string, unknown>>): string {
  const { rollout, ...others } = after;
  const changes = Object.entries(others).map(([field, value]) => {
    const name = fieldWords[field] ?? field;
    if (typeof value === 'boolean') return value ? name : `not ${name}`;
    return field === 'description' ? 'description changed' : `${name} ${String(value)}`;
  });
  const raised = typeof rollout === 'number' ? [`raised to ${formatPercent(rollout)}`] : [];
  return [...raised, ...changes].join(', ');
}

const servedIn = (after: Entry['after']) =>
  typeof after?.isDisabled === 'boolean' ? !after.isDisabled : null;
const rolloutIn = (after: Entry['after']) => (typeof after?.rollout === 'number' ? after.rollout : null);

function eventOf(
  entry: Entry,
  label: string,
): Pick<ReleaseEvent, 'kind' | 'words' | 'rollout' | 'served'> | null {
  const { verb, object, after } = entry;
  const supersedes = Array.isArray(after?.superseded) && after.superseded.includes(label);
  if (supersedes)
    return { kind: 'cut_short', words: `cut short by ${String(after?.label)}`, rollout: null, served: null };
  if (!object.label.endsWith(` ${label}`)) return null;
  const rollout = rolloutIn(after);
  switch (verb) {
    case 'codepush.edit':
      return { kind: 'edited', words: editWords(after ?? {}), rollout, served: servedIn(after) };
    case 'codepush.halt':
      return { kind: 'halted', words: 'halted', rollout: null, served: false };
    case 'codepush.resume':
      return { kind: 'resumed', words: 'resumed', rollout: null, served: true };
    case 'codepush.end':
      return { kind: 'ended', words: 'ended', rollout: null, served: false };
    case 'codepush.release':
    case 'codepush.promote':
    case 'codepush.rollback':
    case 'codepush.forceUpdate':
      return {
        kind: 'released',
        words: `released at ${rollout === null ? 'an unknown share' : formatPercent(rollout)}`,
        rollout,
        served: servedIn(after) ?? true,
      };
    default:
      return null;
  }
}

/** What happened to a release, newest first, out of its channel's entries. What was refused changed nothing. */
export function eventsOf(entries: readonly Entry[], label: string): ReleaseEvent[] {
  return entries.flatMap((entry) => {
    const event = entry.refused === null ? eventOf(entry, label) : null;
    if (!event) return [];
    const { seq, at, actor, reason } = entry;
    return [{ ...event, seq, at, actor: actor.name, reason }];
  });
}

export interface RolloutTarget {
  readonly at: number;
  readonly rollout: number;
}

/** The percentages that a rollout came to, oldest first. A log that begins later still has the present one. */
export function targetsOf(
  events: readonly ReleaseEvent[],
  release: { readonly rollout: number; readonly releasedAt: number },
): RolloutTarget[] {
  const known = events.flatMap(({ at, rollout }) => (rollout === null ? [] : [{ at, rollout }])).toReversed();
  if (known.at(-1)?.rollout === release.rollout) return known;
  return [...known, { at: known.at(-1)?.at ?? release.releasedAt, rollout: release.rollout }];
}

/** The percentages that were really served, oldest first: none while it was halted, disabled or ended. */
export function servedOf(
  events: readonly ReleaseEvent[],
  release: { readonly rollout: number; readonly releasedAt: number; readonly isDisabled: boolean },
): RolloutTarget[] {
  const steps: RolloutTarget[] = [];
  let rollout: number | null = null;
  let served = true;
  for (const event of events.toReversed()) {
    rollout = event.rollout ?? rollout;
    served = event.served ?? served;
    const now = served ? rollout : 0;
    if (now !== null && now !== steps.at(-1)?.rollout) steps.push({ at: event.at, rollout: now });
  }
  const present = release.isDisabled ? 0 : release.rollout;
  const last = steps.at(-1);
  return last?.rollout === present
    ? steps
    : [...steps, { at: last?.at ?? release.releasedAt, rollout: present }];
}
