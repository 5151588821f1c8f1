import {
  type Conditions,
  type DeploymentFilter,
  deploymentFilterSchema,
  type FilterField,
} from '#shared/features/deployment/filter.ts';
import { DAY, utcDay } from '#shared/time.ts';

/** The fields of a filter that hold numbers in the URL. */
const numeric: ReadonlySet<FilterField> = new Set(['project', 'environment']);
const fields: readonly FilterField[] = [
  'project',
  'environment',
  'tier',
  'status',
  'kind',
  'source',
  'actor',
  'flag',
];

function conditionsOf(search: URLSearchParams, sign: '' | '!'): Conditions {
  const conditions: Record<string, (string | number)[]> = {};
  for (const field of fields) {
    const values = search.getAll(`${field}${sign}`);
    if (values.length > 0) conditions[field] = numeric.has(field) ? values.map(Number) : values;
  }
  return conditions as Conditions;
}

/** Where the last `days` calendar days begin, today included, in UTC. */
export function startOfLast(days: number, now: number): number {
  return (utcDay(now) - days + 1) * DAY;
}

/** The days of `last=7`, which moves with the calendar where `from` stands still; null without a usable one. */
export function lastDaysOf(search: URLSearchParams): number | null {
  const text = search.get('last');
  return text !== null && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : null;
}

/**
 * Reads a filter out of a place's search: `status=failed&tier!=development&q=rc1&last=7`. What it does not know it
 * leaves out.
 */
export function filterOfSearch(search: URLSearchParams, now = Date.now()): DeploymentFilter {
  const last = lastDaysOf(search);
  const number = (name: string) => (search.has(name) ? Number(search.get(name)) : undefined);
  const parsed = deploymentFilterSchema.safeParse({
    text: search.get('q') ?? undefined,
    is: conditionsOf(search, ''),
    not: conditionsOf(search, '!'),
    from: number('from') ?? (last === null ? undefined : startOfLast(last, now)),
    to: number('to'),
    importId: number('import'),
  });
  return parsed.success ? parsed.data : { is: {}, not: {} };
}

/**
 * Writes a filter into a search, the other way round; what else stands in `rest` is kept, its `last` as long as the
 * filter begins where that says.
 */
export function searchOfFilter(
  filter: DeploymentFilter,
  rest = new URLSearchParams(),
  now = Date.now(),
): URLSearchParams {
  const search = new URLSearchParams(
    [...rest].filter(
      ([name]) =>
        !['q', 'from', 'to', 'import', ...fields.flatMap((field) => [field, `${field}!`])].includes(name),
    ),
  );
  if (filter.text) search.set('q', filter.text);
  for (const [sign, conditions] of [
    ['', filter.is],
    ['!', filter.not],
  ] as const) {
    for (const field of fields) {
      for (const value of conditions[field] ?? []) search.append(`${field}${sign}`, String(value));
    }
  }
  const last = lastDaysOf(search);
  const moving = last !== null && filter.from === startOfLast(last, now);
  if (!moving) search.delete('last');
  if (filter.from !== undefined && !moving) search.set('from', String(filter.from));
  if (filter.to !== undefined) search.set('to', String(filter.to));
  if (filter.importId !== undefined) search.set('import', String(filter.importId));
  return search;
}
