import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskerOf } from '../../src-main/actions/mask.ts';
import { outputReader } from '../../src-main/actions/output.ts';

const secret = fc.string({
  minLength: 4,
  maxLength: 12,
  unit: fc.constantFrom('a', 'b', '.', '*', '$', '\n', 'é', '😀'),
});
const filler = fc.string({ maxLength: 30, unit: fc.constantFrom('a', 'b', 'x', '\n', 'é', '😀') });

/** A text with secrets in it, cut into pieces wherever. */
const cases = fc
  .tuple(fc.array(secret, { minLength: 1, maxLength: 3 }), fc.array(filler, { minLength: 1, maxLength: 5 }))
  .chain(([secrets, fillers]) => {
    const text = fillers.flatMap((one, index) => [one, secrets[index % secrets.length] ?? '']).join('');
    return fc.record({
      secrets: fc.constant(secrets),
      text: fc.constant(text),
      cuts: fc.array(fc.nat({ max: text.length }), { maxLength: 8 }),
    });
  });

const piecesOf = (text: string, cuts: readonly number[]) => {
  const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
  return at.slice(1).map((end, index) => text.slice(at[index], end));
};

describe('masking', () => {
  it('leaves no secret in a text, however it is cut', () => {
    fc.assert(
      fc.property(cases, ({ secrets, text, cuts }) => {
        const [cutMask, wholeMask] = [maskerOf(secrets)(), maskerOf(secrets)()];
        const cut =
          piecesOf(text, cuts)
            .map((piece) => cutMask.push(piece))
            .join('') + cutMask.end();
        expect(secrets.filter((one) => cut.includes(one))).toEqual([]);
        expect(cut).toBe(wholeMask.push(text) + wholeMask.end());
      }),
      { numRuns: 500 },
    );
  });

  it('leaves nothing of a secret in base64, whatever stands beside it in there', () => {
    const beside = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ minLength: 10, maxLength: 40 }), beside, beside, (value, before, after) => {
        for (const alphabet of ['base64', 'base64url'] as const) {
          const masker = maskerOf([value])();
          const text = Buffer.from(before + value + after).toString(alphabet);
          const left = masker.push(text) + masker.end();
          // What is left of it are a letter or two on each side, which its neighbours share.
          const most =
            Math.ceil((Buffer.byteLength(before) * 4) / 3 + (Buffer.byteLength(after) * 4) / 3) + 6;
          expect(left.replaceAll(/•+/g, '').length).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it.each([
    ['a path', 'fetch /v1/a/b%2Bc%3D%20d'],
    ['a form', 'token=a%2Fb%2Bc%3D+d'],
    ['an address', 'q=a%2Fb%2Bc%3D%20d'],
  ])('finds a secret as %s writes it', (_where, text) => {
    const masker = maskerOf(['a/b+c= d'])();
    expect(masker.push(text) + masker.end()).toMatch(/•••$/);
  });

  it('leaves a text without secrets as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat({ max: 40 })), (text, cuts) => {
        const masker = maskerOf(['\u0001never\u0001'])();
        const pieces = piecesOf(
          text,
          cuts.filter((cut) => cut <= text.length),
        );
        expect(pieces.map((piece) => masker.push(piece)).join('') + masker.end()).toBe(text);
      }),
    );
  });
});

describe('reading output', () => {
  it('gives the same lines, however its bytes come', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(bytes, fc.array(fc.nat({ max: 200 }), { maxLength: 10 }), (all, cuts) => {
        const read = (pieces: readonly Uint8Array[]) => {
          const lines: string[] = [];
          const reader = outputReader(maskerOf([])(), (line) => lines.push(line));
          for (const piece of pieces) reader.push(piece);
          reader.end();
          return lines;
        };
        const at = [0, ...cuts.filter((cut) => cut <= all.length).toSorted((a, b) => a - b), all.length];
        const pieces = at.slice(1).map((end, index) => all.slice(at[index], end));
        const lines = read(pieces);
        expect(lines).toEqual(read([all]));
        // Whole characters alone: what SQLite keeps is what was given to it.
        expect(lines.every((line) => line.isWellFormed() && !line.includes('\0'))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('cuts a line that does not end between characters, never in one', () => {
    const lines: string[] = [];
    const reader = outputReader(maskerOf([])(), (line) => lines.push(line));
    const text = `x${'😀'.repeat(10_000)}`;
    reader.push(Buffer.from(text));
    reader.end();
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((line) => line.isWellFormed())).toBe(true);
    expect(lines.join('')).toBe(text);
  });
});
