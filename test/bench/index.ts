import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.ts';
import { gatewayGoals } from './goals/gateway.ts';
import { readGoals } from './goals/reads.ts';
import { responsivenessGoals } from './goals/responsiveness.ts';
import { startGoals } from './goals/start.ts';
import { writeGoals } from './goals/writes.ts';
import type { Verdict } from './measure.ts';

/**
 * `npm run bench`: our costs as ratios against bare better-sqlite3 in the same run, each beside its goal. The files
 * are made once in `$SLIPWAY_BENCH` or the temp folder: 10k, 100k and 1M deployments with five steps each. The groups
 * that are named run, else all but `soak`, an hour of devices at the gateway (`--minutes`, `--rate` a second).
 */
const folder = process.env.SLIPWAY_BENCH ?? join(tmpdir(), 'slipway-bench');
const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '60' }, rate: { type: 'string', default: '300' } },
});

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
const onlySoak = wanted.length > 0 && wanted.every((name) => name === 'soak');
if (!onlySoak) {
  generate(files.small, 10_000, say);
  generate(files.middle, 100_000, say);
  generate(files.large, 1_000_000, say);
}

const groups: Readonly<Record<string, () => Verdict[] | Promise<Verdict[]>>> = {
  reads: () => readGoals(files),
  writes: () => writeGoals(files),
  responsiveness: () => responsivenessGoals(files),
  gateway: () => gatewayGoals(files),
  start: () => startGoals(files),
  codepush: async () => (await import('./goals/codepush.ts')).codepushGoals(files),
  workflows: async () => (await import('./goals/workflows.ts')).workflowGoals(files),
  screen: async () => (await import('./goals/screen.ts')).screenGoals(files),
  soak: async () =>
    (await import('./soak.ts')).soakGoals(
      { minutes: Number(values.minutes), rate: Number(values.rate) },
      say,
    ),
};

const verdicts: Verdict[] = [];
for (const [name, run] of Object.entries(groups)) {
  if (wanted.length > 0 ? !wanted.includes(name) : name === 'soak') continue;
  say(`\n${name}`);
  for (const verdict of await run()) {
    print(verdict);
    verdicts.push(verdict);
  }
}
say(
  `\n${verdicts.filter((verdict) => verdict.held).length} held, ${verdicts.filter((verdict) => !verdict.held).length} short`,
);
