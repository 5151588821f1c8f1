import {
  IconBuildingStore,
  IconHistory,
  IconLayoutDashboard,
  IconRocket,
  IconSettings,
  IconStairsUp,
  IconTable,
  IconTerminal2,
  IconVersions,
  type TablerIcon,
} from '@tabler/icons-react';

export interface Screen {
  readonly id: string;
  readonly path: string;
  readonly label: string;
  readonly icon: TablerIcon;
  /** The letter after `g` that goes there. */
  readonly key: string;
  /** Screens below the rule in the navigation. */
  readonly secondary?: boolean;
}

/** The screens of the navigation, in its order: one line each. The palette and the `g` keys read the same table. */
export const screens: readonly Screen[] = [
  { id: 'overview', path: '/', label: 'Overview', icon: IconLayoutDashboard, key: 'o' },
  { id: 'deployments', path: '/deployments', label: 'Deployments', icon: IconRocket, key: 'd' },
  { id: 'matrix', path: '/matrix', label: 'Matrix', icon: IconTable, key: 'm' },
  { id: 'releases', path: '/releases', label: 'Releases', icon: IconVersions, key: 'e' },
  { id: 'rollouts', path: '/rollouts', label: 'Rollouts', icon: IconStairsUp, key: 'r' },
  { id: 'distributions', path: '/distributions', label: 'Distributions', icon: IconBuildingStore, key: 't' },
  { id: 'runs', path: '/runs', label: 'Runs', icon: IconTerminal2, key: 'w' },
  { id: 'activity', path: '/activity', label: 'Activity', icon: IconHistory, key: 'a', secondary: true },
  { id: 'settings', path: '/settings', label: 'Settings', icon: IconSettings, key: 's', secondary: true },
];

function withSearch(path: string, search: URLSearchParams | string): string {
  const text = String(search);
  return text === '' ? path : `${path}?${text}`;
}

/** The ways to single records, for links, the palette and `slipway://` deep links. */
export const pathTo = {
  deployment: (id: number) => `/deployments/${id}`,
  deploymentByUid: (uid: string) => `/deployments/uid/${uid}`,
  deployments: (search: URLSearchParams | string = '') => withSearch('/deployments', search),
  build: (id: number) => `/deployments/${id}/build`,
  distribution: (id: number) => `/distributions/${id}`,
  distributionByUid: (uid: string) => `/distributions/uid/${uid}`,
  distributions: (search: URLSearchParams | string = '') => withSearch('/distributions', search),
  runs: (search: URLSearchParams | string = '') => withSearch('/runs', search),
  run: (id: number, search: URLSearchParams | string = '') => withSearch(`/runs/${id}`, search),
  /** The newest run that built a candidate. */
  buildRun: (candidateId: number) => `/runs/build/${candidateId}`,
  runByUid: (uid: string) => `/runs/uid/${uid}`,
  workflows: (projectId: number) => `/workflows/${projectId}`,
  /** Of an environment of a project, or with null the one that builds its candidates. */
  workflow: (projectId: number, environmentId: number | null) =>
    `/workflows/${projectId}/${environmentId ?? 'builds'}`,
  projectStores: (id: number) => `/settings/projects/${id}`,
  matrixAt: (at: number) => `/matrix?at=${at}`,
  releases: (search: URLSearchParams | string = '') => withSearch('/releases', search),
  release: (id: number) => `/releases/${id}`,
  releaseByUid: (uid: string) => `/releases/uid/${uid}`,
  changes: (search: URLSearchParams | string = '') => withSearch('/releases/changes', search),
  progression: (projectId: number) => `/releases/progression/${projectId}`,
  rollouts: (search: URLSearchParams | string = '') => withSearch('/rollouts', search),
  channel: (id: number, search: URLSearchParams | string = '') =>
    withSearch(`/rollouts/channels/${id}`, search),
  codePush: (deploymentId: number) => `/rollouts/releases/${deploymentId}`,
  /** A freeze with what can be changed of it. */
  freeze: (id: number) => `/settings/freezes?edit=${id}`,
  /** What ran when in an environment of a project; without a project, of the one looked at last. */
  environment: (environmentId: number, projectId: number | null) =>
    withSearch(
      '/releases',
      `${projectId === null ? '' : `project=${projectId}&`}environment=${environmentId}`,
    ),
  settings: (section: string) => `/settings/${section}`,
} as const;

/** The screen that a path belongs to, for the navigation's highlight. */
export function screenOf(path: string): Screen | undefined {
  return screens.find(({ path: own }) =>
    own === '/' ? path === '/' : path === own || path.startsWith(`${own}/`),
  );
}

/** The records that links name, with the way to each. A build and a code push are linked as the deployments they are. */
const linked = {
  deployment: pathTo.deploymentByUid,
  distribution: pathTo.distributionByUid,
  run: pathTo.runByUid,
  release: pathTo.releaseByUid,
} as const;

/** The link that opens a record at any desk that has it. */
export function deepLinkTo(noun: keyof typeof linked, uid: string): string {
  return `slipway://${noun}/${uid}`;
}

export interface DeepLink {
  readonly noun: keyof typeof linked;
  readonly path: string;
}

/** `slipway://deployment/<uid>` as a path of ours; null for anything else. */
export function readDeepLink(link: string): DeepLink | null {
  const [, name = '', uid = ''] = /^slipway:\/\/([a-z]+)\/([0-9a-f-]{36})$/i.exec(link) ?? [];
  const noun = (['deployment', 'distribution', 'run', 'release'] as const).find(
    (known) => known === name.toLowerCase(),
  );
  return noun === undefined ? null : { noun, path: linked[noun](uid) };
}
