import { describe, expect, it } from 'vitest';
import { firstCards } from '../../../src-renderer/features/release/board/firstCards.ts';

const calm = (environmentId: number) => ({
  environmentId,
  hold: null,
  latest: { status: 'succeeded' as const },
});
const many = (count: number) => Array.from({ length: count }, (_, at) => calm(at + 1));
const idsOf = (rows: readonly { readonly environmentId: number }[]) =>
  rows.map(({ environmentId }) => environmentId);

describe('the environments that stand on the board at first', () => {
  it('are all of them as long as they are few', () => {
    expect(firstCards(many(12), null)).toHaveLength(12);
  });

  it('are the first twelve of many, in their order', () => {
    expect(idsOf(firstCards(many(60), null))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('hold whatever failed, runs or is held, and the one in the drawer, wherever it comes', () => {
    const list = many(60).map((one) =>
      one.environmentId === 30
        ? { ...one, latest: { status: 'failed' as const } }
        : one.environmentId === 40
          ? { ...one, latest: { status: 'in_progress' as const } }
          : one.environmentId === 50
            ? { ...one, hold: { since: 1, reason: 'Went back' } }
            : one,
    );
    expect(idsOf(firstCards(list, 60))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 30, 40, 50, 60]);
  });

  it('are more than twelve when more than twelve have failed', () => {
    const list = many(60).map((one) => ({ ...one, latest: { status: 'failed' as const } }));
    expect(firstCards(list, null)).toHaveLength(60);
  });
});
