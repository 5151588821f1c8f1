import { describe, expect, it } from 'vitest';
import { proposalWords, type Told, toldSize } from '#shared/features/candidate/proposal.ts';
import type { Changes } from '#shared/features/changelog/model.ts';

const none = { breaking: 0, features: 0, fixes: 0, performance: 0, reverts: 0, others: 0 };

function told(counts: Partial<Changes['counts']>, more: Partial<Told & { kind: 'read' }> = {}): Told {
  const all = { ...none, ...counts };
  const total = Object.values(all).reduce((sum, count) => sum + count, 0);
  return { kind: 'read', since: '1.2.0', changes: { counts: all, total }, more: false, ...more };
}

describe('the reason of a proposed version', () => {
  it.each<[Told, size: string | null, words: string]>([
    [told({ breaking: 2, features: 3 }), 'breaking', 'Since 1.2.0: 2 changes that break something.'],
    [told({ breaking: 1 }), 'breaking', 'Since 1.2.0: 1 change that breaks something.'],
    [told({ features: 3, fixes: 1 }), 'feature', 'Since 1.2.0: 3 features, and nothing that breaks.'],
    [
      told({ features: 1, others: 1 }, { since: null }),
      'feature',
      'In the clone: 1 feature, and nothing that breaks.',
    ],
    [
      told({ fixes: 1000 }, { more: true }),
      'fix',
      'Since 1.2.0, of the newest changes: 1000 changes, no features and nothing that breaks.',
    ],
    [told({}), null, 'Since 1.2.0: nothing.'],
    [
      { kind: 'no_clone' },
      null,
      'It is taken for a fix: no clone is attached on this machine that would tell what changed.',
    ],
    [
      { kind: 'unreadable' },
      null,
      'It is taken for a fix: the clone on this machine does not tell what changed.',
    ],
  ])('of a SemVer project of which %j is told has the size %s: %s', (known, size, words) => {
    expect(toldSize(known)).toBe(size);
    expect(proposalWords('semver', true, known)).toBe(words);
  });

  it.each([
    ['calver', true, 'It is named by the day.'],
    ['free', true, 'It is named by the day: the project’s scheme says nothing of the next version.'],
    ['semver', false, 'It is the first version.'],
  ] as const)('of a %s project with versions (%s) leans on no clone: %s', (scheme, hasVersions, words) => {
    expect(proposalWords(scheme, hasVersions, told({ breaking: 1 }))).toBe(words);
  });
});
