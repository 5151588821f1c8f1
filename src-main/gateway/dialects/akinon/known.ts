type Known<Facts> = { [Name in keyof Facts as null extends Facts[Name] ? never : Name]: Facts[Name] } & {
  [Name in keyof Facts as null extends Facts[Name] ? Name : never]?: NonNullable<Facts[Name]>;
};

/** What is known: this language leaves a property out where we say null. */
export function known<Facts extends object>(facts: Facts): Known<Facts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)) as Known<Facts>;
}

/** An instant in ms as this language writes it. */
export function date(at: number): string {
  return new Date(at).toISOString();
}

export function dateOrNull(at: number | null): string | null {
  return at === null ? null : date(at);
}

/** The beginning of a text, in Unicode code points, as far as the interface lets it go. */
export function cut(text: string, most: number): string {
  const points = [...text];
  return points.length > most ? points.slice(0, most).join('') : text;
}
