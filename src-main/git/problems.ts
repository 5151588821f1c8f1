import { AppError } from '#shared/errors.ts';

/** The first line that git itself says, without what an address may carry in front of its host. */
function firstLine(said: string): string {
  const line = said.split('\n').find((text) => /^(fatal|error):/.test(text)) ?? said.split('\n')[0] ?? '';
  return line
    .replace(/^(fatal|error): /, '')
    .replaceAll(/\/\/[^/@\s]+@/g, '//')
    .slice(0, 300);
}

export const missingGit = () =>
  new AppError('unavailable', 'There is no git on this machine. Nothing was changed.', {
    hint: 'Install git, or put it on the PATH of Slipway.',
    git: 'missing',
  });

export const notARepository = (path: string) =>
  new AppError('invalid_input', `${path} is no git repository. Nothing was changed.`, {
    hint: 'Choose the folder of a clone: the one that has .git in it, or a bare one.',
    git: 'not_a_repository',
    field: 'path',
  });

export const notWhole = (path: string) =>
  new AppError(
    'invalid_input',
    `Give the whole path, from the top: ${path} begins nowhere. Nothing was changed.`,
    {
      hint: 'A whole path begins with / or a drive, or with ~ for your home folder.',
      git: 'not_whole',
      field: 'path',
    },
  );

export const missingFolder = (path: string) =>
  new AppError('not_found', `There is no folder ${path} on this machine. Nothing was changed.`, {
    hint: 'Choose where the clone is now.',
    git: 'missing_folder',
    field: 'path',
  });

export const missingCommit = (commit: string) =>
  new AppError('not_found', `The clone has no commit ${commit}. Nothing was changed.`, {
    hint: 'Fetch in the clone, then try again.',
    git: 'missing_commit',
  });

export const tooLate = (seconds: number) =>
  new AppError('unavailable', `git had not answered after ${seconds} s and was ended. Nothing was changed.`, {
    hint: 'Look whether the disk of the clone answers, then try again.',
    git: 'late',
  });

/** What git said when it could not do what it was asked for. */
export function problemOf(path: string, code: number | null, said: string): AppError {
  if (/not a git repository|invalid gitfile/i.test(said)) return notARepository(path);
  if (/cannot change to|No such file or directory/.test(said) && !/object/.test(said))
    return missingFolder(path);
  if (/dubious ownership/.test(said)) {
    return new AppError('forbidden', `git does not trust ${path}: it belongs to somebody else.`, {
      hint: 'Add the folder to safe.directory in the settings of git, if it is to be trusted.',
      git: 'not_trusted',
      field: 'path',
    });
  }
  return new AppError('upstream_refused', `git ended with ${code ?? 'a signal'}: ${firstLine(said)}`, {
    hint: 'Look at the clone with git itself; git fsck says whether it is sound.',
    git: 'failed',
  });
}
