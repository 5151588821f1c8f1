import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const MOST_BYTES = 10 * 1024 * 1024;
const FILES = 3;
const LONGEST_PATH = 300;
const FLUSH_EVERY = 1000;
/** Lines are written when this many characters of them wait. */
const MOST_WAITING = 4096;

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
  let descriptor: number | null = null;
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let waiting = '';

  /** Never waits for the disk itself: the requests under way would wait as well, and these lines are no records. */
  function flush(): void {
    if (waiting === '') return;
    const lines = waiting;
    waiting = '';
    try {
      descriptor ??= openSync(file, 'a');
      writeFileSync(descriptor, lines);
    } catch {
      // A full disk must not end the gateway: what cannot be logged is not logged.
    }
  }

  function end(): void {
    flush();
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  }

  function rotate(): void {
    end();
    size = 0;
    rmSync(`${file}.${FILES - 1}`, { force: true });
    for (let number = FILES - 2; number >= 0; number -= 1) {
      const from = number === 0 ? file : `${file}.${number}`;
      if (existsSync(from)) renameSync(from, `${file}.${number + 1}`);
    }
  }

  const timer = setInterval(flush, FLUSH_EVERY);
  timer.unref();
  let open = true;
  return {
    request(line) {
      if (!open) return;
      const text = `${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`;
      if (size + text.length > mostBytes) rotate();
      size += text.length;
      waiting += text;
      if (waiting.length > MOST_WAITING) flush();
    },
    close() {
      open = false;
      clearInterval(timer);
      end();
    },
  };
}
