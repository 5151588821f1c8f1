import { clockAt } from '../../zone.ts';
import type { FreezeScope, FreezeWindow } from './model.ts';

const MINUTES_A_DAY = 1440;

/** `2 d 16 h`, `90 min`, `8 h`: the length of a window. */
export function lengthWords(minutes: number): string {
  if (minutes < 120 && minutes % 60 !== 0) return `${minutes} min`;
  const days = Math.floor(minutes / MINUTES_A_DAY);
  const hours = Math.floor((minutes % MINUTES_A_DAY) / 60);
  const rest = minutes % 60;
  return [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : '']
    .filter(Boolean)
    .join(' ');
}

const weekdays = [
  'Sundays',
  'Mondays',
  'Tuesdays',
  'Wednesdays',
  'Thursdays',
  'Fridays',
  'Saturdays',
  'Sundays',
];

/** `Fridays 16:00`, `every day 02:30`; a pattern that is neither is said as it is written. */
export function cronWords(cron: string): string {
  const [minute = '', hour = '', day, month, weekday = ''] = cron.trim().split(/\s+/);
  if (!/^\d+$/.test(minute) || !/^\d+$/.test(hour) || day !== '*' || month !== '*') return `at ${cron}`;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (weekday === '*') return `every day ${time}`;
  if (weekday === '1-5') return `Mondays to Fridays ${time}`;
  const days = weekday.split(',').map((one) => (/^[0-7]$/.test(one) ? weekdays[Number(one)] : undefined));
  return days.every((one) => one !== undefined) ? `${days.join(', ')} ${time}` : `at ${cron}`;
}

/** When a freeze freezes, in its own zone: `Fridays 16:00 for 2 d 16 h, Europe/Berlin`. */
export function windowWords(window: FreezeWindow, zone: string): string {
  if (window.kind === 'recurring') {
    const { cron, minutes } = window;
    return `${cronWords(cron)} for ${lengthWords(minutes)}, ${zone}`;
  }
  const from = clockAt(zone, window.startsAt);
  if (window.endsAt === null) return `since ${from.day} ${from.time}, ${zone}, until it is lifted`;
  const to = clockAt(zone, window.endsAt);
  const end = to.day === from.day ? to.time : `${to.day} ${to.time}`;
  return `${from.day} ${from.time} to ${end}, ${zone}`;
}

export interface ScopeNames {
  readonly projects: ReadonlyMap<number, string>;
  readonly environments: ReadonlyMap<number, string>;
}

/** What a freeze covers: `all projects in prod-eu, prod-us`, `payments in production environments`. */
export function scopeWords({ projects, environments, tiers }: FreezeScope, names: ScopeNames): string {
  const named = (ids: readonly number[], known: ReadonlyMap<number, string>) =>
    ids.map((id) => known.get(id) ?? 'one that is gone').join(', ');
  const what = projects === null ? 'all projects' : named(projects, names.projects);
  const tierWords = tiers === null ? '' : tiers.join(' and ');
  if (environments !== null) {
    const where = named(environments, names.environments);
    return tiers === null ? `${what} in ${where}` : `${what} in ${where} where ${tierWords}`;
  }
  return tiers === null ? `${what} everywhere` : `${what} in ${tierWords}`;
}
