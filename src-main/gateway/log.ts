import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';

const MOST_BYTES = 10 * 1024 * 1024;
const FILES = 3;
const LONGEST_PATH = 300;
const FLUSH_EVERY = 1000;

/** One request as the log keeps it. Never a header, a body, or the value of a query. */
interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly token: number | null;
  readonly address: string;
}

export interface RequestLog {
  request(line: RequestLine): void;
  close(): void;
}

/** A path with the names of its query, not their values; a token that somebody put into an address is blotted out. */
export function loggedPath(url: string): string {
  const [path = '', query] = url.split('?', 2);
  const names = query
    ?.split('&')
    .map((pair) => pair.split('=', 1)[0])
    .join('&');
  return `${path}${names ? `?${names}` : ''}`.replace(/slw_[\w-]+/gi, 'slw_…').slice(0, LONGEST_PATH);
}

/** The request log in the data folder: at most three files of 10 MB, `gateway.log`, `.1` and `.2`. */
export function openRequestLog(data: string, mostBytes = MOST_BYTES): RequestLog {
  mkdirSync(data, { recursive: true });
  const file = join(data, 'gateway.log');
  let size = existsSync(file) ? statSync(file).size : 0;
  const destination = pino.destination({ dest: file, sync: true, minLength: 4096 });
  // A full disk must not end the gateway: what cannot be logged is not logged.
  destination.on('error', () => {});

  function rotate(): void {
    destination.flushSync();
    rmSync(`${file}.${FILES - 1}`, { force: true });
    for (let number = FILES - 2; number >= 0; number -= 1) {
      const from = number === 0 ? file : `${file}.${number}`;
      if (existsSync(from)) renameSync(from, `${file}.${number + 1}`);
    }
    destination.reopen(file);
    size = 0;
  }

  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    {
      write(line: string) {
        if (size + line.length > mostBytes) rotate();
        size += line.length;
        destination.write(line);
      },
    },
  );
  const timer = setInterval(() => destination.flushSync(), FLUSH_EVERY);
  timer.unref();
  let open = true;
  return {
    request(line) {
      if (open) log.info(line);
    },
    close() {
      open = false;
      clearInterval(timer);
      destination.flushSync();
      destination.end();
    },
  };
}
