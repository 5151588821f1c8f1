import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Log } from './threads/workers.ts';

const MOST_BYTES = 5 * 1024 * 1024;
const FILES = 3;

/** Secrets have known shapes; whatever else an error's text holds, these do not reach the disk. */
export function redacted(text: string): string {
  return text
    .replace(/\b(Bearer|Basic)\s+[\w+/=.-]+/gi, '$1 [redacted]')
    .replace(/\bslw_[\w-]+/g, '[redacted]')
    .replace(/(token|secret|password|authorization)(["']?\s*[:=]\s*["']?)[^\s"',&}]+/gi, '$1$2[redacted]');
}

function rotate(file: string): void {
  rmSync(`${file}.${FILES - 1}`, { force: true });
  for (let number = FILES - 2; number >= 0; number -= 1) {
    const from = number === 0 ? file : `${file}.${number}`;
    if (existsSync(from)) renameSync(from, `${file}.${number + 1}`);
  }
}

async function openFile(file: string, mostBytes: number): Promise<{ logger: Logger; end(): void }> {
  const { default: pino } = await import('pino');
  mkdirSync(join(file, '..'), { recursive: true });
  const destination = pino.destination({ dest: file, sync: true });
  // A full disk must not end the application: what cannot be logged is not logged.
  destination.on('error', () => {});
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    {
      write(line: string) {
        if (size + line.length > mostBytes) {
          rotate(file);
          destination.reopen(file);
          size = 0;
        }
        size += line.length;
        destination.write(line);
      },
    },
  );
  return { logger, end: () => destination.end() };
}

/**
 * The application's log of unexpected errors, `logs/slipway.log` in the data folder: at most three files of 5 MB. Its
 * machinery is loaded with the first error, so that a start without one does not pay for it.
 */
export function openLog(data: string, mostBytes = MOST_BYTES): { log: Log; close(): Promise<void> } {
  const file = join(data, 'logs', 'slipway.log');
  let opened: ReturnType<typeof openFile> | null = null;
  return {
    log(error) {
      const at = error instanceof Error ? (error.stack ?? error.message) : String(error);
      opened ??= openFile(file, mostBytes);
      void opened.then(({ logger }) => logger.error(redacted(at))).catch(() => {});
    },
    async close() {
      (await opened?.catch(() => null))?.end();
    },
  };
}
