import { describe, expect, it } from 'vitest';
import type { OutputFor } from '../../../src-renderer/api/client.ts';
import { notReady, proposedPlace } from '../../../src-renderer/features/release/act/deployForm.ts';

type Board = OutputFor<'release.board'>;

const candidate = (id: number, version: string, build = 'ready') => ({ id, version, build });
const board = (runs: readonly (string | null)[], changes: { readonly blocked?: boolean } = {}) =>
  ({
    environments: runs.map((version, index) => ({
      environmentId: index + 1,
      tier: ['development', 'staging', 'production'][index],
      running: version === null ? null : { version },
    })),
    releases: [
      {
        id: 20,
        version: '2',
        blockedReason: changes.blocked ? 'It loses carts' : null,
        candidates: [candidate(22, '2-rc2', 'in_progress'), candidate(21, '2-rc1')],
      },
      { id: 10, version: '1', blockedReason: null, candidates: [candidate(11, '1-rc1')] },
    ],
  }) as unknown as Board;

const nothing = { environmentId: null, releaseId: null };

describe('what a deployment is proposed as', () => {
  it.each([
    ['nothing runs anywhere', board([null, null, null]), nothing, { releaseId: 21, environmentId: 1 }],
    ['dev has it', board(['2-rc1', '1-rc1', null]), nothing, { releaseId: 21, environmentId: 2 }],
    [
      'only production lacks it',
      board(['2-rc1', '2-rc1', null]),
      nothing,
      { releaseId: 21, environmentId: null },
    ],
    [
      'its release is blocked',
      board([null, null, null], { blocked: true }),
      nothing,
      { releaseId: 11, environmentId: 1 },
    ],
    [
      'a candidate was chosen',
      board(['2-rc1', '1-rc1', null]),
      { ...nothing, releaseId: 11 },
      { releaseId: 11, environmentId: 1 },
    ],
    [
      'a version that the board does not reach was chosen',
      board([null, null, null]),
      { ...nothing, releaseId: 99 },
      { releaseId: 99, environmentId: null },
    ],
    [
      'production was chosen',
      board([null, null, '1-rc1']),
      { ...nothing, environmentId: 3 },
      { releaseId: 21, environmentId: 3 },
    ],
    [
      'it runs in the chosen place',
      board([null, '2-rc1', null]),
      { ...nothing, environmentId: 2 },
      { releaseId: null, environmentId: 2 },
    ],
    [
      'both were chosen',
      board(['1-rc1', null, null]),
      { environmentId: 1, releaseId: 11 },
      { environmentId: 1, releaseId: 11 },
    ],
  ] as const)('when %s', (_when, shown, chosen, proposed) => {
    expect(proposedPlace(shown, chosen)).toEqual(proposed);
  });

  it('is nothing in a project without releases', () => {
    expect(proposedPlace({ ...board([null]), releases: [] }, nothing)).toEqual(nothing);
  });
});

describe('a workflow on this machine', () => {
  it.each([
    [true, [], []],
    [false, [], [/does not trust it/]],
    [
      true,
      [
        { slot: 'token', kept: true },
        { slot: 'key', kept: false },
      ],
      [/The secret key is not/],
    ],
    [false, [{ slot: 'token', kept: false }], [/does not trust it/, /The secret token is not/]],
  ] as const)('trusted %s with the secrets %o is kept from running by %o', (trusted, secrets, problems) => {
    expect(notReady({ trusted, secrets: [...secrets] })).toEqual(
      problems.map((problem) => expect.stringMatching(problem)),
    );
  });
});
