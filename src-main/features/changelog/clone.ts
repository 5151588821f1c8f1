import { AppError } from '#shared/errors.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { Machine } from '../../actions/machine.ts';

/** Where the clone of a project is on this machine. @throws conflict when none is attached. */
export async function requireClone(
  machine: Pick<Machine, 'clone'>,
  { uid, name }: Pick<Project, 'uid' | 'name'>,
): Promise<string> {
  const path = await machine.clone(uid);
  if (path !== null) return path;
  throw new AppError(
    'conflict',
    `No clone of ${name} is attached on this machine. What was read before stays.`,
    {
      hint: 'Attach one in the project’s settings.',
      git: 'no_clone',
    },
  );
}
