import { useMemo } from 'react';
import type { FilterField } from '#shared/features/deployment/filter.ts';
import { type DeploymentStatus, deploymentStatuses } from '#shared/features/deployment/machine.ts';
import { deploymentFlags, deploymentKinds, sources } from '#shared/features/deployment/model.ts';
import { tiers } from '#shared/features/environment/model.ts';
import { useCall } from '../../../api/client.ts';
import { statusLabel } from '../../../ui/StatusBadge.tsx';
import { flagLabels, kindLabels, sourceLabels } from '../words.ts';
import type { ChipNames } from './chips.ts';
import type { FilterOption } from './FilterEditor.tsx';

/** What each field can be asked for, with how many there are where that is known anyway, and what ids are called. */
export function useFilterOptions(
  statuses: Partial<Record<DeploymentStatus, number>> | undefined,
  actors: readonly string[],
) {
  const { data: projects } = useCall('project.list', undefined);
  const { data: environments } = useCall('environment.list', undefined);
  const names = useMemo((): ChipNames => {
    const projectNames = new Map(projects?.map(({ id, name }) => [id, name]));
    const environmentNames = new Map(environments?.map(({ id, name }) => [id, name]));
    return {
      project: (id) => projectNames.get(id) ?? `#${id}`,
      environment: (id) => environmentNames.get(id) ?? `#${id}`,
    };
  }, [projects, environments]);
  const optionsOf = (field: FilterField): readonly FilterOption[] => {
    switch (field) {
      case 'status':
        return deploymentStatuses.map((value) => ({
          value,
          label: statusLabel(value),
          count: statuses?.[value],
        }));
      case 'project':
        return (projects ?? []).map(({ id, name, deployments }) => ({
          value: id,
          label: name,
          count: deployments,
        }));
      case 'environment':
        return (environments ?? []).map(({ id, name, deployments }) => ({
          value: id,
          label: name,
          count: deployments,
        }));
      case 'tier':
        return tiers.map((value) => ({
          value,
          label: value,
          count: environments?.reduce(
            (sum, { tier, deployments }) => sum + (tier === value ? deployments : 0),
            0,
          ),
        }));
      case 'flag':
        return deploymentFlags.map((value) => ({ value, label: flagLabels[value] }));
      case 'source':
        return sources.map((value) => ({ value, label: sourceLabels[value] }));
      case 'kind':
        return deploymentKinds.map((value) => ({ value, label: kindLabels[value] }));
      case 'actor':
        return actors.map((value) => ({ value, label: value }));
    }
  };
  return { names, optionsOf };
}
