import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/testApp.ts';
import { testApp } from '../support/testApp.ts';
import {
  importedHistory,
  inspected,
  PRODUCTION_KEY,
  paymentsHistory,
  STAGING_KEY,
  serverPackage,
} from './codepushHistory.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const deployment = (change: object = {}) => ({
  name: 'Staging',
  key: STAGING_KEY,
  history: [serverPackage(1)],
  ...change,
});
const app = (change: object = {}) => ({ name: 'Lens-iOS', deployments: [deployment()], ...change });

/** The history of the only channel as it came in. */
async function onlyHistory() {
  const [channel] = await desk.client.codepush.channels({});
  if (!channel) throw new Error('there is a channel');
  return (await desk.client.codepush.history({ channelId: channel.id })).rows.reverse();
}

describe('what a history may look like', () => {
  it.each([
    ['apps in a list of their own', { apps: [app()] }],
    ['a list of apps', [app()]],
    ['one app', app()],
    ['an app as the server answers it', { app: { name: 'Lens-iOS' }, deployments: [deployment()] }],
    [
      'the answers of the server in the place of their lists',
      {
        apps: [
          app({
            deployments: {
              deployments: [
                deployment({ history: { history: [serverPackage(1)] }, metrics: { metrics: {} } }),
              ],
            },
          }),
        ],
      },
    ],
    [
      'releases under the name that the server stores them by',
      app({
        deployments: [{ name: 'Staging', key: STAGING_KEY, packageHistory: [serverPackage(1)] }],
      }),
    ],
    [
      'only the newest release',
      app({
        deployments: [{ name: 'Staging', key: STAGING_KEY, package: serverPackage(1) }],
      }),
    ],
    ['a byte order mark in front', `\ufeff${JSON.stringify(app())}`],
  ])('is %s', async (_what, content) => {
    const { counts } = await importedHistory(desk, content);
    expect(counts).toMatchObject({ records: 1, newReleases: 1, problems: 0 });
    expect(await onlyHistory()).toMatchObject([{ label: 'v1', packageHash: serverPackage(1).packageHash }]);
  });

  it('is App Center’s, with its small letters and its list of counters', async () => {
    const { appVersion, packageHash, isMandatory, releasedBy, releaseMethod, uploadTime, ...rest } =
      serverPackage(2, { rollout: null });
    const release = {
      label: rest.label,
      size: rest.size,
      description: rest.description,
      target_binary_range: appVersion,
      package_hash: packageHash,
      is_mandatory: isMandatory,
      is_disabled: false,
      released_by: releasedBy,
      release_method: releaseMethod,
      upload_time: uploadTime,
      rollout: null,
    };
    const metrics = [{ label: 'v2', active: 5, downloaded: 6, failed: 1, installed: 5 }];
    const releases = { name: 'Staging', key: STAGING_KEY, releases: [release], metrics };
    await importedHistory(desk, app({ os: 'iOS', deployments: [releases] }));
    expect(await onlyHistory()).toMatchObject([
      {
        label: 'v2',
        targetBinaryRange: appVersion,
        packageHash,
        isMandatory,
        actor: releasedBy,
        releasedAt: uploadTime,
        rollout: 100,
        counters: { active: 5, installed: 5, downloaded: 6, failed: 1 },
      },
    ]);
  });

  it('has its counters with the releases, as the command line prints them', async () => {
    const metrics = { active: 4, downloaded: 9, failed: 2, installed: 7, totalActive: 4 };
    const history = [serverPackage(1, { metrics })];
    await importedHistory(desk, app({ deployments: [deployment({ history })] }));
    const [row] = await onlyHistory();
    expect(row?.counters).toMatchObject({ active: 4, downloaded: 9, failed: 2, installed: 7 });
  });

  it('counts nobody where the old server counted less than nobody', async () => {
    const metrics = { v1: { active: -2, downloaded: 3, failed: 0, installed: 3 } };
    await importedHistory(desk, app({ deployments: [deployment({ metrics })] }));
    const [row] = await onlyHistory();
    expect(row?.counters).toMatchObject({ active: 0, downloaded: 3, installed: 3 });
  });

  it('keeps what an unfinished rollout was, and says of an older one that it was cut short', async () => {
    const history = [serverPackage(1, { rollout: 30 }), serverPackage(2, { rollout: 40 })];
    await importedHistory(desk, app({ deployments: [deployment({ history })] }));
    expect(await onlyHistory()).toMatchObject([
      { rollout: 30, superseded: true },
      { rollout: 40, superseded: false },
    ]);
    expect((await desk.client.codepush.rollouts({})).map(({ release }) => release.label)).toEqual(['v2']);
  });

  it('brings channels without a release, and says that they are something', async () => {
    const { counts } = await importedHistory(desk, app({ deployments: [deployment({ history: [] })] }));
    expect(counts).toMatchObject({ records: 0, newReleases: 0, newChannels: 1, changed: 0 });
    expect(await desk.client.codepush.channels({})).toMatchObject([{ name: 'Staging', key: STAGING_KEY }]);
  });
});

describe('what is left out of a history, with a sentence each', () => {
  const release = (change: object) =>
    app({ deployments: [deployment({ history: [serverPackage(1, { ...change })] })] });

  it.each([
    ['a label that is none', release({ label: '1' }), 'Why: label: is no label like v1.'],
    ['a range that is none', release({ appVersion: 'soon' }), 'Why: appVersion: is no range of versions.'],
    ['no contents to know it by', release({ packageHash: null }), 'Why: packageHash: '],
    [
      'a date ahead',
      release({ uploadTime: Date.UTC(2090, 0, 1) }),
      'Why: v1 is dated 2090-01-01T00:00:00.000Z, which is still to come by this machine',
    ],
    ['no date', release({ uploadTime: undefined }), 'Why: uploadTime: '],
    ['a rollout above 100', release({ rollout: 120 }), 'Why: rollout: '],
    [
      'a release that is a number',
      app({ deployments: [deployment({ history: [7] })] }),
      'Why: it is no object.',
    ],
    [
      'a deployment without a key',
      app({ deployments: [deployment({ key: null })] }),
      'Staging has no deployment key',
    ],
    [
      'a deployment without a name',
      app({ deployments: [deployment({ name: '' })] }),
      'A deployment has no name',
    ],
    ['the names of deployments alone', app({ deployments: ['Staging'] }), 'A deployment has no name'],
    ['an app for another system', app({ os: 'Windows' }), 'Lens-iOS is for Windows.'],
    [
      'a deployment with the key of another one',
      app({ deployments: [deployment({ history: [] }), deployment({ name: 'QA', history: [] })] }),
      'QA has the key of Lens-iOS Staging, which was kept; give it its own in the file and import it again.',
    ],
    ['an app without a name', app({ name: undefined }), 'it has no name'],
  ])('is %s', async (_what, content, sentence) => {
    const { inspection } = await inspected(desk, content);
    expect(inspection.counts).toMatchObject({ newReleases: 0, problems: 1 });
    expect(inspection.problems[0]?.message).toContain(sentence);
    const { job } = await importedHistory(desk, content);
    expect(job).toMatchObject({ status: 'succeeded', result: { counts: inspection.counts } });
    expect((await desk.client.deployment.list({})).rows).toEqual([]);
  });

  it('is a label that comes again with other words; the very same again is only counted', async () => {
    const again = serverPackage(1, { description: 'Other words' });
    const history = [serverPackage(1), serverPackage(1), again];
    const { counts, problems } = await importedHistory(desk, app({ deployments: [deployment({ history })] }));
    expect(counts).toMatchObject({ records: 3, newReleases: 1, unchanged: 1, problems: 1 });
    expect(problems.map(({ record, message }) => [record, message])).toEqual([
      [3, 'Lens-iOS Staging has another v1 in record 1; this one was left out.'],
    ]);
  });

  it('is a key that another operating system has here, with its releases', async () => {
    await importedHistory(desk, paymentsHistory());
    const other = app({ deployments: [deployment({ key: PRODUCTION_KEY })] });
    const { counts, problems } = await importedHistory(desk, other);
    expect(counts).toMatchObject({ newReleases: 0, leftOut: 1, problems: 1 });
    expect(problems[0]?.message).toBe(
      'Deployment Staging of Lens-iOS was left out with its release. Its key belongs to Payments Android Production, which is for Android. Choose Android, or leave it out.',
    );
  });

  it('is a name that another key has here, with its releases', async () => {
    await importedHistory(desk, app());
    const other = app({ deployments: [deployment({ key: PRODUCTION_KEY })] });
    const { counts, problems } = await importedHistory(desk, other);
    expect(counts).toMatchObject({ newReleases: 0, leftOut: 1, problems: 1 });
    expect(problems[0]?.message).toContain('Lens has a channel Staging for iOS already, with another key.');
  });

  it('is a label that has other contents here', async () => {
    await importedHistory(desk, app());
    const history = [serverPackage(1, { packageHash: 'f'.repeat(64) }), serverPackage(2)];
    const { counts, problems } = await importedHistory(desk, app({ deployments: [deployment({ history })] }));
    expect(counts).toMatchObject({ newReleases: 1, problems: 1 });
    expect(problems[0]?.message).toBe(
      'Lens-iOS Staging has a v1 with other contents here. It was left as it is.',
    );
    expect((await onlyHistory()).map(({ label }) => label)).toEqual(['v1', 'v2']);
  });
});

describe('a file that is no history', () => {
  it.each([
    ['one deployment’s releases alone', [serverPackage(1)], 'This is the history of one deployment'],
    ['the answer with one history', { history: [serverPackage(1)] }, 'This is the history of one deployment'],
    [
      'apps without their deployments',
      { apps: [{ name: 'Lens-iOS', packageHistory: [] }] },
      'These apps come without a list',
    ],
    ['a list of nothing', '{"apps":[],"deployments":[]}', 'The file holds no app.'],
    [
      'apps without a deployment',
      { apps: [app({ deployments: [] })] },
      'None of the apps in the file has a deployment. Nothing was imported.',
    ],
  ])('is refused: %s', async (_what, content, sentence) => {
    const { job } = await inspected(desk, content);
    expect(job.status).toBe('failed');
    expect(job.error).toContain(sentence);
    expect(job.error).toContain('{"apps":[{"name","os","deployments"');
  });

  it.each([
    [
      'breaks off',
      JSON.stringify(app()).slice(0, -4),
      'breaks off: its end is missing. Nothing was imported.',
    ],
    ['breaks off in a word', JSON.stringify(app()).slice(0, -40), 'Save it again and import the whole file.'],
    ['is mistyped', JSON.stringify(app(), null, 1).replace('"deployments":', '"deployments"; :'), 'line 3'],
  ])('is refused where the text %s', async (_what, content, sentence) => {
    const { job } = await inspected(desk, content);
    expect(job).toMatchObject({ status: 'failed', error: expect.stringContaining(sentence) });
  });

  it.each([
    ['a workspace', 'SQLite format 3\u0000 and pages', 'Open it as a workspace'],
    ['a page', '<html></html>', 'or that of a CodePush history.'],
    ['JSON of another kind', { apps: [{ title: 'Lens' }] }, 'and CodePush histories.'],
  ])('is refused: %s', async (_what, content, sentence) => {
    const { job } = await inspected(desk, content);
    expect(job).toMatchObject({ status: 'failed', error: expect.stringContaining(sentence) });
    expect(job.error).toContain('Nothing was imported.');
  });
});
