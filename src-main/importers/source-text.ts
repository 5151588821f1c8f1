import { AppError } from '#shared/errors.ts';
import type { SourceRecord } from './json-records.ts';

/** A record's own words are kept up to this length; of a longer one, only the fields that are known, cut. */
export const LONGEST_RAW = 500_000;
const LONGEST_FIELD = 2000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a record, or null when its bytes are no UTF-8. */
export function decodeText(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    // The decoder says nothing but that it failed; which record it was is known to the caller.
    return null;
  }
}

/** Parses a record that is known to be an object. @throws invalid_input, naming the line, when its syntax is wrong. */
export function objectIn(text: string, { number, line }: SourceRecord): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    const cause = (error as Error).message.replace(/ in JSON at position.*$| \(line.*$/s, '');
    throw new AppError(
      'invalid_input',
      `Record ${number}, which begins on line ${line}, is no valid JSON: ${clip(cause, 160)}. Nothing was imported.`,
      { hint: 'Mend it there, or fetch the file again.', record: number, line },
    );
  }
}

export function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** What is kept of a record that is too long: the known fields, their texts cut and their lists left out. */
export function rawText(value: Readonly<Record<string, unknown>>, fields: readonly string[]): string {
  const kept = fields
    .filter((field) => field in value && !Array.isArray(value[field]))
    .map((field): [string, unknown] => {
      const found = value[field];
      return [field, typeof found === 'string' ? clip(found, LONGEST_FIELD) : found];
    });
  return JSON.stringify(Object.fromEntries([...kept, ['shortened_by_slipway', true]]));
}
