import { AppError } from '../../errors.ts';
import { repositoryName } from '../candidate/cut.ts';
import type { Project } from './model.ts';

/**
 * Whether a project keeps its repository: it has one for good (spec/releases 1.1), since its candidates are commits there.
 * Until the first candidate it can be corrected, and another spelling of the same one always.
 * @throws conflict.
 */
export function requireSameRepository(
  before: Pick<Project, 'uid' | 'name' | 'repository'>,
  repository: string | null,
  hasCandidates: boolean,
): void {
  const known = before.repository;
  if (!hasCandidates || known === null || repository === known) return;
  const name = repository === null ? null : repositoryName(repository);
  if (name !== null && name === repositoryName(known)) return;
  throw new AppError(
    'conflict',
    `${before.name} has candidates of its repository ${known}, so it cannot come to another one. Nothing was changed.`,
    {
      hint: 'Make a project of its own for the other repository.',
      object: { noun: 'project', id: before.uid, label: before.name },
    },
  );
}
