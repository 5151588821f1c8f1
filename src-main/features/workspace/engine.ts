import { isActive } from '#shared/features/deployment/machine.ts';
import type { workspaceContract } from '#shared/features/workspace/contract.ts';
import type { Handlers } from '../../handlers.ts';

export const workspaceEngine: Handlers<typeof workspaceContract> = {
  summary({ stores }) {
    const counts = stores.deployments.statusTotals();
    return {
      deployments: counts.reduce((sum, { count }) => sum + count, 0),
      active: counts.filter(({ status }) => isActive(status)).reduce((sum, { count }) => sum + count, 0),
      releases: stores.release.count(),
      projects: stores.project.all().length,
      environments: stores.environment.all().length,
      lastImportAt: stores.import.lastAt(),
      imports: stores.import.count(),
    };
  },
};
