import type { Tier } from '#shared/features/environment/model.ts';
import type { FreezeWindow } from '#shared/features/freeze/model.ts';
import { lengthWords } from '#shared/features/freeze/words.ts';
import { cronOfWeek, weeklyOf } from '#shared/recurrence.ts';
import { instantOfWall, wallAt } from '#shared/zone.ts';
import type { InputFor, OutputFor } from '../../api/client.ts';

export type FreezeRow = OutputFor<'freeze.list'>['freezes'][number];
export type FreezeDraft = Omit<InputFor<'freeze.preview'>, 'id'>;

/** How the form asks for the window. A week is a pattern too, said without cron. */
export type WindowKind = 'once' | 'weekly' | 'pattern';

/** What stands in the fields, as typed. Dates and times are those of the chosen zone. */
export interface FreezeForm {
  readonly name: string;
  readonly reason: string;
  readonly zone: string;
  readonly kind: WindowKind;
  /** `2026-11-20 16:00:00`; null is now. */
  readonly from: string | null;
  /** Null until it is lifted; of a recurring one, for good. */
  readonly to: string | null;
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  readonly time: string;
  readonly cron: string;
  readonly length: string;
  readonly projects: readonly number[];
  readonly environments: readonly number[];
  readonly tiers: readonly Tier[];
}

/** What the lane has drawn for the form, or the environment alone that a freeze is asked for from elsewhere. */
export interface DrawnWindow {
  /** Null is now. */
  readonly from: number | null;
  readonly to: number | null;
  readonly environmentId: number | null;
}

/** `2 d 16 h`, `90 min`, `1h30m` in minutes; null for what is no length. */
export function minutesOf(text: string): number | null {
  const found = /^(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?$/i.exec(text.trim());
  const [days, hours, minutes] = (found?.slice(1) ?? []).map((part) => Number(part ?? 0));
  const sum = (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0);
  return sum > 0 ? sum : null;
}

const BLANK: FreezeForm = {
  name: '',
  reason: '',
  zone: 'UTC',
  kind: 'once',
  from: null,
  to: null,
  weekdays: [5],
  time: '16:00',
  cron: '0 16 * * 5',
  length: '2 d 16 h',
  projects: [],
  environments: [],
  tiers: [],
};

/** The form of a new freeze, with what is known of it. */
export function formOfNew(zone: string, drawn: DrawnWindow | null): FreezeForm {
  if (!drawn) return { ...BLANK, zone };
  return {
    ...BLANK,
    zone,
    from: drawn.from === null ? null : wallAt(zone, drawn.from),
    to: drawn.to === null ? null : wallAt(zone, drawn.to),
    environments: drawn.environmentId === null ? [] : [drawn.environmentId],
  };
}

/** The form of a freeze. A drawn window moves a single one; of a recurring one it changes the length. */
export function formOfFreeze(
  { name, reason, zone, window, scope }: FreezeRow,
  drawn: DrawnWindow | null,
): FreezeForm {
  const common = {
    ...BLANK,
    name,
    reason,
    zone,
    projects: scope.projects ?? [],
    environments: scope.environments ?? [],
    tiers: scope.tiers ?? [],
  };
  if (window.kind === 'once') {
    const { from, to } = drawn ?? { from: window.startsAt, to: window.endsAt };
    return {
      ...common,
      from: from === null ? null : wallAt(zone, from),
      to: to === null ? null : wallAt(zone, to),
    };
  }
  const { cron, minutes, endsAt } = window;
  const week = weeklyOf(cron);
  const drawnMinutes = drawn?.to && drawn.from ? Math.round((drawn.to - drawn.from) / 60_000) : minutes;
  return {
    ...common,
    kind: week ? 'weekly' : 'pattern',
    cron,
    ...(week ?? {}),
    length: lengthWords(drawnMinutes),
    to: endsAt === null ? null : wallAt(zone, endsAt),
  };
}

/** Why the form cannot be sent yet, as the words beside the button; null when it can. */
export function faultOfForm(form: FreezeForm): string | null {
  if (form.name.trim() === '') return 'Needs a name';
  if (windowOf(form, null) === null) return windowFault(form);
  return form.reason.trim() === '' ? 'Needs a reason' : null;
}

function windowFault({ kind, weekdays, length }: FreezeForm): string {
  if (kind === 'once') return 'Its times are not complete';
  if (kind === 'weekly' && weekdays.length === 0) return 'Needs a weekday';
  return minutesOf(length) === null ? 'Needs a length, such as 8 h or 2 d 16 h' : 'Needs a time or a pattern';
}

/**
 * The window that the form describes; null while something is missing. A bound that was not touched stays what it was, to
 * the millisecond, so that an edited freeze that stands goes on.
 */
export function windowOf(form: FreezeForm, before: FreezeWindow | null): FreezeWindow | null {
  const bound = (wall: string | null, own: number | null | undefined): number | null | undefined => {
    if (wall === null) return null;
    if (typeof own === 'number' && wallAt(form.zone, own) === wall) return own;
    return instantOfWall(form.zone, wall) ?? undefined;
  };
  const endsAt = bound(form.to, before?.endsAt);
  if (endsAt === undefined) return null;
  if (form.kind === 'once') {
    const startsAt = bound(form.from, before?.startsAt);
    return startsAt === undefined ? null : { kind: 'once', startsAt: startsAt ?? 0, endsAt };
  }
  const cron = form.kind === 'weekly' ? cronOfWeek(form.weekdays, form.time) : form.cron.trim();
  const minutes = minutesOf(form.length);
  if (!cron || minutes === null) return null;
  const startsAt = before?.kind === 'recurring' ? before.startsAt : 0;
  return { kind: 'recurring', startsAt, endsAt, cron, minutes };
}

/** What the form would freeze; null while its window is not complete. */
export function draftOf(form: FreezeForm, before: FreezeWindow | null): FreezeDraft | null {
  const window = windowOf(form, before);
  if (!window) return null;
  const named = <T>(list: readonly T[]): T[] | null => (list.length === 0 ? null : [...list]);
  return {
    zone: form.zone,
    window,
    scope: {
      projects: named(form.projects),
      environments: named(form.environments),
      tiers: named(form.tiers),
    },
  };
}
