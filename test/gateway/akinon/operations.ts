/** What the path of an operation names. */
export interface Ids {
  readonly deployment: string;
  readonly distribution: string;
}

export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  path(ids: Ids): string;
  /** The deployment that it is for. */
  readonly of: 'build' | 'release';
  /** A body that it takes; left out where it takes none. */
  readonly body?: unknown;
  readonly level: 'read' | 'report' | 'admin';
}

const at = (suffix: string) => (ids: Ids) => `/${ids.deployment}${suffix}`;

/** The twelve operations as they should be sent. */
export const operations: readonly Operation[] = [
  { name: 'getOrgProjectDeployments', method: 'GET', path: () => '', of: 'build', level: 'read' },
  { name: 'getOrgProjectDeployment', method: 'GET', path: at(''), of: 'build', level: 'read' },
  {
    name: 'cancelOrgProjectDeployment',
    method: 'PATCH',
    path: at('/cancel'),
    of: 'build',
    level: 'admin',
  },
  {
    name: 'updateOrgProjectDeploymentStoreState',
    method: 'PATCH',
    path: at('/storestate'),
    of: 'build',
    body: { isOnStore: 'pending' },
    level: 'report',
  },
  {
    name: 'getOrgProjectDeploymentMetrics',
    method: 'GET',
    path: at('/metrics'),
    of: 'release',
    level: 'read',
  },
  {
    name: 'updateOrgProjectDeploymentRelease',
    method: 'PATCH',
    path: at('/code-push-release'),
    of: 'release',
    body: { release: { isMandatory: true } },
    level: 'admin',
  },
  {
    name: 'rollbackOrgProjectDeploymentCodePush',
    method: 'POST',
    path: at('/rollback-release'),
    of: 'release',
    body: { releaseLabel: 'v1' },
    level: 'admin',
  },
  {
    name: 'promoteOrgProjectDeploymentCodePush',
    method: 'POST',
    path: at('/promote-release'),
    of: 'release',
    level: 'admin',
  },
  {
    name: 'getOrgProjectDeploymentDistributions',
    method: 'GET',
    path: at('/distributions'),
    of: 'build',
    level: 'read',
  },
  {
    name: 'createOrgProjectDeploymentDistribution',
    method: 'POST',
    path: at('/distributions'),
    of: 'build',
    body: { releaseNotes: 'Fixes the basket', track: 'internal' },
    level: 'admin',
  },
  {
    name: 'getOrgProjectDeploymentDistribution',
    method: 'GET',
    path: (ids) => `/${ids.deployment}/distributions/${ids.distribution}`,
    of: 'build',
    level: 'read',
  },
  {
    name: 'updateOrgProjectDeploymentDistribution',
    method: 'PATCH',
    path: (ids) => `/${ids.deployment}/distributions/${ids.distribution}`,
    of: 'build',
    body: { status: 'uploading' },
    level: 'report',
  },
];
export const named = (name: string) => operations.find((operation) => operation.name === name) as Operation;
export const ofOne = operations.filter(({ name }) => name !== 'getOrgProjectDeployments');
export const withBody = operations.filter(({ body }) => body !== undefined);
export const rows = <Item extends { readonly name: string }>(list: readonly Item[]) =>
  list.map((item) => [item.name, item] as const);
