import type { Caller } from '../../context.ts';
import type { ClientReport } from '../../features/codepush/reports.ts';
import type { GatewayDoor } from '../door.ts';
import { GatewayProblem } from '../problems.ts';

/** So many reports are worth a transaction by themselves: ten in one cost a fifth of ten alone. */
const GROUP = 10;
/** Fewer wait for others so many ms. */
const LONGEST_WAIT = 5;
/** A transaction takes no more, so that commands get their turn: about 3 ms. */
const LARGEST_GROUP = 250;
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
 * Writes reports in groups, in the order they came in, each group as one transaction. While one is being written the
 * next one gathers, so groups grow with the load.
 */
export function createReportQueue(writer: GatewayDoor['writer']): ReportQueue {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** The first of those who wait has waited long enough. */
  let isDue = false;

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
    if (writing || waiting.length === 0) return;
    if (waiting.length < GROUP && !isDue) {
      timer ??= setTimeout(() => {
        isDue = true;
        next();
      }, LONGEST_WAIT);
      return;
    }
    if (timer) clearTimeout(timer);
    timer = null;
    isDue = false;
    const group = waiting.slice(0, LARGEST_GROUP);
    waiting = waiting.slice(LARGEST_GROUP);
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
        next();
      });
    },
    async settled() {
      while (writing || waiting.length > 0) {
        isDue = true;
        next();
        await writing;
      }
    },
  };
}
