import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operatingSystems } from '#shared/features/build/model.ts';
import type { ImportInspection } from '#shared/features/import/contract.ts';
import type { HistoryPlace, HistoryTarget } from '#shared/features/import/model.ts';
import { ended } from '../fixtures/github.ts';
import { dump } from '../support/dump.ts';
import { soundness } from '../support/soundness.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import {
  importedHistory,
  inspected,
  PRODUCTION_KEY,
  packages,
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
  expect(soundness(desk.file)).toEqual([]);
  await desk.close();
});

const LENS_KEY = 'lns4kT1mZb0Wq8y-Staging_key_00000000003';
const lens = (change: object = {}) => ({
  name: 'Lens',
  deployments: [{ name: 'Staging', key: LENS_KEY, history: packages(2) }],
  ...change,
});
const to = (key: string, place: HistoryPlace | null): HistoryTarget => ({ key, place });
const channels = async () =>
  (await desk.client.codepush.channels({})).map(({ project, os, target, name }) =>
    [project, os, target, name].join(' '),
  );
const previewed = async (content: unknown, deployments: readonly HistoryTarget[]) => {
  const { fileId } = await inspected(desk, content);
  const options = { channels: [], deployments: [...deployments] };
  const looked = await desk.client.import.inspect({ fileId, fileName: 'codepush.json', options });
  return (await ended(desk, looked)).result as unknown as ImportInspection;
};

describe('the preview of a CodePush history', () => {
  it('says of each deployment where it goes, its labels, its releases and its clients', async () => {
    const { inspection } = await inspected(desk, paymentsHistory());
    const [production, staging] = inspection.deployments;
    expect(production).toEqual({
      key: PRODUCTION_KEY,
      app: 'Payments-Android',
      os: 'android',
      name: 'Production',
      place: { project: 'Payments', os: 'android', target: 'production' },
      outcome: 'new',
      why: null,
      isHere: false,
      isNewProject: true,
      labels: { first: 'v1', last: 'v7' },
      releases: { total: 2, new: 2, changed: 0, unchanged: 0, conflicts: [] },
      active: 1000,
    });
    expect(staging).toMatchObject({ place: { target: 'staging' }, labels: { last: 'v4' }, active: 3 });
    expect(inspection.counts).toMatchObject({ newChannels: 2, newReleases: 6, leftOut: 0 });
  });

  it('says of each what is new, changed, unchanged and in conflict when it comes again', async () => {
    await importedHistory(desk, paymentsHistory());
    const later = paymentsHistory();
    const [production, staging] = later.deployments;
    production?.history.splice(0, 1, serverPackage(1, { packageHash: 'f'.repeat(64) }));
    staging?.history.splice(3, 1, serverPackage(4, { rollout: 100 }));
    staging?.history.push(serverPackage(5));
    Object.assign(staging?.metrics ?? {}, { v5: { active: 1 } });
    const { inspection } = await inspected(desk, later);
    const rows = inspection.deployments.map(({ name, outcome, isHere, releases }) => ({
      name,
      outcome,
      isHere,
      ...releases,
    }));
    expect(rows).toEqual([
      {
        name: 'Production',
        outcome: 'unchanged',
        isHere: true,
        total: 2,
        new: 0,
        changed: 0,
        unchanged: 1,
        conflicts: ['v1'],
      },
      {
        name: 'Staging',
        outcome: 'changed',
        isHere: true,
        total: 5,
        new: 1,
        changed: 1,
        unchanged: 3,
        conflicts: [],
      },
    ]);
  });

  it('says nothing of clients that the file says nothing of', async () => {
    const { inspection } = await inspected(desk, lens({ os: 'iOS' }));
    expect(inspection.deployments).toMatchObject([{ active: null }]);
  });
});

describe('where a deployment goes', () => {
  it('is what was chosen: project, operating system and build target', async () => {
    await importedHistory(desk, paymentsHistory(), [
      to(PRODUCTION_KEY, { project: 'Wallet', os: 'ios', target: 'staging' }),
      to(STAGING_KEY, { project: 'Till', os: 'huawei', target: 'production' }),
    ]);
    expect(await channels()).toEqual(['Till huawei production Staging', 'Wallet ios staging Production']);
    const { rows } = await desk.client.deployment.list({});
    expect([...new Set(rows.map(({ environment }) => environment))].sort()).toEqual([
      'huawei-production-ota',
      'ios-staging-ota',
    ]);
  });

  it('is nowhere when it is left out, with all of its releases, and the rest comes in', async () => {
    const { job, counts } = await importedHistory(desk, paymentsHistory(), [to(STAGING_KEY, null)]);
    expect(counts).toMatchObject({ newChannels: 1, newReleases: 2, leftOut: 4, problems: 0 });
    expect(job).toMatchObject({ status: 'succeeded', result: { counts } });
    expect(await channels()).toEqual(['Payments android production Production']);
    expect((await desk.client.deployment.list({})).rows).toHaveLength(2);
  });

  it('stays as it is here when it is left out the next time', async () => {
    await importedHistory(desk, paymentsHistory());
    const before = dump(desk.file);
    const later = paymentsHistory();
    later.deployments[1]?.history.push(serverPackage(5));
    const { counts } = await importedHistory(desk, later, [to(STAGING_KEY, null)]);
    expect(counts).toMatchObject({ newReleases: 0, leftOut: 5, unchanged: 2 });
    expect(dump(desk.file)).toEqual(before);
  });

  it('is the channel that has its key, whatever project was chosen', async () => {
    const { id: projectId } = await desk.client.project.create({ name: 'Wallet', kind: 'mobile' });
    await desk.client.codepush.createChannel({
      projectId,
      os: 'android',
      target: 'staging',
      key: STAGING_KEY,
    });
    const choice = [to(STAGING_KEY, { project: 'Till', os: 'android', target: 'production' })];
    const { deployments } = await previewed(paymentsHistory(), choice);
    expect(deployments[1]).toMatchObject({
      isHere: true,
      place: { project: 'Wallet', os: 'android', target: 'staging' },
      releases: { new: 4 },
    });
    await importedHistory(desk, paymentsHistory(), choice);
    expect(await channels()).toContain('Wallet android staging Staging');
  });

  it('can be told for an app that does not say its operating system, and is asked for until then', async () => {
    const { inspection } = await inspected(desk, lens());
    expect(inspection.deployments).toMatchObject([
      {
        outcome: 'refused',
        os: null,
        place: { project: 'Lens', os: null, target: 'staging' },
        why: 'Lens does not say for which operating system it is. Choose one, or give it an "os" in the file.',
      },
    ]);
    const place = { project: 'Lens', os: 'ios', target: 'staging' } as const;
    await importedHistory(desk, lens(), [to(LENS_KEY, place)]);
    expect(await channels()).toEqual(['Lens ios staging Staging']);
    // It is known by its name from now on.
    const again = await importedHistory(desk, lens());
    expect(again.counts).toMatchObject({ unchanged: 2, problems: 0, leftOut: 0 });
  });

  it('is refused to the second of two that would have one name, by the preview as by the import', async () => {
    const place = { project: 'Payments', os: 'android', target: 'staging' } as const;
    const content = { apps: [paymentsHistory(), lens()] };
    const { deployments } = await previewed(content, [to(LENS_KEY, place)]);
    expect(deployments.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'refused']);
    expect(deployments[2]?.why).toBe(
      'Payments has a channel Staging for Android already, with another key. Choose another project or operating system, or leave it out.',
    );
    const { job, counts } = await importedHistory(desk, content, [to(LENS_KEY, place)]);
    expect(counts).toMatchObject({ newChannels: 2, leftOut: 2, problems: 1 });
    expect(job).toMatchObject({ result: { counts } });
  });

  it('keeps apart two apps of one project and operating system that nobody chose for', async () => {
    const content = { apps: [paymentsHistory(), lens({ name: 'Payments', os: 'Android' })] };
    const { inspection } = await inspected(desk, content);
    expect(inspection.deployments.map(({ place }) => place?.project)).toEqual([
      'Payments',
      'Payments',
      'Payments (android)',
    ]);
    await importedHistory(desk, content);
    expect(await channels()).toContain('Payments (android) android staging Staging');
  });

  it.each([
    ['an empty name', { project: ' ', os: 'ios', target: 'staging' }],
    ['another system', { project: 'Lens', os: 'windows', target: 'staging' }],
    ['another target', { project: 'Lens', os: 'ios', target: 'qa' }],
  ])('cannot be %s', async (_what, place) => {
    const { fileId } = await inspected(desk, lens());
    const options = { channels: [], deployments: [to(LENS_KEY, place as HistoryPlace)] };
    await expect(
      desk.client.import.start({ fileId, fileName: 'codepush.json', options }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('the import of a history', () => {
  it('counts releases as it goes, without the channels before them', async () => {
    const { job } = await importedHistory(desk, paymentsHistory());
    expect(job).toMatchObject({ done: 6, total: 6, unit: 'releases' });
  });

  it('does what its preview counted wherever things go, and is undone exactly', async () => {
    const { id: projectId } = await desk.client.project.create({ name: 'Wallet', kind: 'mobile' });
    await desk.client.codepush.createChannel({ projectId, os: 'ios', target: 'staging', key: LENS_KEY });
    const place = fc.record({
      project: fc.constantFrom('Wallet', 'Payments', 'Till'),
      os: fc.option(fc.constantFrom(...operatingSystems)),
      target: fc.constantFrom('staging' as const, 'production' as const),
    });
    const choices = fc.uniqueArray(
      fc.record({
        key: fc.constantFrom(PRODUCTION_KEY, STAGING_KEY, LENS_KEY),
        place: fc.option(place),
      }),
      { selector: ({ key }) => key, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(choices, async (deployments) => {
        const before = dump(desk.file);
        const content = { apps: [paymentsHistory(), lens()] };
        const { job, counts } = await importedHistory(desk, content, deployments);
        expect(job).toMatchObject({ status: 'succeeded', result: { counts } });
        const { importId } = job.result as { importId: number };
        await ended(desk, await desk.client.import.undo({ id: importId, reason: 'the next choice' }));
        expect(dump(desk.file)).toEqual(before);
      }),
      {
        numRuns: 12,
        // An app that had a channel before, and got its name by the import.
        examples: [
          [[{ key: PRODUCTION_KEY, place: { project: 'Wallet', os: 'ios', target: 'production' } }]],
        ],
      },
    );
  });
});
