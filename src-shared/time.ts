/** Words for instants and durations, as `look` fixes them. Pure: the present and the zone are always given. */

export type Zone = 'utc' | 'local';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const two = (value: number) => String(value).padStart(2, '0');

/** `842ms`, `12s`, `3m 02s`, `2h 5m`, `6d 4h`. Never negative; null gives an empty text because unknown is not zero. */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return '';
  const span = Math.max(0, Math.round(ms));
  if (span < SECOND) return span === 0 ? '<1s' : `${span}ms`;
  if (span < MINUTE) return `${Math.floor(span / SECOND)}s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)}m ${two(Math.floor((span % MINUTE) / SECOND))}s`;
  if (span < DAY) return `${Math.floor(span / HOUR)}h ${Math.floor((span % HOUR) / MINUTE)}m`;
  return `${Math.floor(span / DAY)}d ${Math.floor((span % DAY) / HOUR)}h`;
}

/** `34m ago`, `2h 5m ago`, `1d ago`, `in 3h 27m`; `just now` within a minute. Seconds are never shown. */
export function formatRelative(at: number, now: number): string {
  const span = formatAge(Math.abs(now - at));
  if (span === '') return 'just now';
  return at <= now ? `${span} ago` : `in ${span}`;
}

/** The age alone: `34m`, `2h 5m`, `9d`; empty under a minute. */
export function formatAge(ms: number): string {
  if (ms < MINUTE) return '';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m`;
  if (ms < DAY) {
    const minutes = Math.floor((ms % HOUR) / MINUTE);
    return minutes === 0 ? `${Math.floor(ms / HOUR)}h` : `${Math.floor(ms / HOUR)}h ${minutes}m`;
  }
  return `${Math.floor(ms / DAY)}d`;
}

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly monthName: string;
  readonly day: string;
  readonly weekday: string;
  readonly clock: string;
  readonly zone: string;
}

const formatters = new Map<Zone, Intl.DateTimeFormat>();

function formatterFor(zone: Zone): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      ...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function partsOf(at: number, zone: Zone): Parts {
  const found: Record<string, string> = {};
  for (const part of formatterFor(zone).formatToParts(at)) found[part.type] = part.value;
  const month = found.month ?? '01';
  return {
    year: found.year ?? '',
    month,
    monthName: MONTHS[Number(month) - 1] ?? '',
    day: found.day ?? '',
    weekday: found.weekday ?? '',
    clock: `${found.hour}:${found.minute}:${found.second}`,
    zone: zone === 'utc' ? 'UTC' : (found.timeZoneName ?? ''),
  };
}

/** `2026-11-20 13:58:40.112 UTC`, the exact instant for hover, peek and copy. */
export function formatInstant(at: number, zone: Zone): string {
  const parts = partsOf(at, zone);
  const milliseconds = String(Math.abs(at % 1000)).padStart(3, '0');
  return `${parts.year}-${parts.month}-${parts.day} ${parts.clock}.${milliseconds} ${parts.zone}`;
}

/** `14:30:53` on the same day as `now`, else `Thu 19 Nov 16:20`, with the year when it is another one. */
export function formatClock(at: number, now: number, zone: Zone): string {
  if (dayKey(at, zone) === dayKey(now, zone)) return partsOf(at, zone).clock;
  const parts = partsOf(at, zone);
  const year = parts.year === partsOf(now, zone).year ? '' : ` ${parts.year}`;
  return `${parts.weekday} ${Number(parts.day)} ${parts.monthName}${year} ${parts.clock.slice(0, 5)}`;
}

/** `Fri 20 Nov 2026, 14:32:25`, the instant in the header. */
export function formatHeaderInstant(at: number, zone: Zone): string {
  const parts = partsOf(at, zone);
  return `${parts.weekday} ${Number(parts.day)} ${parts.monthName} ${parts.year}, ${parts.clock}`;
}

/** `Thu 19 Nov 2026, 16:20:04 UTC`: date, second and zone, as the banner of a past instant must show them. */
export function formatAsOf(at: number, zone: Zone): string {
  return `${formatHeaderInstant(at, zone)} ${partsOf(at, zone).zone}`;
}

/** `2026-11-20`, the calendar day of an instant in a zone; sorts as text. */
export function dayKey(at: number, zone: Zone): string {
  if (zone === 'utc') return new Date(at).toISOString().slice(0, 10);
  const parts = partsOf(at, zone);
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** `Today, Fri 20 Nov`, `Yesterday, Thu 19 Nov`, `Wed 18 Nov`, `Tue 3 Mar 2020`: the heading of a day's group. */
export function formatDay(at: number, now: number, zone: Zone): string {
  const parts = partsOf(at, zone);
  const year = parts.year === partsOf(now, zone).year ? '' : ` ${parts.year}`;
  const date = `${parts.weekday} ${Number(parts.day)} ${parts.monthName}${year}`;
  const key = dayKey(at, zone);
  if (key === dayKey(now, zone)) return `Today, ${date}`;
  if (key === dayKey(now - DAY, zone)) return `Yesterday, ${date}`;
  return date;
}

/** The index of the UTC day that holds an instant; the key of the day rollups. */
export function utcDay(at: number): number {
  return Math.floor(at / DAY);
}

/** `84.2 MB`, 1000-based. */
export function formatSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
