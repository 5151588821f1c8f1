import { describe, expect, it } from 'vitest';
import { type DigestSubject, digestOf } from '#shared/features/changelog/digest.ts';
import type { Change, Changes } from '#shared/features/changelog/model.ts';
import { tallyOfChanges } from '#shared/features/changelog/rules.ts';
import { deploymentStatuses } from '#shared/features/deployment/machine.ts';

const WHEN = 'Fri 20 Nov 2026, 14:32:25 UTC';
const subject = (more: Partial<DigestSubject> = {}): DigestSubject => ({
  project: 'payments',
  environment: 'prod-eu',
  version: '1.5.0-rc1',
  fromVersion: '1.4.2-rc2',
  status: 'succeeded',
  actor: 'mira.solberg',
  isRollback: false,
  reason: null,
  errorMessage: null,
  when: WHEN,
  ...more,
});
const change = (sha: string, author: string, more: Partial<Change> = {}): Omit<Change, 'group'> => ({
  sha: sha.padEnd(40, '0'),
  type: 'fix',
  scope: null,
  subject: `mend ${sha}`,
  author,
  authoredAt: 0,
  pullRequest: null,
  breaking: null,
  reverts: null,
  ...more,
});
function changes(list: readonly Omit<Change, 'group'>[], leftBehind = 0): Changes {
  const tally = tallyOfChanges();
  for (const one of list) tally.add(one, `${one.author}@example.org`);
  return tally.changes({ leftBehind, isShallow: false });
}

describe('the digest for the authors of a deployment’s changes', () => {
  it('tells each author what is theirs to verify', () => {
    const text = digestOf(
      subject(),
      changes(
        [
          change('a1', 'Ada Byron', { type: 'feat', scope: 'pay', pullRequest: 12 }),
          change('b2', 'Grace Hopper', { breaking: 'The old way is gone.' }),
          change('c3', 'Ada Byron', { type: null }),
        ],
        1,
      ),
    );
    expect(text).toBe(
      `payments 1.5.0-rc1 is in prod-eu since ${WHEN}, in place of 1.4.2-rc2.
Deployed by mira.solberg.

3 changes by 2 people, to be verified there:

Ada Byron
- feat(pay): mend a1 (a100000, #12)
- mend c3 (c300000)

Grace Hopper
- BREAKING fix: mend b2 (b200000)

1 change of 1.4.2-rc2 went away with it.
`,
    );
  });

  it.each(deploymentStatuses)('says where a deployment that is %s stands', (status) => {
    const [first = ''] = digestOf(subject({ status }), null).split('\n');
    expect(first).toMatch(/^payments 1\.5\.0-rc1 (is|was|did not) .*prod-eu.*in place of 1\.4\.2-rc2\.$/);
  });

  it('names a rollback, its reason, and what failed', () => {
    expect(digestOf(subject({ isRollback: true, reason: 'Checkout fails.' }), null)).toContain(
      'Rolled back by mira.solberg: Checkout fails.',
    );
    expect(digestOf(subject({ status: 'failed', errorMessage: 'exit 2' }), null)).toContain(
      `did not reach prod-eu (failed ${WHEN}: exit 2)`,
    );
  });

  it('tells of a first version and of the same one again without what was there before', () => {
    expect(digestOf(subject({ fromVersion: null }), null)).not.toContain('in place of');
    expect(digestOf(subject({ fromVersion: '1.5.0-rc1' }), changes([]))).not.toContain('in place of');
  });

  it('tells twenty changes of an author and counts the rest', () => {
    const many = Array.from({ length: 25 }, (_, n) => change(`d${n}`, 'Ada Byron'));
    const lines = digestOf(subject(), changes(many)).split('\n');
    expect(lines.filter((line) => line.startsWith('- fix'))).toHaveLength(20);
    expect(lines).toContain('- and 5 more');
  });

  it('says how many changes are not listed', () => {
    const many = Array.from({ length: 1003 }, (_, n) => change(`e${n}`, 'Ada Byron'));
    expect(digestOf(subject(), changes(many))).toContain('3 older changes are not listed.');
  });
});
