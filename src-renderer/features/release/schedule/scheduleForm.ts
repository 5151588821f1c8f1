import type { CutTimes } from '#shared/features/candidate/schedule.ts';
import { cronOfWeek, recurrenceFault, startAfter, weeklyOf } from '#shared/recurrence.ts';

/** What stands in the fields, as typed. A week is a pattern too, said without cron. */
export interface ScheduleForm {
  readonly kind: 'weekly' | 'pattern';
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  readonly time: string;
  readonly cron: string;
  readonly zone: string;
  readonly branch: string | null;
  readonly builds: boolean;
}

/** The form of a schedule; without one, of every working day in the morning. */
export function formOf(times: CutTimes | null, zone: string): ScheduleForm {
  const week = times && weeklyOf(times.cron);
  return {
    kind: times && !week ? 'pattern' : 'weekly',
    weekdays: week?.weekdays ?? [1, 2, 3, 4, 5],
    time: week?.time ?? '09:00',
    cron: times?.cron ?? '0 9 * * 1-5',
    zone: times?.zone ?? zone,
    branch: times?.branch ?? null,
    builds: times?.builds ?? true,
  };
}

/** The times that the form describes; null while something is missing. */
export function timesOf({ kind, weekdays, time, cron, zone, branch, builds }: ScheduleForm): CutTimes | null {
  const pattern = kind === 'weekly' ? cronOfWeek(weekdays, time) : cron.trim();
  return pattern ? { cron: pattern, zone, branch, builds } : null;
}

/** What is wrong with the form and where, by the rule that will refuse it; null when it can be saved. */
export function faultOf(
  form: ScheduleForm,
  now: number,
): { readonly field: 'weekdays' | 'time' | 'cron' | 'zone'; readonly message: string } | null {
  const times = timesOf(form);
  if (times) return recurrenceFault(times, now);
  if (form.kind === 'pattern') return { field: 'cron', message: 'Needs a pattern' };
  return form.weekdays.length === 0
    ? { field: 'weekdays', message: 'Needs a weekday' }
    : { field: 'time', message: 'Needs a time, such as 09:00' };
}

/** The next so many times of a schedule without a fault. */
export function comingTimes({ cron, zone }: CutTimes, now: number, count: number): number[] {
  const coming: number[] = [];
  for (let at: number | null = now; coming.length < count; coming.push(at)) {
    at = startAfter(cron, zone, at);
    if (at === null) break;
  }
  return coming;
}
