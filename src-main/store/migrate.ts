import type { Database } from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { foundation } from './migrations/0010-foundation.ts';
import { mobile } from './migrations/0020-mobile.ts';
import { baseline } from './migrations/0030-baseline.ts';
import { distributionReads } from './migrations/0040-distribution-reads.ts';
import { releases } from './migrations/0050-releases.ts';
import { keptHeaders } from './migrations/0060-kept-headers.ts';
import { board } from './migrations/0070-board.ts';
import { deploymentBlocks } from './migrations/0080-deployment-blocks.ts';
import { runTail } from './migrations/0090-run-tail.ts';
import { cutSchedule } from './migrations/0100-cut-schedule.ts';
import { clockMoments } from './migrations/0110-clock-moments.ts';
import { releaseCommit } from './migrations/0120-release-commit.ts';

/** `Slip` in ASCII: how a Slipway workspace is told from any other SQLite file. */
const APPLICATION_ID = 0x536c6970;

interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** Numbered by tens, each its own transaction, never edited once released. */
export const migrations: readonly Migration[] = [
  { version: 10, sql: foundation },
  { version: 20, sql: mobile },
  { version: 30, sql: baseline },
  { version: 40, sql: distributionReads },
  { version: 50, sql: releases },
  { version: 60, sql: keptHeaders },
  { version: 70, sql: board },
  { version: 80, sql: deploymentBlocks },
  { version: 90, sql: runTail },
  { version: 100, sql: cutSchedule },
  { version: 110, sql: clockMoments },
  { version: 120, sql: releaseCommit },
];

export const newestVersion = migrations.at(-1)?.version ?? 0;

export function versionOf(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/** Whether a SQLite file carries the mark of a workspace. */
export function isWorkspace(db: Database): boolean {
  return db.pragma('application_id', { simple: true }) === APPLICATION_ID;
}

/**
 * Brings a workspace to the newest schema. `backup` is called once before the first step of a file that has content.
 * @throws conflict for a file from a newer Slipway, invalid_input for a SQLite file that is no workspace.
 */
export function migrate(db: Database, backup: (fromVersion: number) => void): void {
  const version = versionOf(db);
  const empty = version === 0 && db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!empty && !isWorkspace(db)) {
    throw new AppError(
      'invalid_input',
      'This is a SQLite file, but not a Slipway workspace. It was left as it is.',
      {
        hint: 'Choose a .slipway file, or create a new workspace beside it.',
      },
    );
  }
  if (version > newestVersion) {
    throw new AppError(
      'conflict',
      `This workspace was written by a newer Slipway (schema ${version}, this one knows ${newestVersion}). It was left as it is.`,
      { hint: 'Update Slipway, or open a backup from before the update.' },
    );
  }
  const missing = migrations.filter((migration) => migration.version > version);
  if (missing.length === 0) return;
  if (!empty) backup(version);
  for (const migration of missing) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${migration.version}`);
    })();
  }
}
