/** What the matrix is held against: a second instant (null is now), or one environment against another. */
export type Comparison =
  | { readonly kind: 'instant'; readonly at: number | null }
  | { readonly kind: 'environments'; readonly before: number; readonly after: number };

export interface CellKey {
  readonly projectId: number;
  readonly environmentId: number;
}

/** What the matrix' place says: `/matrix?at=…&known=…&compare=now&only=1&q=pay&empty=hidden&cell=3.5`. */
export interface MatrixPlace {
  /** The past instant that is shown; null is now. */
  readonly at: number | null;
  /** As far as was known at this instant; null takes everything recorded since. */
  readonly known: number | null;
  readonly compare: Comparison | null;
  readonly onlyDifferences: boolean;
  readonly text: string;
  readonly hideEmpty: boolean;
  /** The cell whose timeline is open. */
  readonly cell: CellKey | null;
}

function instantOf(text: string | null): number | null {
  if (text === null || !/^\d{1,15}$/.test(text)) return null;
  return Number(text);
}

function comparisonOf(text: string | null): Comparison | null {
  if (text === null) return null;
  if (text === 'now') return { kind: 'instant', at: null };
  const pair = /^(\d{1,15})~(\d{1,15})$/.exec(text);
  if (pair) return { kind: 'environments', before: Number(pair[1]), after: Number(pair[2]) };
  const at = instantOf(text);
  return at === null ? null : { kind: 'instant', at };
}

/** Reads the place; what it does not understand it leaves out, so an old link still opens. */
export function matrixPlaceOf(search: URLSearchParams): MatrixPlace {
  const at = instantOf(search.get('at'));
  const compare = comparisonOf(search.get('compare'));
  const cell = /^(\d{1,15})\.(\d{1,15})$/.exec(search.get('cell') ?? '');
  return {
    at,
    known: at === null ? null : instantOf(search.get('known')),
    compare: compare?.kind === 'instant' && compare.at === at ? null : compare,
    onlyDifferences: search.get('only') === '1',
    text: search.get('q') ?? '',
    hideEmpty: search.get('empty') === 'hidden',
    cell: cell ? { projectId: Number(cell[1]), environmentId: Number(cell[2]) } : null,
  };
}

function textOf(compare: Comparison): string {
  if (compare.kind === 'environments') return `${compare.before}~${compare.after}`;
  return compare.at === null ? 'now' : String(compare.at);
}

/** Writes the place, the other way round. */
export function pathOfMatrix(place: MatrixPlace): string {
  const parts: string[] = [];
  const put = (name: string, value: string | number) => parts.push(`${name}=${encodeURIComponent(value)}`);
  if (place.at !== null) put('at', place.at);
  if (place.at !== null && place.known !== null) put('known', place.known);
  if (place.compare) put('compare', textOf(place.compare));
  if (place.onlyDifferences) put('only', 1);
  if (place.text !== '') put('q', place.text);
  if (place.hideEmpty) put('empty', 'hidden');
  if (place.cell) put('cell', `${place.cell.projectId}.${place.cell.environmentId}`);
  return parts.length === 0 ? '/matrix' : `/matrix?${parts.join('&')}`;
}

/** The place at another instant. Whoever looks "as we knew it" goes on looking so, from the new instant. */
export function movedTo(place: MatrixPlace, at: number | null): MatrixPlace {
  return { ...place, at, known: at === null || place.known === null ? null : at };
}
