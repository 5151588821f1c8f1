import { useMemo } from 'react';
import type { ScopeNames } from '#shared/features/freeze/words.ts';
import { useCall } from '../../api/client.ts';

/** The names of projects and environments, for what a freeze covers. */
export function useNames(): ScopeNames {
  const projects = useCall('project.list', undefined).data;
  const environments = useCall('environment.list', undefined).data;
  return useMemo(() => {
    const namesOf = (rows: readonly { readonly id: number; readonly name: string }[] | undefined) =>
      new Map(rows?.map(({ id, name }) => [id, name]));
    return { projects: namesOf(projects), environments: namesOf(environments) };
  }, [projects, environments]);
}
