import {
  IconArrowBackUp,
  IconClock,
  IconFilter,
  IconFolderOpen,
  IconGitCherryPick,
  IconGitCompare,
  IconListCheck,
  IconRocket,
  IconScissors,
  IconStairs,
} from '@tabler/icons-react';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { type GridKey, type ListCommand, useListCommands } from '../../../app/useListCommands.ts';
import { moveStop } from '../../../ui/stops.ts';
import { ask } from '../act/open.ts';

const offered = [
  { name: 'filter', label: 'Filter the releases', icon: IconFilter, keys: '/' },
  { name: 'next', label: 'Next environment or release', keys: 'j' },
  { name: 'previous', label: 'Previous environment or release', keys: 'k' },
  { name: 'deploy', label: 'Deploy a candidate here', group: 'Actions', icon: IconRocket, keys: 'd' },
  { name: 'rollback', label: 'Roll back here', group: 'Actions', icon: IconArrowBackUp, keys: 'z' },
  { name: 'cut', label: 'Cut a candidate here', group: 'Actions', icon: IconScissors, keys: 'c' },
  {
    name: 'pick',
    label: 'Pick a commit onto releases',
    group: 'Actions',
    icon: IconGitCherryPick,
    keys: 'h',
  },
  {
    name: 'changes',
    label: 'What is in one environment and not in another',
    icon: IconGitCompare,
    keys: 'v',
  },
  { name: 'schedule', label: 'Cut the project on a schedule', group: 'Actions', icon: IconClock },
  { name: 'phases', label: 'Phases and promotion of the project', icon: IconStairs },
  { name: 'workflows', label: 'Workflows of the project', icon: IconListCheck },
  { name: 'clone', label: 'Clone of the project on this machine', icon: IconFolderOpen },
] as const satisfies readonly ListCommand<string>[];

const shown: readonly GridKey[] = [
  ['open', 'Open the release, or the timeline of the environment', 'Enter'],
  ['peek', 'Look at it beside the list', 'Space'],
];

/** The environment or release of the board that the focus is in, by its marks in the page. */
function idInFocus(name: 'data-environment' | 'data-release'): number | null {
  const marked = document.activeElement?.closest(`[${name}]`);
  return marked ? Number(marked.getAttribute(name)) : null;
}

/** The keys of the Releases screen; an act is about the environment or release that has the focus, if one has. */
export function useBoardCommands(projectId: number | null, filter: () => void): void {
  useListCommands('releases', offered, shown, {
    filter,
    next: () => moveStop(1),
    previous: () => moveStop(-1),
    deploy: () => {
      const environmentId = idInFocus('data-environment');
      const releaseId = idInFocus('data-release');
      ask({
        act: 'deploy',
        projectId,
        ...(environmentId === null ? {} : { environmentId }),
        ...(releaseId === null ? {} : { releaseId }),
      });
    },
    rollback: () => {
      const environmentId = idInFocus('data-environment');
      ask({ act: 'rollback', projectId, environmentIds: environmentId === null ? [] : [environmentId] });
    },
    cut: () => ask({ act: 'cut', projectId }),
    pick: () => projectId !== null && ask({ act: 'pick', projectId }),
    changes: () => projectId !== null && navigate(pathTo.changes(`project=${projectId}`)),
    schedule: () => projectId !== null && ask({ act: 'schedule', projectId }),
    phases: () => projectId !== null && navigate(pathTo.progression(projectId)),
    workflows: () => projectId !== null && navigate(pathTo.workflows(projectId)),
    clone: () => projectId !== null && ask({ act: 'clone', projectId }),
  });
}
