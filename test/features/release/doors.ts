import type { VersionScheme } from '#shared/features/project/model.ts';
import { type TestApp, type TestAppOptions, testApp } from '../../support/testApp.ts';

/** A project with two environments, the one to the left and the one to the right, and every door that orders versions. */
export interface Ordered {
  readonly desk: TestApp;
  readonly projectId: number;
  readonly left: number;
  readonly right: number;
  /** Every version, the lowest first, as lists show them. */
  order(): Promise<string[]>;
  /** The same as the board nests it, without candidates that nobody cut: each stands in a row of its own. */
  board(): Promise<string[]>;
  /** The candidate that is promoted. */
  current(): Promise<string | null>;
  /** How the second version compares with the first by drift and by what a deployment warns of: -1 where it is older. */
  compared(one: string, other: string): Promise<{ readonly drift: number; readonly warned: number }>;
  cut(version: string): Promise<number>;
  runs(version: string, environmentId?: number, occurredAt?: number): Promise<void>;
}

const commitOf = (version: string) => Buffer.from(version).toString('hex').padEnd(40, '0').slice(0, 40);

/** A further project of the same workspace. */
export async function orderedProject(
  desk: TestApp,
  name: string,
  versionScheme: VersionScheme | null,
): Promise<Ordered> {
  const { client } = desk;
  const environments = await client.environment.list();
  const placed = async (environment: string, tier: 'staging' | 'production') =>
    environments.find((one) => one.name === environment) ??
    client.environment.create({ name: environment, tier });
  const { id: left } = await placed('staging', 'staging');
  const { id: right } = await placed('prod-eu', 'production');
  const { id: projectId } = await client.project.create({
    name,
    kind: 'service',
    versionScheme,
    environmentIds: [left, right],
  });
  const versions = async () => (await client.release.list({ projectId, limit: 200 })).rows;
  const idOf = async (version: string) => (await versions()).find((one) => one.version === version)?.id ?? 0;
  const runs = async (version: string, environmentId = right, occurredAt?: number) => {
    const at = occurredAt === undefined ? {} : { occurredAt };
    await client.deployment.record({ projectId, environmentId, version, status: 'succeeded', ...at });
  };
  return {
    desk,
    projectId,
    left,
    right,
    runs,
    order: async () => (await versions()).map(({ version }) => version).toReversed(),
    async board() {
      const { releases } = await client.release.board({ projectId, limit: 100 });
      return releases
        .filter(({ version, candidates }) => candidates.length > 0 || !/-rc\d+$/.test(version))
        .flatMap(({ version, candidates }) => [version, ...candidates.map((one) => one.version)])
        .toReversed();
    },
    current: async () => (await client.environment.steering({ projectId })).current?.version ?? null,
    async compared(one, other) {
      desk.sources.advance(1000);
      await runs(one, left);
      await runs(other, right);
      const { cells } = await client.matrix.read();
      const cell = cells.find((found) => found.projectId === projectId && found.environmentId === right);
      const { warnings } = await client.environment.previewDeploy({
        projectId,
        environmentId: left,
        releaseId: await idOf(other),
      });
      const isOlder = warnings.some((warning) => warning.startsWith('It is older than'));
      const isSame = warnings.some((warning) => warning.includes('already runs'));
      return { drift: Math.sign(cell?.drift ?? Number.NaN), warned: isSame ? 0 : isOlder ? -1 : 1 };
    },
    async cut(version) {
      return (await client.candidate.cut({ projectId, version, commit: commitOf(version) })).id;
    },
  };
}

export const ordered = async (scheme: VersionScheme | null, options: TestAppOptions = {}): Promise<Ordered> =>
  orderedProject(await testApp(options), 'payments', scheme);
