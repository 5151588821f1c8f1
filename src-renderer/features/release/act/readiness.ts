import { useCall } from '../../../api/client.ts';
import { notReady } from './deployForm.ts';

/**
 * What keeps the workflow of a place from running on this machine, as sentences; none while it is not known. `environmentId`
 * is null for the one that builds; `isAsked` is false where no workflow would run.
 */
export function useNotReady(
  projectId: number | null,
  environmentId: number | null,
  isAsked: boolean,
): readonly string[] {
  const { data } = useCall(
    'workflow.trust',
    { projectId: projectId ?? 0, environmentId },
    { enabled: isAsked && projectId !== null, keepPrevious: false },
  );
  return data ? notReady(data) : [];
}
