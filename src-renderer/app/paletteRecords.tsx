import {
  IconFolder,
  IconMapPin,
  IconSnowflake,
  IconTimeline,
  IconVersions,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { OutputOf } from '#shared/contract/define.ts';
import type { searchContract } from '#shared/features/search/contract.ts';
import { useCall } from '../api/client.ts';
import { EnvironmentLabel } from '../ui/EnvironmentLabel.tsx';
import { Sha } from '../ui/Sha.tsx';
import { StatusIcon } from '../ui/StatusBadge.tsx';
import { Instant } from '../ui/time.tsx';
import { Version } from '../ui/Version.tsx';
import { navigate } from './location.ts';
import styles from './Palette.module.css';
import { type ProjectPlace, placeAskedFor, projectPlaces } from './paletteProject.ts';
import { pathTo } from './routes.ts';

/** One line of the palette. */
export interface Entry {
  readonly id: string;
  readonly icon: ReactNode;
  readonly label: ReactNode;
  readonly aside?: ReactNode;
  readonly keywords: string;
  readonly run: () => void;
}

type Found = OutputOf<(typeof searchContract)['find']>;

const MOST = 8;

const iconOf = (Icon: TablerIcon) => <Icon size={16} stroke={1.75} aria-hidden="true" />;

const entry = (id: string, icon: TablerIcon, label: ReactNode, aside: ReactNode, path: string): Entry => ({
  id,
  icon: iconOf(icon),
  label,
  aside,
  keywords: '',
  run: () => navigate(path),
});

const placeEntry = (place: ProjectPlace, { id, name }: Found['projects'][number]): Entry => ({
  id: `${place.id} ${id}`,
  icon: iconOf(place.icon),
  label: place.label(name),
  aside: 'project',
  keywords: '',
  run: () => place.open(id),
});

/** A project by itself is found with the ways on from it; several would fill the list with them. */
function projectEntries(projects: Found['projects']): Entry[] {
  const [only, ...others] = projects;
  return [
    ...projects.map(({ id, name }) =>
      entry(`project ${id}`, IconFolder, name, 'project', pathTo.deployments(`project=${id}`)),
    ),
    ...(only && others.length === 0 ? projectPlaces.map((place) => placeEntry(place, only)) : []),
  ];
}

const environmentEntry = (
  { id, name, tier }: Found['environments'][number],
  what: 'environment' | 'timeline',
  icon: TablerIcon,
  path: string,
) => entry(`${what} ${id}`, icon, <EnvironmentLabel name={name} tier={tier} />, what, path);

function environmentEntries({ environments, places }: Found): Entry[] {
  return [
    ...places.map(({ projectId, project, environmentId, environment, tier }) =>
      entry(
        `place ${projectId} ${environmentId}`,
        IconTimeline,
        <span className={styles.record}>
          {project} <EnvironmentLabel name={environment} tier={tier} />
        </span>,
        'timeline',
        pathTo.environment(environmentId, projectId),
      ),
    ),
    ...environments.flatMap((environment) => [
      environmentEntry(
        environment,
        'environment',
        IconMapPin,
        pathTo.deployments(`environment=${environment.id}`),
      ),
      environmentEntry(environment, 'timeline', IconTimeline, pathTo.environment(environment.id, null)),
    ]),
  ];
}

/** What the palette finds in the workspace by a text, and where each leads. */
export function useRecordEntries(text: string): Entry[] {
  const { data } = useCall('search.find', { text, limit: MOST }, { enabled: text.length > 0 });
  const asked = placeAskedFor(text);
  const named = useCall(
    'search.find',
    { text: asked?.project ?? '', limit: MOST },
    { enabled: asked !== null },
  ).data;
  if (!data || text === '') return [];
  return [
    ...(asked && named ? named.projects.map((project) => placeEntry(asked.place, project)) : []),
    ...projectEntries(data.projects),
    ...environmentEntries(data),
    ...data.freezes.map(({ id, name, isOver }) =>
      entry(
        `freeze ${id}`,
        IconSnowflake,
        name,
        isOver ? 'freeze, over' : 'freeze',
        isOver ? pathTo.settings('freezes') : pathTo.freeze(id),
      ),
    ),
    ...data.releases.map(({ id, project, version, commitSha, isCandidate }) =>
      entry(
        `release ${id}`,
        IconVersions,
        <span className={styles.record}>
          {project} <Version value={version} />
          {commitSha === null ? null : <Sha value={commitSha} />}
        </span>,
        isCandidate ? 'candidate' : 'release',
        pathTo.release(id),
      ),
    ),
    ...data.deployments.map((row) => ({
      id: `deployment ${row.id}`,
      icon: <StatusIcon status={row.status} />,
      label: (
        <span className={styles.record}>
          {row.project} <Version value={row.version} />{' '}
          <EnvironmentLabel name={row.environment} tier={row.tier} />
        </span>
      ),
      aside: <Instant at={row.triggeredAt} />,
      keywords: '',
      run: () => navigate(pathTo.deployment(row.id)),
    })),
  ];
}
