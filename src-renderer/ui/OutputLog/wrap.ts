import type { LogView } from './view.ts';

const TAB = 8;
/** Signs that a fixed-width font draws two cells wide: East Asian ones and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
/** Signs that stand on the one before them. */
const NARROW = /\p{M}|\u200d|\ufe0f/u;
/** What takes one cell each. */
const EVEN = /^[\x20-\x7e\u00a0-\u024f]*$/;

/** Where each row of a line begins when it is broken at so many cells; `[0]` for one that fits. */
export function rowStarts(text: string, columns: number): number[] {
  if (EVEN.test(text)) {
    const rows = Math.max(1, Math.ceil(text.length / columns));
    return Array.from({ length: rows }, (_, row) => row * columns);
  }
  const starts = [0];
  let cells = 0;
  let at = 0;
  for (const sign of text) {
    const width = sign === '\t' ? TAB - (cells % TAB) : NARROW.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1;
    if (cells > 0 && cells + width > columns) {
      starts.push(at);
      cells = 0;
    }
    cells += width;
    at += sign.length;
  }
  return starts;
}

/** Shown lines as rows of one height: each line one row, or as many as it takes at so many cells. */
export interface LogRows {
  /** Reads up to so many shown lines, of which the first `same` are those that it knows. */
  read(size: number, same: number): void;
  /** How many rows there are. */
  count(): number;
  /** The shown line that a row belongs to, and which of its rows it is. */
  at(row: number): { readonly index: number; readonly part: number };
  /** The first row of a shown line. */
  rowOf(index: number): number;
}

const unbroken = (): LogRows => {
  let size = 0;
  return {
    read(count) {
      size = count;
    },
    count: () => size,
    at: (row) => ({ index: row, part: 0 }),
    rowOf: (index) => index,
  };
};

/** @param columns null leaves every line in its one row. */
export function logRows(view: LogView, columns: number | null): LogRows {
  if (columns === null) return unbroken();
  /** The row at which each shown line begins, and at the end the one behind the last. */
  const firsts = [0];
  return {
    read(size, same) {
      firsts.length = Math.min(firsts.length, same + 1);
      for (let index = firsts.length - 1; index < size; index += 1) {
        const { text = '' } = view.lines[view.lineAt(index)] ?? {};
        const rows = EVEN.test(text)
          ? Math.max(1, Math.ceil(text.length / columns))
          : rowStarts(text, columns).length;
        firsts.push((firsts[index] ?? 0) + rows);
      }
    },
    count: () => firsts.at(-1) ?? 0,
    at(row) {
      let low = 0;
      let high = firsts.length - 1;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((firsts[middle] ?? 0) <= row) low = middle;
        else high = middle;
      }
      return { index: low, part: row - (firsts[low] ?? 0) };
    },
    rowOf: (index) => firsts[index] ?? 0,
  };
}
