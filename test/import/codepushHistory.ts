import type { ImportInspection } from '#shared/features/import/contract.ts';
import type { ImportOptions } from '#shared/features/import/model.ts';
import { ended, upload } from '../fixtures/github.ts';
import type { TestApp } from '../support/testApp.ts';

const FIRST = Date.UTC(2023, 4, 2, 8, 0, 0);
const HOUR = 3_600_000;

/** SHA-256 in hex, made up. */
export const hashOf = (text: string) =>
  Buffer.from(text.padEnd(32, '.')).toString('hex').slice(0, 64).padEnd(64, '0');

/** One release as the CodePush server prints it; the n-th is the n-th hour's. */
export function serverPackage(n: number, change: Readonly<Record<string, unknown>> = {}) {
  return {
    appVersion: '1.0.0',
    blobUrl: `https://codepush.blob.core.windows.net/storagev2/${n}`,
    description: `Release ${n}`,
    isDisabled: false,
    isMandatory: n % 2 === 0,
    label: `v${n}`,
    packageHash: hashOf(`contents ${n}`),
    releasedBy: 'mira@example.com',
    releaseMethod: 'Upload',
    rollout: 100,
    size: 100_000 + n,
    uploadTime: FIRST + n * HOUR,
    ...change,
  };
}

export const packages = (count: number) =>
  Array.from({ length: count }, (_, index) => serverPackage(index + 1));

export const STAGING_KEY = 'stg4kT1mZb0Wq8y-Staging_key_00000000001';
export const PRODUCTION_KEY = 'prd4kT1mZb0Wq8y-Production_key_00000002';

/** An app of two deployments, each as the server's own answers say it. */
export function paymentsHistory() {
  const staging = [
    serverPackage(1),
    serverPackage(2, { isMandatory: true }),
    serverPackage(3, {
      packageHash: hashOf('contents 1'),
      releaseMethod: 'Rollback',
      originalLabel: 'v1',
      isMandatory: false,
    }),
    serverPackage(4, { appVersion: '>=1.0.0 <2.0.0', rollout: 25, description: '' }),
  ];
  const production = [
    serverPackage(1, {
      uploadTime: FIRST + 90 * 60_000,
      releaseMethod: 'Promote',
      originalLabel: 'v1',
      originalDeployment: 'Staging',
      isMandatory: false,
    }),
    serverPackage(7, {
      packageHash: hashOf('contents 2'),
      releaseMethod: 'Promote',
      originalLabel: 'v2',
      originalDeployment: 'Staging',
      isDisabled: true,
      releasedBy: 'jun@example.com',
    }),
  ];
  return {
    name: 'Payments-Android',
    os: 'Android',
    deployments: [
      {
        name: 'Production',
        key: PRODUCTION_KEY,
        history: production,
        metrics: {
          v1: { active: 800, downloaded: 1200, failed: 4, installed: 1100 },
          '1.0.0': { active: 200 },
        },
      },
      {
        name: 'Staging',
        key: STAGING_KEY,
        history: staging,
        metrics: { v4: { active: 3, downloaded: 4, failed: 1, installed: 3 } },
      },
    ],
  };
}

/** Uploads a history and reads what an import of it would do. */
export async function inspected(desk: TestApp, content: unknown) {
  const fileId = await upload(desk, typeof content === 'string' ? content : JSON.stringify(content));
  const job = await ended(desk, await desk.client.import.inspect({ fileId, fileName: 'codepush.json' }));
  return { fileId, job, inspection: job.result as unknown as ImportInspection };
}

/** Uploads a history and imports it; what the preview counted must be what came of it. */
export async function importedHistory(
  desk: TestApp,
  content: unknown,
  deployments: ImportOptions['deployments'] = [],
) {
  const { fileId } = await inspected(desk, content);
  const options = { channels: [], deployments };
  const preview = await ended(
    desk,
    await desk.client.import.inspect({ fileId, fileName: 'codepush.json', options }),
  );
  const job = await ended(
    desk,
    await desk.client.import.start({ fileId, fileName: 'codepush.json', options }),
  );
  const { counts, problems } = preview.result as unknown as ImportInspection;
  return { job, counts, problems };
}
