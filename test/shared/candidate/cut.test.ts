import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CutFacts,
  cutWarningWords,
  planCut,
  readCut,
  repositoryName,
} from '#shared/features/candidate/cut.ts';
import { refusals } from '#shared/features/release/refusals.ts';

const refused = (refusal: keyof typeof refusals) =>
  expect.objectContaining({
    code: refusals[refusal].code,
    details: expect.objectContaining({ refusal }),
  });

const candidate = (number: number, commitSha: string | null, supersededAt: number | null = null) => ({
  id: 100 + number,
  number,
  commitSha,
  supersededAt,
});

const facts = (more: Partial<CutFacts> = {}): CutFacts => ({
  project: { uid: 'p', name: 'payments', repository: 'acme/payments', hasBuildWorkflow: true },
  release: null,
  named: null,
  ...more,
});

const cut = (version = '1.0-rc1', commit = 'abcdef1') => readCut({ version, commit });
const asked = { claimed: { repository: 'acme/payments' }, build: false };
const released = (...candidates: ReturnType<typeof candidate>[]) =>
  facts({ release: { commitSha: 'abcdef1', candidates } });

describe('the checks of a cut', () => {
  it('take the version first, then the commit', () => {
    expect(() => readCut({ version: '1.0', commit: 'no' })).toThrow(refused('candidate_version'));
    expect(() => readCut({ version: '1.0-rc1', commit: 'no' })).toThrow(refused('commit'));
  });

  it.each(['', 'abcdef', 'xyzxyzx', ' abcdef1', 'abcdef1\n', 'a'.repeat(65)])(
    'take %j for no commit',
    (commit) => expect(() => cut('1.0-rc1', commit)).toThrow(refused('commit')),
  );

  it('take the project third and the repository last', () => {
    const wrong = { claimed: { repository: null }, build: false };
    expect(() => planCut(cut(), facts({ project: null }), wrong)).toThrow(refused('project'));
    expect(() => planCut(cut(), facts(), wrong)).toThrow(refused('repository'));
  });

  it('take the repository before what the release has', () => {
    const existing = released(candidate(1, 'ffffff1'));
    expect(() => planCut(cut(), existing, { claimed: { repository: 'a/b' }, build: false })).toThrow(
      refused('repository'),
    );
  });

  it.each([
    [null],
    [''],
    ['payments'],
    ['acme/other'],
    ['acme/payments/x'],
    ['https://github.com/acme/payments'],
    ['acme/payments '],
  ])('take %j for another repository', (repository) => {
    expect(() => planCut(cut(), facts(), { claimed: { repository }, build: false })).toThrow(
      refused('repository'),
    );
  });

  it('find no repository in a project that has none', () => {
    const project = { uid: 'p', name: 'p', repository: null, hasBuildWorkflow: false };
    expect(() => planCut(cut(), facts({ project }), asked)).toThrow(refused('repository'));
    expect(planCut(cut(), facts({ project }), { claimed: null, build: false }).kind).toBe('cut');
  });

  it.each(['acme/payments', 'https://github.com/Acme/payments', 'git@github.com:acme/payments.git'])(
    'know the project’s repository when it is kept as %s',
    (repository) => {
      const project = { uid: 'p', name: 'p', repository, hasBuildWorkflow: false };
      expect(planCut(cut(), facts({ project }), asked).kind).toBe('cut');
      expect(repositoryName(repository)).toBe('acme/payments');
    },
  );
});

describe('a cut', () => {
  it('of a new release makes the release and its candidate, ready without a build', () => {
    expect(planCut(cut('1.0-rc1', 'ABCDEF1'), facts(), asked)).toEqual({
      kind: 'cut',
      cut: { version: '1.0-rc1', release: '1.0', number: 1, commitSha: 'abcdef1' },
      build: 'ready',
      isNewRelease: true,
      isNewVersion: true,
      commitSha: 'abcdef1',
      releaseCommit: 'abcdef1',
      supersedes: [],
      isSuperseded: false,
      lints: [],
      warnings: [],
    });
  });

  it('with a build waits for it', () => {
    expect(planCut(cut(), facts(), { ...asked, build: true })).toMatchObject({
      build: 'pending',
      warnings: [],
    });
  });

  it('with a build that nobody configured is ready, and says so', () => {
    const project = { uid: 'p', name: 'p', repository: 'acme/payments', hasBuildWorkflow: false };
    expect(planCut(cut(), facts({ project }), { ...asked, build: true })).toMatchObject({
      build: 'ready',
      warnings: ['no_build_workflow'],
    });
  });

  it('of an existing release moves its commit and takes the place of the older candidates', () => {
    const existing = released(candidate(1, 'aaaaaaa', 5), candidate(2, 'bbbbbbb'));
    expect(planCut(cut('1.0-rc3', 'ccccccc'), existing, asked)).toMatchObject({
      isNewRelease: false,
      releaseCommit: 'ccccccc',
      supersedes: [102],
      isSuperseded: false,
    });
  });

  it('behind a later candidate leaves the release’s commit where it is', () => {
    expect(
      planCut(cut('1.0-rc2', 'ccccccc'), released(candidate(1, 'a1a1a1a'), candidate(3, 'b')), asked),
    ).toMatchObject({
      releaseCommit: null,
      supersedes: [101],
      isSuperseded: true,
      warnings: ['behind_a_later_candidate'],
    });
  });

  it('notes what is odd about its version', () => {
    expect(planCut(cut('1.0-rc0'), facts(), asked)).toMatchObject({ lints: ['begins_at_zero'] });
    expect(planCut(cut('1.0-rc4'), released(candidate(1, 'a')), asked)).toMatchObject({ lints: ['gap'] });
  });

  it('words its warnings', () => {
    expect(new Set(Object.values(cutWarningWords)).size).toBe(3);
  });
});

describe('a cut of a version that was named before', () => {
  const named = (commitSha: string | null, blockedReason: string | null = null) =>
    facts({ named: { commitSha, blockedReason } });

  it.each([
    [null, 'abcdef1', 'abcdef1'],
    ['abcdef1', 'abcdef1', 'abcdef1'],
    ['abcdef1', 'ABCDEF1234', 'abcdef1234'],
    ['abcdef1234', 'abcdef1', 'abcdef1234'],
  ])('of the commit %s, at %s, makes it a candidate of %s, and says so', (known, commit, kept) => {
    expect(planCut(cut('1.0-rc1', commit), named(known), asked)).toMatchObject({
      kind: 'cut',
      isNewVersion: false,
      commitSha: kept,
      releaseCommit: kept,
      warnings: ['named_before'],
    });
  });

  it('is refused for another commit, as what was deployed is of the one that it was', () => {
    expect(() => planCut(cut(), named('fffffff'), asked)).toThrow(refused('candidate_exists'));
  });

  it('is refused while it is blocked, which no cut lifts', () => {
    expect(() => planCut(cut(), named('abcdef1', 'leaks'), asked)).toThrow(refused('release_blocked'));
  });

  it('is a replay once it is a candidate', () => {
    const before = {
      ...released(candidate(1, 'abcdef1')),
      named: { commitSha: 'abcdef1', blockedReason: null },
    };
    expect(planCut(cut(), before, asked)).toEqual({ kind: 'replay', candidateId: 101 });
  });
});

describe('a cut that is repeated', () => {
  it.each(['abcdef1', 'ABCDEF1', 'abcdef1234567890', 'abcdef123'])(
    'of the same commit, %s, makes nothing new',
    (commit) => {
      const existing = released(candidate(1, 'abcdef123'));
      expect(planCut(cut('1.0-rc1', commit), existing, asked)).toEqual({ kind: 'replay', candidateId: 101 });
    },
  );

  it('makes nothing new after later candidates either', () => {
    const existing = released(candidate(1, 'abcdef1', 9), candidate(2, 'bbbbbbb'));
    expect(planCut(cut(), existing, { ...asked, build: true })).toEqual({ kind: 'replay', candidateId: 101 });
  });

  it.each([['bbbbbbb'], [null]])(
    'of another commit (%s) is refused, for a candidate’s never moves',
    (commit) => {
      const plan = () => planCut(cut(), released(candidate(1, commit)), asked);
      expect(plan).toThrow(refused('candidate_exists'));
      expect(refusals.candidate_exists).toMatchObject({
        status: 409,
        text: 'Release candidate already exists',
      });
    },
  );

  it('is a replay of whatever the first one made', () => {
    const commits = fc.string({
      unit: fc.constantFrom(...'0123456789abcdefABCDEF'),
      minLength: 7,
      maxLength: 64,
    });
    fc.assert(
      fc.property(fc.nat(50), commits, fc.uniqueArray(fc.nat(50)), (number, commit, others) => {
        const wanted = cut(`1.0-rc${number}`, commit);
        const before = others.filter((other) => other !== number).map((other) => candidate(other, 'fffffff'));
        const plan = planCut(wanted, released(...before), asked);
        if (plan.kind !== 'cut') throw new Error('a number that is free is cut');
        expect(plan.supersedes.every((id) => id < 100 + number)).toBe(true);
        expect(plan.isSuperseded).toBe(before.some((other) => other.number > number));
        const after = released(...before, candidate(number, plan.cut.commitSha));
        expect(planCut(wanted, after, asked)).toEqual({ kind: 'replay', candidateId: 100 + number });
      }),
    );
  });
});
