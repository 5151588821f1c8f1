import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Build } from '#shared/features/build/record.ts';
import { type CraftedEntry, craftZip } from '../../blobs/support/zip.ts';
import { bundle, uploadPackage, zipOf } from '../../support/packages.ts';
import { DAY, type TestApp, testApp } from '../../support/testApp.ts';
import { keepArtifact, live, made, type NewBuild, refusedBy, withProject } from './builds.ts';

let desk: TestApp;
let projectId: number;
let channelId: number;
beforeEach(async () => {
  desk = await testApp();
  projectId = await withProject(desk);
  const channel = await desk.client.codepush.createChannel({
    projectId,
    os: 'android',
    target: 'production',
  });
  channelId = channel.id;
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const apk = (text = 'the bundle') =>
  zipOf({
    'AndroidManifest.xml': 'x',
    'assets/index.android.bundle': text,
    'res/drawable-mdpi-v4/logo.png': 'pixels',
    'res/layout/main.xml': 'x',
  });
const ipa = () =>
  zipOf({ 'Payload/Shop.app/main.jsbundle': 'js', 'Payload/Shop.app/assets/a.png': 'pixels' });

/** What lies between the files of an apk and their list once it is signed. */
function signed(zip: Buffer): Buffer {
  const end = zip.length - 22;
  const list = zip.readUInt32LE(end + 16);
  const block = Buffer.from('APK Sig Block 42'.repeat(16));
  const out = Buffer.concat([zip.subarray(0, list), block, zip.subarray(list)]);
  out.writeUInt32LE(list + block.length, end + block.length + 16);
  return out;
}

const get = ({ id }: Pick<Build, 'id'>) => desk.client.build.get({ id });
const withArtifact = async (content: Buffer, more: Partial<NewBuild> = {}) =>
  made(desk, projectId, '1.0.0', { blob: (await keepArtifact(desk, content)).blob, ...more });

describe('the artifact of a build', () => {
  it.each([
    ['as it was built', (zip: Buffer) => zip],
    ['signed between its files and their list', signed],
  ])('%s gives the package that the same folder would', async (_how, change) => {
    const build = await withArtifact(change(await apk()));
    const folder = {
      'CodePush/index.android.bundle': 'the bundle',
      'CodePush/drawable-mdpi/logo.png': 'pixels',
    };
    expect(build.baseline).toBe(await uploadPackage(desk, await zipOf(folder)));
    expect((await get(build)).baseline).toMatchObject({ source: 'artifact', files: 2, isBundleOnly: false });
  });

  it('gives no release, no label and nothing to any device', async () => {
    const { baseline } = await withArtifact(await apk());
    expect(baseline).not.toBeNull();
    expect((await desk.client.codepush.history({ channelId })).rows).toEqual([]);
    const { answer } = await desk.client.codepush.explain({ channelId, appVersion: '1.0.0', clientId: 'a' });
    expect(answer.available).toBe(false);
  });

  it('without a bundle says so and is kept', async () => {
    const build = await withArtifact(await zipOf({ 'classes.dex': 'x' }));
    expect(await get(build)).toMatchObject({ baseline: null, artifact: { finding: 'none' } });
  });

  const entry = (more: Partial<CraftedEntry> = {}): CraftedEntry => ({
    name: 'assets/index.android.bundle',
    data: 'the bundle of a hostile app',
    ...more,
  });
  it.each<[string, Buffer, string, RegExp | null]>([
    ['breaks off', craftZip([entry()]).subarray(0, 60), 'refused', /breaks off/],
    ['is encrypted', craftZip([entry({ flags: 1 })]), 'refused', /encrypted/],
    ['unpacks to more than it says', craftZip([entry({ saysSize: 3 })]), 'refused', /damaged/],
    ['has a wrong checksum', craftZip([entry({ saysCrc: 1, headerCrc: 1 })]), 'refused', /checksum/],
    [
      'says two things of a file',
      craftZip([entry({ headerName: 'assets/other.android.bundle' })]),
      'refused',
      /overlap/,
    ],
    ['has the bundle twice', craftZip([entry(), entry()]), 'refused', /2 bundles/],
    ['has a link for a bundle', craftZip([entry({ mode: 0o120777 })]), 'none', null],
    [
      'has a path that leads out of it',
      craftZip([entry({ name: '../assets/index.android.bundle' })]),
      'none',
      null,
    ],
    [
      'claims a list beyond its end',
      craftZip([entry()], { zip64At: 2n ** 62n }),
      'refused',
      /breaks off|damaged/,
    ],
  ])('that %s is kept, and nothing else comes of it', async (_what, content, finding, why) => {
    const { blob, found } = await keepArtifact(desk, content);
    expect(found).toMatchObject({ finding, packageHash: null });
    if (why) expect(found.note).toMatch(why);
    expect((await made(desk, projectId, '1.0.0', { blob })).baseline).toBeNull();
    expect(await desk.client.storage.usage()).toMatchObject({ files: 1, unreferenced: 0 });
  });

  it('that takes what little room is left is kept without a baseline', async () => {
    const content = await apk();
    await desk.client.storage.setQuota({ quota: content.length + 10 });
    const { found } = await keepArtifact(desk, content);
    expect(found).toMatchObject({ finding: 'refused', packageHash: null });
    expect(await desk.client.storage.usage()).toMatchObject({ files: 1 });
  });

  it('of another system makes no baseline', async () => {
    const build = await withArtifact(await ipa());
    expect(build.baseline).toBeNull();
    const other = await made(desk, projectId, '1.0.0', { os: 'ios', blob: build.blob });
    expect((await get(other)).baseline).toMatchObject({ files: 2 });
  });

  it('that is replaced takes its baseline along', async () => {
    const build = await withArtifact(await apk('one'));
    const { blob, found } = await keepArtifact(desk, await apk('two'));
    const after = await desk.client.build.report({ id: build.id, blob });
    expect([after.baseline, after.baseline === build.baseline]).toEqual([found.packageHash, false]);
    expect((await desk.client.build.report({ id: build.id, blob: null })).baseline).toBeNull();
  });

  it('that is looked into later gives its builds their baseline then', async () => {
    const build = await withArtifact(await apk());
    await desk.client.build.report({ id: build.id, baseline: null });
    expect((await get(build)).baseline).toBeNull();
    await keepArtifact(desk, await apk());
    expect((await get(build)).build.baseline).toBe(build.baseline);
  });
});

describe('a bundle output that the pipeline hands in', () => {
  it('is the baseline, before what the artifact holds', async () => {
    const packageHash = await uploadPackage(desk, await bundle('of the build step'));
    const build = await withArtifact(await apk(), { baseline: packageHash });
    expect(await get(build)).toMatchObject({ baseline: { packageHash, source: 'pipeline' } });
  });

  it('can come with a report, stays with other facts, and can be taken away', async () => {
    const packageHash = await uploadPackage(desk, await bundle('late'));
    const { id } = await made(desk, projectId, '1.0.0');
    const reported = (facts: object) => desk.client.build.report({ id, ...facts });
    expect((await reported({ baseline: packageHash })).baseline).toBe(packageHash);
    expect((await reported({ remoteId: '7' })).baseline).toBe(packageHash);
    expect((await reported({ baseline: null })).baseline).toBeNull();
  });

  it('is refused when it never came in or is of another system', async () => {
    const { id } = await made(desk, projectId, '1.0.0');
    const reported = (baseline: string) => refusedBy(desk.client.build.report({ id, baseline }));
    expect(await reported('a'.repeat(64))).toEqual({ code: 'not_found', field: 'baseline' });
    const foreign = await uploadPackage(desk, await zipOf({ 'CodePush/main.jsbundle': 'js' }));
    expect(await reported(foreign)).toEqual({ code: 'invalid_input', field: 'baseline' });
    const ios = { os: 'ios', baseline: foreign } as const;
    expect((await made(desk, projectId, '1.0.0', ios)).baseline).toBe(foreign);
  });
});

describe('a clean-up', () => {
  const cleanUp = async () => {
    desk.sources.advance(2 * DAY);
    const { id } = await desk.client.storage.cleanUp();
    await desk.app.jobEnded(id);
    expect(await desk.client.job.get({ id })).toMatchObject({ status: 'succeeded' });
  };
  const isHere = async (packageHash: string | null) =>
    (await desk.client.codepush.package({ packageHash: packageHash ?? '' })) !== null;

  it('leaves the baseline of a build, and takes it once no build has it', async () => {
    const build = await withArtifact(await apk());
    await cleanUp();
    expect(await isHere(build.baseline)).toBe(true);
    await desk.client.build.report({ id: build.id, blob: null });
    await cleanUp();
    expect(await isHere(build.baseline)).toBe(false);
  });

  it('takes what an artifact held that no build has named', async () => {
    const { blob, found } = await keepArtifact(desk, await apk());
    await cleanUp();
    expect(await isHere(found.packageHash)).toBe(false);
    expect(await refusedBy(made(desk, projectId, '1.0.0', { blob }))).toMatchObject({ code: 'not_found' });
  });
});

describe('going back to the binary of a build', () => {
  const back = (buildId: number | null, more: object = {}) =>
    ({ how: 'baseline', channelId, buildId, reason: 'It crashes', ...more }) as const;

  it('releases its baseline for exactly its store version, as the preview says', async () => {
    const { blob } = await keepArtifact(desk, await apk());
    const build = await live(desk, projectId, '2.0', { blob });
    const plan = await desk.client.codepush.previewRollback(back(build.id));
    expect(plan).toMatchObject({ refusal: null, warnings: [] });
    const { release } = await desk.client.codepush.rollback(back(build.id));
    expect(release).toMatchObject({
      ...plan.release,
      packageHash: build.baseline,
      targetBinaryRange: '2.0.0',
      isMandatory: true,
      rollout: 100,
      releaseMethod: 'baseline',
      parentId: build.id,
    });
    const after = await get(build);
    expect(after.baselineReleases.map((one) => [one.label, one.channelName])).toEqual([['v1', 'Production']]);
    expect(after.releases.map(({ label }) => label)).toEqual(['v1']);
  });

  it('takes a range and a package that are given beside the build', async () => {
    const build = await withArtifact(await apk());
    const packageHash = await uploadPackage(desk, await bundle('other'));
    const given = { packageHash, targetBinaryRange: '1.0.x' };
    expect((await desk.client.codepush.previewRollback(back(build.id, given))).release).toMatchObject(given);
  });

  it('warns when the bundle came alone', async () => {
    const content = await zipOf({ 'assets/index.android.bundle': 'js', 'res/-6.png': 'x' });
    const build = await withArtifact(content);
    const { warnings } = await desk.client.codepush.previewRollback(back(build.id));
    expect(warnings).toEqual([expect.stringContaining('the bundle alone')]);
  });

  it.each<[string, Partial<NewBuild> & { storeVersion?: string | null }, object, string, string]>([
    ['of another target', { target: 'staging' }, {}, 'invalid_input', 'buildId'],
    ['that failed', { status: 'failed' }, {}, 'conflict', 'buildId'],
    ['without a baseline', { baseline: null, blob: null }, {}, 'invalid_input', 'buildId'],
    ['without a store version', { storeVersion: null }, {}, 'invalid_input', 'targetBinaryRange'],
    ['for no range', {}, { targetBinaryRange: 'all' }, 'invalid_input', 'targetBinaryRange'],
  ])('is refused to a build %s', async (_what, facts, more, code, field) => {
    const { id } = await withArtifact(await apk(), facts);
    expect(await refusedBy(desk.client.codepush.rollback(back(id, more)))).toEqual({ code, field });
    const { refusal } = await desk.client.codepush.previewRollback(back(id, more));
    expect(refusal).toMatchObject({ field });
  });

  it('is refused for users who are sent to the store', async () => {
    const { blob } = await keepArtifact(desk, await apk());
    const old = await live(desk, projectId, '1.0.0', { blob });
    await live(desk, projectId, '1.1.0');
    await desk.client.build.forceUpdate({ id: old.id, reason: 'Too old' });
    expect(await refusedBy(desk.client.codepush.rollback(back(old.id)))).toEqual({
      code: 'conflict',
      field: 'buildId',
    });
  });

  it('needs a build or a bundle', async () => {
    expect(await refusedBy(desk.client.codepush.rollback(back(null)))).toEqual({
      code: 'invalid_input',
      field: 'packageHash',
    });
  });
});

describe('the builds of a channel', () => {
  it('come with the Live one first, and without those whose users get no releases', async () => {
    const place = { projectId, os: 'android', target: 'production' } as const;
    const { blob } = await keepArtifact(desk, await apk());
    const first = await live(desk, projectId, '1.0.0', { blob });
    const second = await made(desk, projectId, '1.1.0', { blob });
    const third = await made(desk, projectId, '1.2.0');
    await made(desk, projectId, '1.3.0', { status: 'failed', blob });
    await made(desk, projectId, '1.4.0', { target: 'staging', blob });
    const offered = async (isWithBaseline: boolean) =>
      (await desk.client.build.ofChannel({ ...place, isWithBaseline })).map(({ build, baseline }) => [
        build.id,
        baseline?.packageHash ?? null,
      ]);
    const { baseline } = first;
    expect(await offered(false)).toEqual([
      [first.id, baseline],
      [third.id, null],
      [second.id, baseline],
    ]);
    expect(await offered(true)).toEqual([
      [first.id, baseline],
      [second.id, baseline],
    ]);
  });
});
