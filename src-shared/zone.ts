const DAY = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  formatters.set(zone, made);
  return made;
}

/** Whether a name is a time zone that this machine knows. */
export function isZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What is said of a name that is none. */
export const noZone = (zone: string) => `There is no time zone named ${zone}.`;

function partsAt(zone: string, at: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    formatterOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
}

/** How far the clocks of a zone are ahead of UTC at an instant, in minutes. */
export function offsetAt(zone: string, at: number): number {
  const said = partsAt(zone, at).timeZoneName ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(said) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** `Fri 20 Nov 2026, 16:00`: an instant by the clocks of a zone. */
export function clockAt(zone: string, at: number): { readonly day: string; readonly time: string } {
  const { weekday, day, month, year, hour, minute } = partsAt(zone, at);
  return { day: `${weekday} ${day} ${month} ${year}`, time: `${hour}:${minute}` };
}

/** `Fri 20 Nov 16:00`, with the year when it is not the one of `now`. */
export function momentWords(at: number, now: number, zone: string): string {
  const { day, time } = clockAt(zone, at);
  const year = clockAt(zone, now).day.slice(-5);
  return `${day.endsWith(year) ? day.slice(0, -5) : day} ${time}`;
}

/** `2026-11-20 16:00:00`: an instant as the clocks of a zone show it. */
export function wallAt(zone: string, at: number): string {
  return new Date(at + offsetAt(zone, at) * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * The instant at which the clocks of a zone show a date and time; null for what is none. One that they leave out is the
 * instant at which they skip it, one that they show twice is the first.
 */
export function instantOfWall(zone: string, wall: string): number | null {
  const asUtc = Date.parse(`${wall.trim().replace(' ', 'T')}Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsets = [offsetAt(zone, asUtc - DAY), offsetAt(zone, asUtc + DAY)];
  const found = offsets
    .map((offset) => asUtc - offset * 60_000)
    .filter((at) => at + offsetAt(zone, at) * 60_000 === asUtc);
  if (found.length > 0) return Math.min(...found);
  return clockChanges(zone, asUtc - DAY, asUtc + DAY)[0]?.at ?? null;
}

export interface ClockChange {
  /** The first instant by the new clocks. */
  readonly at: number;
  /** By how many minutes they are set; forward is positive. */
  readonly minutes: number;
}

/** Clocks that are set twice keep the time between for longer than this, in ms. */
const WEEK = 7 * DAY;

/** When the clocks of a zone are set within a span, found week by week and then to the second. */
export function clockChanges(zone: string, from: number, to: number): ClockChange[] {
  const changes: ClockChange[] = [];
  let before = offsetAt(zone, from);
  for (let week = from; week < to; week += WEEK) {
    const after = offsetAt(zone, Math.min(week + WEEK, to));
    if (after !== before) {
      let [low, high] = [week, Math.min(week + WEEK, to)];
      while (high - low > 1000) {
        const middle = Math.floor((low + high) / 2);
        if (offsetAt(zone, middle) === before) low = middle;
        else high = middle;
      }
      changes.push({ at: Math.floor(high / 1000) * 1000, minutes: after - before });
      before = after;
    }
  }
  return changes;
}
