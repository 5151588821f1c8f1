import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChangeGroup, changeGroups, MOST_LISTED } from '#shared/features/changelog/model.ts';
import { groupOf, sizeOf, tallyOfChanges, type WrittenChange } from '#shared/features/changelog/rules.ts';
import { pathSchema } from '#shared/features/project/model.ts';

const change = (more: Partial<WrittenChange> = {}): WrittenChange => ({
  sha: 'a'.repeat(40),
  type: null,
  scope: null,
  subject: 'x',
  author: 'Ada',
  authoredAt: 0,
  pullRequest: null,
  breaking: null,
  reverts: null,
  ...more,
});

describe('the group of a change', () => {
  it.each<[Partial<WrittenChange>, ChangeGroup]>([
    [{ type: 'feat' }, 'features'],
    [{ type: 'Feat' }, 'features'],
    [{ type: 'fix' }, 'fixes'],
    [{ type: 'perf' }, 'performance'],
    [{ type: 'revert' }, 'reverts'],
    [{ type: 'chore' }, 'others'],
    [{ type: null }, 'others'],
    [{ type: 'feat', reverts: 'abcdef1' }, 'reverts'],
    [{ type: 'chore', breaking: '' }, 'breaking'],
    [{ type: 'revert', reverts: 'abcdef1', breaking: 'All of it.' }, 'breaking'],
  ])('of %j is %s', (more, group) => {
    expect(groupOf(change(more))).toBe(group);
  });
});

describe('the sum of changes', () => {
  it('counts every one in a group and with an author, and lists the first of them', () => {
    const types = fc.constantFrom('feat', 'fix', 'perf', 'revert', 'docs', null);
    const people = fc.constantFrom('a@x.org', 'A@X.org', 'b@x.org', '');
    fc.assert(
      fc.property(fc.array(fc.tuple(types, people), { maxLength: 60 }), (given) => {
        const tally = tallyOfChanges();
        for (const [type, email] of given) tally.add(change({ type }), email);
        const sum = tally.changes({ leftBehind: 0, isShallow: false });
        expect(sum.total).toBe(given.length);
        expect(changeGroups.reduce((total, group) => total + sum.counts[group], 0)).toBe(given.length);
        expect(sum.authors.reduce((total, { commits }) => total + commits, 0)).toBe(given.length);
        expect(sum.authorCount).toBe(new Set(given.map(([, email]) => email.toLowerCase())).size);
        expect(sum.entries.map(({ type }) => type)).toEqual(given.map(([type]) => type));
      }),
    );
  });

  it('lists no more than fit, and counts the rest', () => {
    const tally = tallyOfChanges();
    for (let n = 0; n < MOST_LISTED + 5; n += 1) tally.add(change({ type: 'fix' }), '');
    const sum = tally.changes({ leftBehind: 0, isShallow: false });
    expect([sum.entries.length, sum.total, sum.counts.fixes]).toEqual([
      MOST_LISTED,
      MOST_LISTED + 5,
      MOST_LISTED + 5,
    ]);
  });

  it.each([
    [[], null],
    [['docs'], 'fix'],
    [['fix', 'feat'], 'feature'],
  ] as const)('of %j makes the next version one of size %s', (types, size) => {
    const tally = tallyOfChanges();
    for (const type of types) tally.add(change({ type }), '');
    expect(sizeOf(tally.changes({ leftBehind: 0, isShallow: false }))).toBe(size);
  });
});

describe('a path of a project', () => {
  it.each(['services/pay/**', '!services/pay/*.md', 'src', '*.ts', '**/api'])('may be %j', (path) => {
    expect(pathSchema.safeParse(path).success).toBe(true);
  });

  it.each(['', ' ', '/etc', '!/etc', '!', '!!a', ':(exclude)a', '!:a', 'a\0b', 'a\nb', 'a'.repeat(301)])(
    'may not be %j',
    (path) => {
      expect(pathSchema.safeParse(path).success).toBe(false);
    },
  );
});
