import { IconClock, IconStairs, IconVersions, type TablerIcon } from '@tabler/icons-react';
import { openDialog } from './dialogs.ts';
import { navigate } from './location.ts';
import { pathTo } from './routes.ts';

/** Where the palette leads from a project that it found, besides its deployments; to its workflows leads a command. */
export interface ProjectPlace {
  readonly id: string;
  /** The words that ask for it beside the project's name. */
  readonly words: readonly string[];
  readonly label: (project: string) => string;
  readonly icon: TablerIcon;
  readonly open: (projectId: number) => void;
}

export const projectPlaces: readonly ProjectPlace[] = [
  {
    id: 'releases',
    words: ['release', 'releases', 'candidates', 'environments'],
    label: (project) => `Releases of ${project}`,
    icon: IconVersions,
    open: (id) => navigate(pathTo.releases(`project=${id}`)),
  },
  {
    id: 'phases',
    words: ['phases', 'promotion', 'progression'],
    label: (project) => `Phases and promotion of ${project}`,
    icon: IconStairs,
    open: (id) => navigate(pathTo.progression(id)),
  },
  {
    id: 'schedule',
    words: ['schedule', 'scheduled', 'cut', 'cuts'],
    label: (project) => `Scheduled cuts of ${project}`,
    icon: IconClock,
    open: (projectId) => openDialog({ kind: 'release', action: { act: 'schedule', projectId } }),
  },
];

/** `phases payments` or `payments scheduled cuts`: the place that is asked for, and what is left to name the project. */
export function placeAskedFor(
  text: string,
): { readonly place: ProjectPlace; readonly project: string } | null {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const place = projectPlaces.find((one) => words.some((word) => one.words.includes(word)));
  const project = words.filter((word) => !place?.words.includes(word)).join(' ');
  return place && project !== '' ? { place, project } : null;
}
