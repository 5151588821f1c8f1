import type { Caller } from '../../context.ts';
import type { ClientReport } from '../../features/codepush/reports.ts';
import type { GatewayDoor } from '../door.ts';
import { GatewayProblem } from '../problems.ts';

/** Reports of one transaction. */
const GROUP = 50;
/** Above this, clients are told to come again: they keep their reports. */
const MOST_WAITING = 5000;

/** Apps in the field: they have no token and no name. */
const APPS: Caller = { name: 'CodePush clients', email: null, door: 'gateway', tokenId: null };

interface Waiting {
  readonly report: ClientReport;
  resolve(): void;
  reject(error: unknown): void;
}

export interface ReportQueue {
  /** Resolves once the report is written. @throws 503 while too many wait. */
  add(report: ClientReport): Promise<void>;
  /** Waits for what is still being written. */
  settled(): Promise<void>;
}

/**
 * Writes reports in groups, in the order they came in, each group as one transaction. What arrives in one turn of the
 * event loop goes at once while the writer has none; while it has one the next one gathers, so groups grow with the load
 * and nobody waits for a clock.
 */
export function createReportQueue(writer: GatewayDoor['writer']): ReportQueue {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let due = false;

  async function write(group: readonly Waiting[]): Promise<void> {
    try {
      await writer.chunk(
        'codepush.report',
        group.map(({ report }) => report),
        APPS,
      );
      for (const { resolve } of group) resolve();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  function next(): void {
    due = false;
    if (writing || waiting.length === 0) return;
    const group = waiting.slice(0, GROUP);
    waiting = waiting.slice(GROUP);
    writing = write(group).finally(() => {
      writing = null;
      next();
    });
  }

  return {
    add(report) {
      if (waiting.length >= MOST_WAITING) {
        throw new GatewayProblem(
          503,
          'unavailable',
          'Too many reports wait to be written. This one was not taken.',
          { hint: 'Send it again later.' },
          { 'retry-after': '5' },
        );
      }
      return new Promise((resolve, reject) => {
        waiting.push({ report, resolve, reject });
        if (due || writing) return;
        due = true;
        setImmediate(next);
      });
    },
    async settled() {
      next();
      while (writing) await writing;
    },
  };
}
