export interface SeriesPoint {
  /** A place on the chart's line of time, in any unit that grows. */
  readonly x: number;
  readonly y: number;
}

export interface ChartSeries {
  readonly id: string;
  /** The word beside the line. */
  readonly label: string;
  /** `accent` is what is, `ink` what was meant to be, `dim` what it is compared with, `ahead` what is to come. */
  readonly tone: 'accent' | 'ink' | 'dim' | 'ahead';
  /** A step holds its value until the next point; a line goes straight there. */
  readonly shape: 'line' | 'step';
  readonly fill?: boolean;
  /** Nothing is known of it after its last point, where others go on. */
  readonly ends?: boolean;
  readonly points: readonly SeriesPoint[];
}

/** What a series says at a place: the value of its last point up to there; null before it begins, and after it ends. */
export function valueAt(
  { points, ends = false }: Pick<ChartSeries, 'points' | 'ends'>,
  x: number,
): number | null {
  if (ends && x > (points.at(-1)?.x ?? x)) return null;
  return points.findLast((point) => point.x <= x)?.y ?? null;
}

/** Every place that some series has a point at, in order. */
export function placesOf(series: readonly ChartSeries[]): number[] {
  return [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
}

/** The path of a series through points that are on the page already. */
export function pathOf(points: readonly SeriesPoint[], shape: ChartSeries['shape']): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const moves = rest.map(({ x, y }) => (shape === 'step' ? `H${x}V${y}` : `L${x} ${y}`));
  return `M${first.x} ${first.y}${moves.join('')}`;
}

export interface Band {
  readonly series: ChartSeries;
  /** Where it stands at each place: from the sum of those below it to that and its own value. */
  readonly spans: readonly { readonly x: number; readonly from: number; readonly to: number }[];
}

/** The series on top of each other, the first at the bottom. */
export function stackOf(series: readonly ChartSeries[]): Band[] {
  const places = placesOf(series);
  const sums = places.map(() => 0);
  return series.map((one) => ({
    series: one,
    spans: places.map((x, index) => {
      const from = sums[index] ?? 0;
      const to = from + (valueAt(one, x) ?? 0);
      sums[index] = to;
      return { x, from, to };
    }),
  }));
}

/**
 * Where labels go that want to stand beside the ends of their lines: in the same order from top to bottom, at least
 * `gap` pixels apart, between `top` and `bottom` as long as they have room there.
 */
export function spreadLabels(
  wanted: readonly number[],
  { gap, top, bottom }: { readonly gap: number; readonly top: number; readonly bottom: number },
): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y || a.index - b.index);
  let least = top;
  for (const label of order) {
    label.y = Math.max(label.y, least);
    least = label.y + gap;
  }
  let most = bottom;
  for (const label of order.toReversed()) {
    label.y = Math.min(label.y, most);
    most = label.y - gap;
  }
  const placed = new Array<number>(wanted.length);
  for (const { y, index } of order) placed[index] = y;
  return placed;
}

/** Of places in order, from the last backwards, those that are at least `gap` pixels apart. */
export function apart(places: readonly number[], pixel: (place: number) => number, gap: number): number[] {
  const kept: number[] = [];
  for (const place of places.toReversed()) {
    const next = kept.at(-1);
    if (next === undefined || pixel(next) - pixel(place) >= gap) kept.push(place);
  }
  return kept.reverse();
}
