import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from './generate.ts';
import { gatewayGoals } from './goals/gateway.ts';
import { readGoals } from './goals/reads.ts';
import { responsivenessGoals } from './goals/responsiveness.ts';
import { startGoals } from './goals/start.ts';
import { writeGoals } from './goals/writes.ts';
import type { Verdict } from './measure.ts';

/**
 * `npm run bench`: our costs as ratios against bare better-sqlite3 in the same run, each beside its goal. The files
 * are made once in `$SLIPWAY_BENCH` or the temp folder: 10k, 100k and 1M deployments with five steps each.
 */
const folder = process.env.SLIPWAY_BENCH ?? join(tmpdir(), 'slipway-bench');
const wanted = process.argv.slice(2);

const say = (text: string) => console.log(text);

function print({ goal, what, measured, wanted: limit, held }: Verdict): void {
  say(
    `${goal.padEnd(4)} ${what.padEnd(44)} ${measured.padEnd(44)} ${limit.padEnd(12)} ${held ? 'held' : 'SHORT'}`,
  );
}

mkdirSync(folder, { recursive: true });
const files = {
  small: join(folder, 'bench-10k.slipway'),
  middle: join(folder, 'bench-100k.slipway'),
  large: join(folder, 'bench-1m.slipway'),
};
generate(files.small, 10_000, say);
generate(files.middle, 100_000, say);
generate(files.large, 1_000_000, say);

const groups: Readonly<Record<string, () => Verdict[] | Promise<Verdict[]>>> = {
  reads: () => readGoals(files),
  writes: () => writeGoals(files),
  responsiveness: () => responsivenessGoals(files),
  gateway: () => gatewayGoals(files),
  start: () => startGoals(files),
  codepush: async () => (await import('./goals/codepush.ts')).codepushGoals(files),
  screen: async () => (await import('./goals/screen.ts')).screenGoals(files),
};

const verdicts: Verdict[] = [];
for (const [name, run] of Object.entries(groups)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  say(`\n${name}`);
  for (const verdict of await run()) {
    print(verdict);
    verdicts.push(verdict);
  }
}
say(
  `\n${verdicts.filter((verdict) => verdict.held).length} held, ${verdicts.filter((verdict) => !verdict.held).length} short`,
);
