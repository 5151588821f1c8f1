import type { InputOf } from '#shared/contract/define.ts';
import type { BuildTarget, OperatingSystem } from '#shared/features/build/model.ts';
import type { Build } from '#shared/features/build/record.ts';
import { credentialRules, storeCredentials } from '#shared/features/credential/model.ts';
import type { distributionContract } from '#shared/features/distribution/contract.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import type { Store } from '#shared/features/distribution/stores.ts';
import type { TestApp } from '../../support/testApp.ts';

type Create = InputOf<(typeof distributionContract)['create']>;
export type Draft = Omit<Create, 'deploymentId' | 'releaseNotes' | 'track'> & {
  readonly releaseNotes?: string;
};

export const osOf: Readonly<Record<Store, OperatingSystem>> = {
  apple: 'ios',
  google: 'android',
  huawei: 'huawei',
};

interface BuildOptions {
  readonly os?: OperatingSystem;
  readonly target?: BuildTarget;
  readonly status?: 'succeeded' | 'failed' | 'pending';
  readonly storeVersion?: string | null;
  readonly versionCode?: number | null;
  readonly downloadUrl?: string | null;
}

/** A mobile app whose builds go to stores: what a test of distributions works with. */
export interface MobileApp {
  readonly desk: TestApp;
  readonly projectId: number;
  readonly projectUid: string;
  build(options?: BuildOptions): Promise<Build>;
  /** Makes a distribution with what a store usually asks for. */
  distribute(build: Pick<Build, 'id'>, track: string, more?: Draft): Promise<DistributionRow>;
  /** Reports a distribution to its end. */
  finish(
    row: Pick<DistributionRow, 'id'>,
    status?: 'succeeded' | 'failed' | 'canceled',
  ): Promise<DistributionRow>;
  /** A distribution that has succeeded. */
  delivered(build: Pick<Build, 'id'>, track: string, more?: Draft): Promise<DistributionRow>;
  /** The same over the workspace as it was opened again. */
  over(desk: TestApp): MobileApp;
}

/** The values that a person would have put into the machine's secret store. */
export async function giveCredentials(desk: TestApp, projectId: number, os: OperatingSystem): Promise<void> {
  const kind = storeCredentials[os];
  await desk.client.credential.put({ projectId, kind, os, slots: [...credentialRules[kind].slots] });
}

function appOver(desk: TestApp, projectId: number, projectUid: string, made: { count: number }): MobileApp {
  const { client } = desk;
  const app: MobileApp = {
    desk,
    projectId,
    projectUid,
    async build(options = {}) {
      made.count += 1;
      const { os = 'android', target = 'production', status = 'succeeded' } = options;
      const { storeVersion = `2.${made.count}.0`, downloadUrl = 'https://builds.test/app.aab' } = options;
      const versionCode = os === 'ios' ? null : (options.versionCode ?? 100 + made.count);
      const envVersion = `1.0.${made.count}`.padEnd(5, '0');
      return client.build.create({
        ...{ projectId, os, target, status, storeVersion, downloadUrl, envVersion },
        ...(options.versionCode === null ? { versionCode: null } : { versionCode }),
        tag: `v${envVersion}`,
      });
    },
    async distribute({ id }, track, more = {}) {
      const { distribution } = await client.distribution.create({
        deploymentId: id,
        track,
        releaseNotes: 'Faster search.',
        shouldSubmitForReview: true,
        ...more,
      });
      return distribution;
    },
    async finish({ id }, status = 'succeeded') {
      if (status !== 'canceled') await client.distribution.report({ id, status: 'uploading' });
      return client.distribution.report({ id, status });
    },
    async delivered(build, track, more) {
      return app.finish(await app.distribute(build, track, more));
    },
    over: (other) => appOver(other, projectId, projectUid, made),
  };
  return app;
}

/** A project with credentials for every store. */
export async function mobileApp(desk: TestApp, name = 'Payments'): Promise<MobileApp> {
  const { id, uid } = await desk.client.project.create({ name, kind: 'mobile' });
  for (const os of Object.values(osOf)) await giveCredentials(desk, id, os);
  return appOver(desk, id, uid, { count: 0 });
}
