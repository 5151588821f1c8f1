import { describe, expect, it } from 'vitest';
import { cutFaults } from '../../../src-renderer/features/release/act/cutForm.ts';

describe('what is typed into a cut', () => {
  it.each([
    ['nothing', '', undefined],
    ['the canonical form', '2026.11.20-2-rc1', undefined],
    ['another form of it', '2026.11.20.rc1', 'Did you mean 2026.11.20-rc1?'],
    ['a release alone', '2026.11.20', 'A release, then -rc and a number.'],
    ['no version at all', 'no grammar', 'A release, then -rc and a number.'],
  ])('says of a version, %s, what is wrong with it beside its field', (_what, version, fault) => {
    expect(cutFaults(version, '9f3c1ae').version).toBe(fault);
  });

  it.each([
    ['nothing', '', undefined],
    ['seven digits', '9f3c1ae', undefined],
    ['a branch', 'main', 'A commit is 7 to 64 hex digits.'],
  ])('says of a commit, %s, what is wrong with it beside its field', (_what, commit, fault) => {
    expect(cutFaults('', commit).commit).toBe(fault);
  });
});
