import { AppError } from '#shared/errors.ts';

/** One value of the list, as its bytes stand in the file. */
export interface SourceRecord {
  /** 1-based. */
  readonly number: number;
  /** The line that it begins on. */
  readonly line: number;
  readonly bytes: Buffer;
}

export interface RecordSink {
  record(record: SourceRecord): void;
  /** A value that cannot be taken; reading goes on behind it. */
  fault(number: number, line: number, message: string): void;
}

export interface RecordSplitter {
  push(piece: Buffer): void;
  /** @throws invalid_input when the text breaks off in the middle, or held no record at all. */
  end(): number;
}

/** A record is read whole, so its size bounds the memory that a file of any size can take. */
export const LARGEST_RECORD = 16 * 1024 * 1024;
const DEEPEST = 100;

const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const isSpace = (byte: number) => byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;

/** What may stand next between records. */
type Expect = 'anything' | 'value or end' | 'value' | 'comma or end';

/**
 * Cuts a stream of JSON into the values of its lists without parsing them: one list, lists one after the other (what
 * `gh api --paginate` prints), a list of lists (`--slurp`), or objects one after the other. Only brackets and strings
 * are looked at; a record's own syntax is its reader's business. A streaming parser would have to hold a string of any
 * length; this holds one record of at most 16 MB.
 */
export function splitRecords(sink: RecordSink): RecordSplitter {
  let expect: Expect = 'anything';
  let lists = 0;
  let line = 1;
  let at = 0;
  let count = 0;
  // The record under way: how deep its brackets are, and where its bytes are kept.
  let inside: 'nothing' | 'object' | 'string' | 'word' = 'nothing';
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  let escaped = false;
  let startLine = 1;
  let parts: Buffer[] = [];
  let size = 0;

  function refuse(what: string): never {
    const readable = count === 0 ? '' : ` ${count.toLocaleString('en')} records before it could be read.`;
    throw new AppError(
      'invalid_input',
      `The file is no valid JSON: ${what} on line ${line} (byte ${at}).${readable} Nothing was imported.`,
      { hint: 'Fetch it again, or mend it at that place.', line, byte: at },
    );
  }

  function keep(piece: Buffer, from: number, to: number): void {
    size += to - from;
    if (size <= LARGEST_RECORD) parts.push(piece.subarray(from, to));
    else parts = [];
  }

  function finish(): void {
    count += 1;
    const megabytes = Math.round(size / (1024 * 1024));
    if (size > LARGEST_RECORD)
      sink.fault(count, startLine, `It is ${megabytes} MB long, more than 16 MB, and was left out.`);
    else if (deepest > DEEPEST)
      sink.fault(count, startLine, `It is nested more than ${DEEPEST} levels deep and was left out.`);
    else if (inside !== 'object')
      sink.fault(count, startLine, 'It is a single value and no object; it was left out.');
    else sink.record({ number: count, line: startLine, bytes: Buffer.concat(parts) });
    parts = [];
    inside = 'nothing';
    expect = lists === 0 ? 'anything' : 'comma or end';
  }

  function begin(kind: 'object' | 'string' | 'word'): void {
    inside = kind;
    startLine = line;
    depth = 0;
    deepest = 0;
    size = 0;
    quoted = false;
    escaped = false;
  }

  /** A byte between records. */
  function between(byte: number): void {
    if (isSpace(byte)) return;
    if (byte === COMMA && expect === 'comma or end') {
      expect = 'value';
      return;
    }
    if (byte === CLOSE_LIST && lists > 0 && expect !== 'value') {
      lists -= 1;
      expect = lists === 0 ? 'anything' : 'comma or end';
      return;
    }
    const sign = `"${String.fromCharCode(byte)}"`;
    if (byte === CLOSE_LIST && expect === 'value') refuse('there is a comma without a record behind it');
    if (expect === 'comma or end') refuse(`a comma is missing before ${sign}`);
    if (byte === OPEN_LIST) {
      if (lists === 2) refuse('its lists are nested too deep');
      lists += 1;
      expect = 'value or end';
    } else if (byte === OPEN_OBJECT) begin('object');
    else if (lists > 0 && byte === QUOTE) begin('string');
    else if (lists > 0 && /[-\w]/.test(String.fromCharCode(byte))) begin('word');
    else refuse(`there is an unexpected ${sign}`);
  }

  /** Reads on inside a record from `from`; answers where it stopped. */
  function within(piece: Buffer, from: number): number {
    for (let index = from; index < piece.length; index += 1) {
      const byte = piece[index];
      if (byte === NEWLINE) line += 1;
      if (quoted) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          quoted = false;
          if (inside === 'string') return index + 1;
        }
      } else if (byte === QUOTE) quoted = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        depth += 1;
        if (depth > deepest) deepest = depth;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        depth -= 1;
        if (depth === 0) return index + 1;
      }
    }
    return -1;
  }

  function wordEnd(piece: Buffer, from: number): number {
    for (let index = from; index < piece.length; index += 1) {
      if (!/[-+.\w]/.test(String.fromCharCode(piece[index] ?? 0))) return index;
    }
    return -1;
  }

  return {
    push(piece) {
      const base = at;
      let index = 0;
      while (index < piece.length) {
        if (inside === 'nothing') {
          const byte = piece[index] as number;
          at = base + index;
          between(byte);
          if (byte === NEWLINE) line += 1;
          // `between` may have begun a record with this very byte.
          if ((inside as string) === 'nothing') index += 1;
          continue;
        }
        const end = inside === 'word' ? wordEnd(piece, index) : within(piece, index);
        keep(piece, index, end === -1 ? piece.length : end);
        if (end === -1) break;
        index = end;
        finish();
      }
      at = base + piece.length;
    },
    end() {
      if (inside === 'word') finish();
      if (inside === 'nothing' && lists === 0) return count;
      const where = inside === 'nothing' ? `after record ${count}` : `inside record ${count + 1}`;
      throw new AppError(
        'invalid_input',
        `The file breaks off ${where}, on line ${line} (byte ${at}): its end is missing. ` +
          `${count.toLocaleString('en')} records before that could be read. Nothing was imported.`,
        {
          hint: 'It was probably not written to its end. Fetch it again and import the whole file.',
          line,
          byte: at,
        },
      );
    },
  };
}
