import { DAY } from '#shared/time.ts';

/** The heading that an entry of a timeline stands under, by its age at the instant that is looked from. */
function ageBucket(at: number, from: number): string {
  const age = from - at;
  if (age < 0) return 'Later';
  if (age < DAY) return 'The last 24 hours';
  if (age < 7 * DAY) return 'The last 7 days';
  if (age < 30 * DAY) return 'The last 30 days';
  if (age < 365 * DAY) return 'The last year';
  return 'Earlier';
}

export interface Bucket<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
}

/**
 * Entries, newest first, under the headings of their ages. `from` is not before the present that the entries come from:
 * a clock that stands still for a minute would call the newest of them later.
 */
export function bucketsByAge<Row extends { readonly triggeredAt: number }>(
  rows: readonly Row[],
  from: number,
): Bucket<Row>[] {
  const buckets: { title: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const title = ageBucket(row.triggeredAt, from);
    const last = buckets.at(-1);
    if (last?.title === title) last.rows.push(row);
    else buckets.push({ title, rows: [row] });
  }
  return buckets;
}
