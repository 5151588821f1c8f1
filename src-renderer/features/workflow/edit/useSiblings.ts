import { useCall } from '../../../api/client.ts';
import type { WorkflowTarget } from '../target.ts';
import { type Sibling, siblingsOf } from './siblings.ts';

export function useSiblings({ projectId, environmentId }: WorkflowTarget): Sibling[] {
  const workflows = useCall('workflow.list', { projectId }).data ?? [];
  const environments = useCall('environment.list', undefined).data ?? [];
  return siblingsOf(workflows, environments, environmentId);
}
