import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldReader } from '../../src-main/git/fields.ts';
import { pathspecs } from '../../src-main/git/history.ts';

const field = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && text.isWellFormed());

describe('what git writes', () => {
  it('is read alike however it comes in pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(field, field, field), { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
        (records, sizes) => {
          const bytes = Buffer.from(
            records
              .flat()
              .map((text) => `${text}\0`)
              .join(''),
          );
          const read = fieldReader(3, 1_000_000);
          const found: string[][] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            found.push(...read(bytes.subarray(at, at + size)));
            at += size;
          }
          // A decoder takes the mark of byte order for no part of the text.
          expect(found).toEqual(records.map((texts) => texts.map((text) => text.replace(/^\ufeff/, ''))));
        },
      ),
    );
  });

  it('is kept no longer than it may be, and what comes after a long field is whole', () => {
    const read = fieldReader(2, 4);
    expect(read(Buffer.from('abcdefgh'))).toEqual([]);
    expect(read(Buffer.from('ijkl\0x\0y\0'))).toEqual([['abcd', 'x']]);
    expect(read(Buffer.from('z\0'))).toEqual([['y', 'z']]);
  });
});

describe('the paths of a project', () => {
  it('are globs from the top, whatever else git would read in them', () => {
    expect(pathspecs(['services/pay/**', '!**/*.md'])).toEqual([
      ':(top,glob)services/pay/**',
      ':(top,glob,exclude)**/*.md',
    ]);
  });
});
