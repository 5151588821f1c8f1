import { stripVTControlCharacters } from 'node:util';
import type { Masker } from './mask.ts';

/** A line that does not end is passed on in parts of so many characters. */
const LONGEST_LINE = 8192;

export interface OutputReader {
  push(bytes: Uint8Array): void;
  end(): void;
}

/** So far before the longest, a blank is looked for to part a line at, in characters. */
const LOOKED_BACK = 256;

/** Where a text is cut, at most at `length`: behind a blank if one is near, never between the halves of a character. */
function cutAt(text: string, length: number): number {
  const blank = text.lastIndexOf(' ', length - 1);
  if (blank >= length - LOOKED_BACK) return blank + 1;
  const code = text.charCodeAt(length - 1);
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length;
}

/**
 * Reads what a process writes: bytes that are no UTF-8 become the replacement character, secrets are masked, colours
 * and other control sequences left out. Gives whole lines without their end; a lone carriage return ends one as well,
 * as progress bars write them.
 */
export function outputReader(masker: Masker, onLine: (line: string) => void): OutputReader {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let held = '';
  const give = (line: string) => onLine(stripVTControlCharacters(line).replaceAll('\0', '\uFFFD'));
  const take = (text: string) => {
    const lines = (held + text).split(/\r\n|\n|\r(?=[^\n])/);
    held = lines.pop() ?? '';
    lines.forEach(give);
    while (held.length > LONGEST_LINE) {
      const cut = cutAt(held, LONGEST_LINE);
      give(held.slice(0, cut));
      held = held.slice(cut);
    }
  };
  return {
    push: (bytes) => take(masker.push(decoder.decode(bytes, { stream: true }))),
    end() {
      take(masker.push(decoder.decode()) + masker.end());
      const rest = held.replace(/\r$/, '');
      held = '';
      if (rest !== '') give(rest);
    },
  };
}

const TOLD = /^::slipway\s+(progress|remoteId|storeState)=(.{1,200})$/;

export type ToldLine =
  | { readonly name: 'progress'; readonly percent: number }
  | { readonly name: 'remoteId' | 'storeState'; readonly value: string };

/** A line by which a command speaks to Slipway: `::slipway progress=40`, `remoteId=…`, `storeState=…`; else null. */
export function readTold(line: string): ToldLine | null {
  const [, name, raw = ''] = TOLD.exec(line.trim()) ?? [];
  const value = raw.trim();
  if (name === 'progress') {
    const percent = Number(value.replace(/%$/, ''));
    return percent >= 0 && percent <= 100 ? { name, percent } : null;
  }
  if (name === 'remoteId') return /^\d{1,30}$/.test(value) ? { name, value } : null;
  return name === 'storeState' && value.length <= 100 ? { name, value } : null;
}
