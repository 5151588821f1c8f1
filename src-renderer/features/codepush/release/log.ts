import type { ActivityRow } from '#shared/features/activity/model.ts';
import { formatPercent } from '../../../ui/numbers.ts';

/** One thing that happened to a release, as the audit log has it. */
export interface ReleaseEvent {
  /** Its entry in the audit log; null for what Slipway decided without changing anything. */
  readonly entry: { readonly seq: number; readonly objectId: string } | null;
  readonly key: string;
  readonly at: number;
  readonly actor: string;
  readonly reason: string | null;
  readonly kind:
    | 'released'
    | 'edited'
    | 'halted'
    | 'resumed'
    | 'ended'
    | 'cut_short'
    | 'planned'
    | 'advanced'
    | 'held'
    | 'plan_halted'
    | 'plan_paused'
    | 'plan_resumed'
    | 'plan_done'
    | 'plan_stopped';
  readonly words: string;
  /** The percentage that it came to by this; null when that stayed. */
  readonly rollout: number | null;
  /** Whether it was served from then on; null when that stayed. */
  readonly served: boolean | null;
}

type Entry = Pick<
  ActivityRow,
  'seq' | 'at' | 'actor' | 'verb' | 'object' | 'reason' | 'batch' | 'refused' | 'before' | 'after'
>;

/** A decision of a plan that changed nothing, so that it stands in no audit log. */
interface Hold {
  readonly id: number;
  readonly at: number;
  readonly sentence: string;
}

/** Whom the log names when nobody asked. */
const SLIPWAY = 'Slipway';
/** What a plan does by a judgement; what it does to its release then stands in the same batch of the log. */
const judged: ReadonlySet<string> = new Set([
  'rollout.advance',
  'rollout.halt',
  'rollout.finish',
  'rollout.hold',
]);

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

type Happening = Pick<ReleaseEvent, 'kind' | 'words' | 'rollout' | 'served'>;

const ofPlan = (kind: ReleaseEvent['kind'], words: string): Happening => ({
  kind,
  words,
  rollout: null,
  served: null,
});

/** `plan of 10, 25, 100 %`: the steps of a plan that was put. */
function stepsWords({ before, after }: Pick<Entry, 'before' | 'after'>): string {
  const steps = Array.isArray(after?.steps) ? (after.steps as { readonly percent?: unknown }[]) : [];
  const said = `plan ${before === null ? 'made' : 'changed'}`;
  return steps.length === 0 ? said : `${said}: ${steps.map(({ percent }) => String(percent)).join(', ')} %`;
}

function planEventOf(entry: Entry): Happening | null {
  switch (entry.verb) {
    case 'rollout.put':
      return ofPlan('planned', stepsWords(entry));
    case 'rollout.advance':
      return ofPlan('advanced', 'plan goes on');
    case 'rollout.hold':
      return ofPlan('held', 'plan holds');
    case 'rollout.halt':
      return ofPlan('plan_halted', 'plan halts it');
    case 'rollout.finish':
      return ofPlan('plan_done', 'plan done');
    case 'rollout.pause':
      return ofPlan('plan_paused', 'plan paused');
    case 'rollout.resume':
      return ofPlan('plan_resumed', 'plan resumed');
    case 'rollout.stop':
      return ofPlan('plan_stopped', 'plan stopped');
    default:
      return null;
  }
}

function eventOf(entry: Entry, label: string): Happening | null {
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
      return planEventOf(entry);
  }
}

/**
 * What happened to a release, newest first: out of the log, and its plan's own holds. What was refused changed nothing.
 * What a plan does to its release is an entry of its own; the numbers that decided stand once, with the plan's.
 */
export function eventsOf(
  { entries, holds }: { readonly entries: readonly Entry[]; readonly holds: readonly Hold[] },
  label: string,
): ReleaseEvent[] {
  const byPlan = new Set(
    entries.filter(({ verb, batch }) => batch !== null && judged.has(verb)).map(({ batch }) => batch),
  );
  const logged = entries.flatMap((entry): ReleaseEvent[] => {
    const event = entry.refused === null ? eventOf(entry, label) : null;
    if (!event) return [];
    const { seq, at, actor, batch, object, verb } = entry;
    const isDone = byPlan.has(batch) && !judged.has(verb);
    const words = isDone ? `${event.words} by its plan` : event.words;
    const reason = isDone ? null : entry.reason;
    return [
      {
        ...event,
        words,
        entry: { seq, objectId: object.id },
        key: `entry ${seq}`,
        at,
        actor: actor.name,
        reason,
      },
    ];
  });
  const held = holds.map(
    ({ id, at, sentence }): ReleaseEvent => ({
      ...ofPlan('held', 'plan holds'),
      entry: null,
      key: `hold ${id}`,
      at,
      actor: SLIPWAY,
      reason: sentence,
    }),
  );
  // Within one instant a hold followed what was done: a plan is judged after it was put.
  const seqOf = ({ entry }: ReleaseEvent) => entry?.seq ?? Number.MAX_SAFE_INTEGER;
  return [...logged, ...held].sort((one, other) => other.at - one.at || seqOf(other) - seqOf(one));
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
