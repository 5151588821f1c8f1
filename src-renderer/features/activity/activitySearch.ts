import { type ActivityFilter, activityFilterSchema } from '#shared/features/activity/contract.ts';
import type { Zone } from '#shared/time.ts';

const texts = ['actor', 'verb', 'noun', 'door'] as const;
const own = ['q', 'object', 'refused', 'from', 'to', ...texts];

/** Reads the filter out of a place's search: `q=hotfix&actor=mira&refused=1`. What it does not know it leaves out. */
export function filterOf(search: URLSearchParams): ActivityFilter {
  const text = (name: string) => search.get(name) || undefined;
  const instant = (name: string) => (search.has(name) ? Number(search.get(name)) : undefined);
  const parsed = activityFilterSchema.safeParse({
    text: text('q'),
    objectId: text('object'),
    refused: search.get('refused') === '1' ? true : undefined,
    from: instant('from'),
    to: instant('to'),
    ...Object.fromEntries(texts.map((name) => [name, text(name)])),
  });
  if (!parsed.success) return {};
  const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as ActivityFilter;
}

/** Writes a filter into a search; what else stands there is kept, but the entry that was open belongs to the old list. */
export function searchOf(filter: ActivityFilter, rest = new URLSearchParams()): URLSearchParams {
  const search = new URLSearchParams([...rest].filter(([name]) => !own.includes(name) && name !== 'seq'));
  if (filter.text) search.set('q', filter.text);
  for (const name of texts) if (filter[name]) search.set(name, filter[name]);
  if (filter.objectId) search.set('object', filter.objectId);
  if (filter.refused) search.set('refused', '1');
  if (filter.from !== undefined) search.set('from', String(filter.from));
  if (filter.to !== undefined) search.set('to', String(filter.to));
  return search;
}

/** The first instant of a calendar day, `2026-11-20`, in a zone. */
export function startOfDay(day: string, zone: Zone): number {
  return Date.parse(zone === 'utc' ? `${day}T00:00:00Z` : `${day}T00:00:00`);
}

/** The first instant of the day after; the day's length is the zone's business. */
export function endOfDay(day: string, zone: Zone): number {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return startOfDay(next, zone);
}
