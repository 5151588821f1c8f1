import {
  type Conditions,
  type DeploymentFilter,
  deploymentFilterSchema,
  type FilterField,
} from '#shared/features/deployment/filter.ts';

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

/** Reads a filter out of a place's search: `status=failed&tier!=development&q=rc1`. What it does not know it leaves out. */
export function filterOfSearch(search: URLSearchParams): DeploymentFilter {
  const number = (name: string) => (search.has(name) ? Number(search.get(name)) : undefined);
  const parsed = deploymentFilterSchema.safeParse({
    text: search.get('q') ?? undefined,
    is: conditionsOf(search, ''),
    not: conditionsOf(search, '!'),
    from: number('from'),
    to: number('to'),
    importId: number('import'),
  });
  return parsed.success ? parsed.data : { is: {}, not: {} };
}

/** Writes a filter into a search, the other way round; what else stands in `rest` is kept. */
export function searchOfFilter(filter: DeploymentFilter, rest = new URLSearchParams()): URLSearchParams {
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
  if (filter.from !== undefined) search.set('from', String(filter.from));
  if (filter.to !== undefined) search.set('to', String(filter.to));
  if (filter.importId !== undefined) search.set('import', String(filter.importId));
  return search;
}
