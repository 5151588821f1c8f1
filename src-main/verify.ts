import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isAppError } from '#shared/errors.ts';
import type { ChainReport } from '#shared/features/activity/model.ts';
import { verifyChain } from './features/activity/engine.ts';
import { activityStore } from './features/activity/store.ts';
import { realSources } from './sources.ts';
import { fileError, openReader, requireUsable } from './store/open.ts';
import { statementsOf } from './store/sql.ts';

/** What a run of the verifier ends with: 0 the chain holds, 1 it does not, 2 there was nothing to verify. */
type Verdict = readonly [code: 0 | 1 | 2, ...lines: string[]];

async function reportOf(file: string): Promise<ChainReport | null> {
  const db = openReader(file);
  try {
    const tables = db.prepare("SELECT count(*) FROM sqlite_master WHERE name IN ('workspace', 'activity')");
    if (tables.pluck().get() !== 2) return null;
    const stores = { activity: activityStore(db, statementsOf(db)) };
    return await verifyChain({ stores, now: realSources.now }, () => {});
  } finally {
    db.close();
  }
}

function judge(file: string, { entries, headHash, firstBroken }: ChainReport): Verdict {
  const counted = entries === 1 ? '1 entry' : `${entries} entries`;
  if (firstBroken !== null) {
    return [
      1,
      `The audit chain of ${file} is broken; ${counted} before the break ${entries === 1 ? 'holds' : 'hold'}.`,
      `Entry ${firstBroken.seq}: ${firstBroken.why}.`,
    ];
  }
  return [0, `The audit chain of ${file} holds: ${counted}, head ${headHash}.`];
}

/** Verifies the audit chain of a workspace file without writing to it, while Slipway has it open or not. */
async function verify(given: string | undefined): Promise<Verdict> {
  if (given === undefined) return [2, 'Name the workspace file: npm run verify -- FILE'];
  // npm starts scripts in the project's folder; the path was meant from where its author stands.
  const file = resolve(process.env.INIT_CWD ?? '.', given);
  if (!existsSync(file)) return [2, `There is no file ${file}.`];
  try {
    requireUsable(file);
    const report = await reportOf(file);
    return report ? judge(file, report) : [2, `${file} is a SQLite file, but no workspace of Slipway.`];
  } catch (error) {
    const worded = fileError(error, file);
    if (!isAppError(worded)) throw error;
    return [2, [worded.message, worded.details.hint].filter(Boolean).join(' ')];
  }
}

const [code, ...lines] = await verify(process.argv[2]);
for (const line of lines) (code === 0 ? process.stdout : process.stderr).write(`${line}\n`);
process.exitCode = code;
