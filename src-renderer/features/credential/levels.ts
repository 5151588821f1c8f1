import type { Expiry } from '#shared/features/credential/expiry.ts';
import { DAY } from '#shared/time.ts';
import type { OutputFor } from '../../api/client.ts';

export type ListedCredential = OutputFor<'credential.list'>[number];

/** The end of a day that was picked, `2027-03-31`, in UTC: a credential is good through its last day. */
export function endOfDay(day: string | null): number | null {
  if (day === null) return null;
  const start = Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(start) ? null : start + DAY - 1;
}

/** The day of an instant in UTC, as a date field takes it. */
export function dayOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().slice(0, 10);
}

/** How many slots hold a value: `3 of 4 set`, `all 4 set`. */
export function slotsText({ slots, emptySlots }: Pick<ListedCredential, 'slots' | 'emptySlots'>): string {
  const all = slots.length + emptySlots.length;
  return emptySlots.length === 0 ? `all ${all} set` : `${slots.length} of ${all} set`;
}

/** The level in words beside its icon: how many days are left, or for how long it has been over. */
export function levelWords({ level, days }: Expiry): string {
  const count = Math.abs(days);
  const inWords = `${count} ${count === 1 ? 'day' : 'days'}`;
  if (level !== 'expired') return `${inWords} left`;
  return count === 0 ? 'expired today' : `expired ${inWords} ago`;
}
