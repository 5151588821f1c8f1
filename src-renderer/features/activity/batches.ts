export interface BatchPlace {
  readonly place: 'first' | 'middle' | 'last';
  /** How many entries of the batch stand together here. */
  readonly size: number;
}

/** Where each entry stands within a run of entries of one action; null for an entry of its own. */
export function batchPlaces(rows: readonly { readonly batch: string | null }[]): (BatchPlace | null)[] {
  const places: (BatchPlace | null)[] = rows.map(() => null);
  let from = 0;
  while (from < rows.length) {
    const batch = rows[from]?.batch ?? null;
    let to = from + 1;
    while (batch !== null && rows[to]?.batch === batch) to += 1;
    const size = to - from;
    for (let index = from; size > 1 && index < to; index += 1) {
      places[index] = { size, place: index === from ? 'first' : index === to - 1 ? 'last' : 'middle' };
    }
    from = to;
  }
  return places;
}
