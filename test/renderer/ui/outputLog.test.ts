import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineKind, type OutputLine, readableLine } from '../../../src-renderer/ui/OutputLog/lines.ts';
import {
  fragmentsOf,
  type LogExtent,
  logHits,
  logView,
  nextHit,
} from '../../../src-renderer/ui/OutputLog/view.ts';
import { logRows, rowStarts } from '../../../src-renderer/ui/OutputLog/wrap.ts';

const line = (text: string, part: number | null = null): OutputLine => ({
  text,
  kind: 'plain',
  at: null,
  part,
});

describe('a line of output', () => {
  it.each([
    ['colours', '\u001b[1;31mred\u001b[0m again', 'red again'],
    ['a title', '\u001b]0;make\u0007built', 'built'],
    ['what rings or moves back', 'a\u0007b\bc', 'abc'],
    ['nothing else', 'a\tb – ü 日本', 'a\tb – ü 日本'],
    ['the count of a gap', '[12,345,678 bytes are left out here]', '… 12.3 MB not kept …'],
  ])('loses %s', (_what, written, read) => {
    expect(readableLine(written)).toBe(read);
  });

  it.each([
    ['stdout', '[12,345 bytes are left out here]', 'gap'],
    ['stderr', '[1 bytes are left out here]', 'gap'],
    ['stdout', 'said: [1 bytes are left out here]', 'plain'],
    ['stderr', 'oh', 'error'],
    ['slipway', 'Try 2.', 'note'],
  ] as const)('from %s as “%s” is of kind %s', (stream, text, kind) => {
    expect(lineKind(stream, text)).toBe(kind);
  });
});

describe('what is shown of an output', () => {
  const lines = ['one', 'two', 'Three', 'four', 'thirteen'].map((text, index) => line(text, index % 2));

  const standing = (count: number): LogExtent => ({ count, settled: count, turn: 0 });

  it('is one part alone, each line with its place in the whole', () => {
    const view = logView(lines, 1);
    view.read(standing(5));
    expect([view.size(), view.lineAt(0), view.lineAt(1)]).toEqual([2, 1, 3]);
  });

  it('grows as lines come, and finds what is searched for in the new ones too', () => {
    const view = logView(lines, null);
    const hits = logHits(view, 'TH');
    hits.read(3, view.read(standing(3)));
    expect(hits.places).toEqual([2]);
    hits.read(5, view.read(standing(5)));
    expect(hits.places).toEqual([2, 4]);
  });

  it('is read as if anew where the end was replaced, turn by turn', () => {
    const turns = fc.array(
      fc.record({
        more: fc.array(fc.string({ maxLength: 12 }), { maxLength: 5 }),
        end: fc.array(fc.string({ maxLength: 12 }), { maxLength: 5 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    const parts = fc.constantFrom(null, 0, 1);
    fc.assert(
      fc.property(turns, parts, fc.constantFrom(null, 3), (given, part, columns) => {
        const whole: OutputLine[] = [];
        const made = () => {
          const view = logView(whole, part);
          return { view, hits: logHits(view, 'a'), rows: logRows(view, columns) };
        };
        const readOn = ({ view, hits, rows }: ReturnType<typeof made>, extent: LogExtent) => {
          const same = view.read(extent);
          hits.read(view.size(), same);
          rows.read(view.size(), same);
          const shown = Array.from({ length: view.size() }, (_, index) => view.lineAt(index));
          const drawn = Array.from({ length: rows.count() }, (_, row) => rows.at(row));
          return { shown, places: [...hits.places], drawn };
        };
        const kept = made();
        let settled = 0;
        for (const [turn, { more, end }] of given.entries()) {
          whole.length = settled;
          whole.push(...more.map((text, index) => line(text, index % 2)));
          settled = whole.length;
          whole.push(...end.map((text, index) => line(text, index % 2)));
          const extent = { count: whole.length, settled, turn };
          expect(readOn(kept, extent)).toEqual(readOn(made(), extent));
        }
      }),
    );
  });

  it.each([
    ['on to the next', 2, 1, 4],
    ['around the end', 4, 1, 2],
    ['back', 4, -1, 2],
    ['around the beginning', 2, -1, 4],
    ['from between two', 3, 1, 4],
  ] as const)('goes %s hit', (_how, from, by, next) => {
    expect(nextHit([2, 4], from, by)).toBe(next);
  });

  it('goes nowhere without a hit', () => {
    expect(nextHit([], 0, 1)).toBeNull();
  });
});

describe('a highlighted line', () => {
  it.each([
    ['Ab ab', 'ab', ['*Ab', ' ', '*ab']],
    ['nothing', 'x', ['nothing']],
    ['xx', 'x', ['*x', '*x']],
    ['', 'x', ['']],
    // The capital dotted I is two letters when it is made small.
    ['İx', 'x', ['İx']],
  ])('%j is cut at %j', (text, wanted, cut) => {
    expect(fragmentsOf(text, wanted).map(({ text: own, hit }) => (hit ? `*${own}` : own))).toEqual(cut);
  });

  it('never loses a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, wanted) => {
        expect(
          fragmentsOf(text, wanted)
            .map((fragment) => fragment.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('wrapped lines', () => {
  it.each([
    ['abcdef', 4, ['abcd', 'ef']],
    ['abcd', 4, ['abcd']],
    ['', 4, ['']],
    ['日本語', 4, ['日本', '語']],
    ['a\tbc', 9, ['a\tb', 'c']],
    ['e\u0301e\u0301e', 2, ['e\u0301e\u0301', 'e']],
  ])('%j breaks at %i cells', (text, columns, rows) => {
    const starts = rowStarts(text, columns);
    expect(starts.map((start, index) => text.slice(start, starts[index + 1]))).toEqual(rows);
  });

  it('every row knows its line, and every line its first row', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 12 }), (given, columns) => {
        const view = logView(
          given.map((text) => line(text)),
          null,
        );
        const rows = logRows(view, columns);
        rows.read(given.length, view.read({ count: given.length, settled: given.length, turn: 0 }));
        const expected = given.flatMap((text, index) =>
          rowStarts(text, columns).map((_start, part) => ({ index, part })),
        );
        expect(Array.from({ length: rows.count() }, (_, row) => rows.at(row))).toEqual(expected);
        given.forEach((_text, index) => {
          expect(rows.at(rows.rowOf(index))).toEqual({ index, part: 0 });
        });
      }),
    );
  });
});
