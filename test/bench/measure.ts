/** Interleaved rounds of ours and the yardstick, so that the machine's moods hit both; medians and ratios come out. */
export interface Pair {
  readonly ours: number;
  readonly raw: number;
  readonly ratio: number;
  readonly oursP95: number;
  readonly rawP95: number;
}

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

export const median = (values: readonly number[]) => quantile(sorted(values), 0.5);
export const p95 = (values: readonly number[]) => quantile(sorted(values), 0.95);
export const p99 = (values: readonly number[]) => quantile(sorted(values), 0.99);

function once(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** Runs two pieces of work in turn. @returns milliseconds each. */
export function compare(
  rounds: number,
  ours: (round: number) => unknown,
  raw: (round: number) => unknown,
): Pair {
  for (let round = 0; round < Math.min(20, rounds); round += 1) {
    ours(round);
    raw(round);
  }
  const times = { ours: [] as number[], raw: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) times.ours.push(once(() => ours(round)));
    times.raw.push(once(() => raw(round)));
    if (round % 2 === 1) times.ours.push(once(() => ours(round)));
  }
  const [a, b] = [median(times.ours), median(times.raw)];
  return { ours: a, raw: b, ratio: a / b, oursP95: p95(times.ours), rawP95: p95(times.raw) };
}

export interface Verdict {
  readonly goal: string;
  readonly what: string;
  readonly measured: string;
  readonly wanted: string;
  readonly held: boolean;
}

export const ms = (value: number) => (value >= 100 ? `${value.toFixed(0)} ms` : `${value.toFixed(3)} ms`);
export const times = (value: number) => `${value.toFixed(2)}x`;

/** One line of the report: the ratio, the goal, held or short. */
export function atMost(goal: string, what: string, value: number, limit: number, note = ''): Verdict {
  return {
    goal,
    what,
    measured: `${times(value)}${note ? ` (${note})` : ''}`,
    wanted: `<= ${limit}x`,
    held: value <= limit,
  };
}

export function atLeast(goal: string, what: string, value: number, limit: number, note = ''): Verdict {
  return {
    goal,
    what,
    measured: `${times(value)}${note ? ` (${note})` : ''}`,
    wanted: `>= ${limit}x`,
    held: value >= limit,
  };
}

const thousands = (value: number) => Math.round(value).toLocaleString('en');
export const against = (ours: readonly number[], other: readonly number[]) =>
  `${thousands(median(ours))} against ${thousands(median(other))} a second`;

/** The median of the rounds' own ratios: what slows the machine down for a while slows both sides of a round. */
export const ratioOf = (ours: readonly number[], other: readonly number[]) =>
  median(ours.map((value, round) => value / (other[round] ?? Number.NaN)));
