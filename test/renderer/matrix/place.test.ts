import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type MatrixPlace,
  matrixPlaceOf,
  movedTo,
  pathOfMatrix,
} from '../../../src-renderer/features/matrix/place.ts';

const searchOf = (path: string) => new URLSearchParams(path.split('?')[1] ?? '');
const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const id = fc.integer({ min: 1, max: 1_000_000 });

const places: fc.Arbitrary<MatrixPlace> = fc
  .record({
    at: fc.option(instant),
    known: fc.option(instant),
    compare: fc.option(
      fc.oneof(
        fc.record({ kind: fc.constant('instant' as const), at: fc.option(instant) }),
        fc.record({ kind: fc.constant('environments' as const), before: id, after: id }),
      ),
    ),
    onlyDifferences: fc.boolean(),
    text: fc.string(),
    hideEmpty: fc.boolean(),
    cell: fc.option(fc.record({ projectId: id, environmentId: id })),
  })
  .map((place) => ({
    ...place,
    known: place.at === null ? null : place.known,
    compare: place.compare?.kind === 'instant' && place.compare.at === place.at ? null : place.compare,
  }));

describe("the matrix' place", () => {
  it('reads back what it has written, whatever is in it', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(matrixPlaceOf(searchOf(pathOfMatrix(place)))).toEqual(place);
      }),
    );
  });

  it('leaves out what it does not understand', () => {
    const place = matrixPlaceOf(searchOf('/matrix?at=yesterday&compare=~&cell=3&known=5'));
    expect(place).toMatchObject({ at: null, known: null, compare: null, cell: null });
  });

  it('compares nothing with itself', () => {
    expect(matrixPlaceOf(searchOf('/matrix?compare=now')).compare).toBeNull();
    expect(matrixPlaceOf(searchOf('/matrix?at=5&compare=5')).compare).toBeNull();
  });

  it('goes on looking as it was known when the clock moves, and forgets it at the present', () => {
    const place = matrixPlaceOf(searchOf('/matrix?at=50&known=50'));
    expect(movedTo(place, 40)).toMatchObject({ at: 40, known: 40 });
    expect(movedTo(place, null)).toMatchObject({ at: null, known: null });
  });
});
