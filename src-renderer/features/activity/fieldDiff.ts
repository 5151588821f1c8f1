export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly changed: boolean;
}

type Facts = Readonly<Record<string, unknown>> | null;

/** The fields of an entry side by side, changed ones first; an absent field is null, because absence is null in data. */
export function fieldDiff(before: Facts, after: Facts): FieldChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const rows = fields.map((field): FieldChange => {
    const old = before?.[field] ?? null;
    const now = after?.[field] ?? null;
    return { field, before: old, after: now, changed: JSON.stringify(old) !== JSON.stringify(now) };
  });
  return [...rows.filter((row) => row.changed), ...rows.filter((row) => !row.changed)];
}

/** `errorMessage` as a person reads it: `error message`. */
export function fieldWords(field: string): string {
  return field.replaceAll(
    /([a-z])([A-Z])/g,
    (_, low: string, high: string) => `${low} ${high.toLowerCase()}`,
  );
}
