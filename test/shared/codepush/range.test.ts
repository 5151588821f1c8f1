import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { isLabel, labelOf, numberOf } from '#shared/features/codepush/labels.ts';
import {
  compileRange,
  hasUpperBound,
  isExactVersion,
  isRange,
  isSameRange,
  padVersion,
  parseBinary,
  rangesOverlap,
  sideOf,
} from '#shared/features/codepush/range.ts';

describe('a target binary range', () => {
  it.each(['*', '1.2.x', '1.2.3 - 1.2.7', '>=1.2.3 <1.3.0', '~1.2', '^1.2.3', '1.2.3', '1.0.0 || 3.x'])(
    'may be %s',
    (text) => expect(isRange(text)).toBe(true),
  );

  it.each(['', '  ', 'newest', '1.2.3.4', '>=one', '1,2'])('may not be "%s"', (text) => {
    expect(isRange(text)).toBe(false);
    expect(() => compileRange(text)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: expect.objectContaining({ field: 'targetBinaryRange' }),
      }),
    );
  });

  it.each([
    ['1.*', '1.x', true],
    ['^1.0.0', '>=1.0.0 <2.0.0-0', true],
    ['1.x', '1.2.x', false],
    ['1.0.0', '=1.0.0', true],
  ])('%s and %s are the same: %s', (one, other, same) => expect(isSameRange(one, other)).toBe(same));

  it.each([
    ['1.x', '1.2.3', true],
    ['1.x', '2.x', false],
    ['*', '9.9.9', true],
    ['1.0.0', '1.0.1', false],
    ['>=1.0.0 <1.5.0', '~1.4.2', true],
  ])('%s and %s overlap: %s', (one, other, overlap) => {
    expect(rangesOverlap(one, other)).toBe(overlap);
    expect(rangesOverlap(other, one)).toBe(overlap);
  });

  it.each([
    ['*', false],
    ['x', false],
    ['>=1.0.0', false],
    ['>1.2.3', false],
    ['1.x || >=3', false],
    ['1.2.3', true],
    ['1.x', true],
    ['^1', true],
    ['<2', true],
    ['<=1.5.0', true],
    ['1.0.0 || 2.0.0', true],
  ])('%s has an upper bound: %s', (text, has) => expect(hasUpperBound(compileRange(text))).toBe(has));

  it.each([
    ['1.2.3', true],
    ['v1.2.3', true],
    ['=1.2.3', false],
    ['1.2.3-beta', true],
    ['1.2', false],
    ['1.2.x', false],
    ['~1.2.3', false],
  ])('%s is one exact version: %s', (text, exact) => expect(isExactVersion(text)).toBe(exact));
});

describe('where a binary stands', () => {
  it.each([
    ['1.2.3', '1.2.x', 'inside'],
    ['1.3.0', '1.2.x', 'above'],
    ['1.1.9', '1.2.x', 'below'],
    ['2.0.0', '1.0.0 || 3.0.0', 'below'],
    ['4.0.0', '1.0.0 || 3.0.0', 'above'],
    // Pre-releases match only a range that names the same version's pre-release.
    ['1.0.0-beta.1', '*', 'below'],
    ['1.0.0-beta.1', '1.0.0', 'below'],
    ['1.0.0-beta.2', '>=1.0.0-beta.1 <2.0.0', 'inside'],
    // A pre-release between the ends of a range counts as above it for npm, and so for CodePush.
    ['1.0.1-beta.2', '>=1.0.0-beta.1 <2.0.0', 'above'],
    ['1.0.0+42', '1.0.0', 'inside'],
  ])('%s stands in %s: %s', (version, range, side) => {
    expect(sideOf(parseBinary(version)!, compileRange(range))).toBe(side);
  });

  it('is what npm says', () => {
    const part = fc.nat(3);
    const version = fc.tuple(part, part, part).map((parts) => parts.join('.'));
    const range = fc
      .tuple(fc.constantFrom('', '^', '~', '>=', '<', '<=', '>'), version)
      .map(([operator, text]) => operator + text);
    fc.assert(
      fc.property(version, range, (text, target) => {
        const side = sideOf(parseBinary(text)!, compileRange(target));
        expect(side === 'inside').toBe(semver.satisfies(text, target));
        expect(side === 'above').toBe(semver.gtr(text, target));
      }),
    );
  });
});

describe('the version of a binary', () => {
  it.each([
    ['7', '7.0.0'],
    ['2.0', '2.0.0'],
    ['2.0-x', '2.0.0-x'],
    ['2.0+x', '2.0.0+x'],
    ['2.0-x+y', '2.0.0-x+y'],
    ['1.2.3', '1.2.3'],
    ['1.2.3-beta.1', '1.2.3-beta.1'],
    ['10.20', '10.20.0'],
  ])('%s is read as %s', (text, padded) => expect(padVersion(text)).toBe(padded));

  it.each(['', 'x', '1.2.3.4', '7-x', '2.0.', '2.0 x', '1.x', '-1', '2.0-', `1.0.0-${'a'.repeat(300)}`])(
    '"%s" is none',
    (text) => {
      expect(padVersion(text)).toBeNull();
      expect(parseBinary(text)).toBeNull();
    },
  );
});

describe('a label', () => {
  it.each(['v1', 'v10', 'v999999'])('is %s', (text) => {
    expect(isLabel(text)).toBe(true);
    expect(labelOf(numberOf(text)!)).toBe(text);
  });

  it.each(['v0', 'v01', 'V1', '1', 'v', 'v1.0', ' v1', 'v1\n', 'undefined'])('is not %j', (text) => {
    expect(isLabel(text)).toBe(false);
    expect(numberOf(text)).toBeNull();
  });
});
