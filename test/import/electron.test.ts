import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronReleases, ended, imported, inspected, upload } from '../fixtures/github.ts';
import { soundness } from '../support/soundness.ts';
import { type TestApp, testApp } from '../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

describe('the 1,750 real releases of Electron', () => {
  it('are previewed with their channels, projects and first rows, and nothing is written', async () => {
    const preview = await inspected(desk, await upload(desk, electronReleases()));
    expect(preview.counts).toEqual({
      records: 1750,
      drafts: 0,
      newReleases: 1750,
      newDeployments: 1750,
      newChannels: 0,
      changed: 0,
      unchanged: 0,
      leftOut: 0,
      problems: 0,
    });
    expect(
      preview.channels.map(({ channel, environment, tier, count }) => [channel, environment, tier, count]),
    ).toEqual([
      ['stable', 'stable', 'production', 746],
      ['nightly', 'nightly', 'development', 677],
      ['beta', 'beta', 'staging', 275],
      ['alpha', 'alpha', 'development', 52],
    ]);
    expect(preview.projects).toEqual([
      { repository: 'electron/electron', name: 'electron', exists: false },
      { repository: 'electron/nightlies', name: 'nightlies', exists: false },
    ]);
    expect(preview.firstRows[0]).toMatchObject({
      record: 1,
      version: 'v23.0.0-nightly.20221017',
      artifacts: 5,
    });
    expect(preview.description).toBe(
      'GitHub releases: 1,750 of electron/electron and electron/nightlies, published from 2013-08-12 to 2022-10-17.',
    );
    expect((await desk.client.workspace.summary()).releases).toBe(0);
  });

  it('come in by one import: releases with links, deployments, the matrix and one audit entry', async () => {
    const job = await imported(desk, electronReleases());
    expect(job).toMatchObject({ status: 'succeeded', result: { counts: { newReleases: 1750 } } });
    const { client } = desk;
    expect(await client.workspace.summary()).toMatchObject({
      releases: 1750,
      deployments: 1750,
      projects: 2,
    });
    const environments = await client.environment.list();
    expect(environments.map(({ name, deployments }) => [name, deployments])).toEqual([
      ['nightly', 677],
      ['alpha', 52],
      ['beta', 275],
      ['stable', 746],
    ]);
    const { cells } = await client.matrix.read();
    const stable = environments.find(({ name }) => name === 'stable')?.id;
    expect(cells.find((cell) => cell.environmentId === stable)?.version).toBe('v21.1.1');
    const { rows } = await client.activity.list({});
    expect(rows.map((row) => row.verb)).toEqual(['import.finish']);
    expect(rows[0]?.after).toMatchObject({ newReleases: 1750, newDeployments: 1750, size: 3943920 });
    const [newest] = (await client.deployment.list({})).rows;
    expect(newest).toMatchObject({
      version: 'v23.0.0-nightly.20221017',
      source: 'import',
      actor: 'sudowoodo-release-bot[bot]',
    });
    const detail = await client.deployment.get({ id: newest?.id ?? 0 });
    expect(detail.releaseArtifacts).toHaveLength(5);
    expect(detail.raw?.system).toBe('github');
    expect(soundness(desk.file)).toEqual([]);
    const found = await client.deployment.list({ filter: { text: 'v21.1.1', is: {}, not: {} } });
    expect(found.rows.map((row) => row.version)).toEqual(['v21.1.1']);
  });

  it('follow one another in time, although the file is newest first, and a lower version is marked', async () => {
    await imported(desk, electronReleases());
    const db = new Sqlite(desk.file, { readonly: true });
    const rows = db
      .prepare(
        'SELECT projectId, environmentId, version, fromVersion, flags FROM deployment ORDER BY triggeredAt',
      )
      .all() as {
      projectId: number;
      environmentId: number;
      version: string;
      fromVersion: string | null;
      flags: number;
    }[];
    db.close();
    const last = new Map<string, string>();
    const wrong = rows.filter((row) => {
      const cell = `${row.projectId} ${row.environmentId}`;
      const before = last.get(cell) ?? null;
      last.set(cell, row.version);
      return row.fromVersion !== before;
    });
    expect(wrong).toEqual([]);
    const { rows: found } = await desk.client.deployment.list({
      filter: { text: 'v19.1.3', is: {}, not: {} },
    });
    expect(found[0]).toMatchObject({ fromVersion: 'v21.1.0', flags: ['out_of_order'] });
    const higher = await desk.client.deployment.list({ filter: { text: 'v20.3.2', is: {}, not: {} } });
    expect(higher.rows[0]).toMatchObject({ fromVersion: 'v19.1.3', flags: [] });
  });

  it('bring nothing new and double nothing when they are imported again', async () => {
    await imported(desk, electronReleases());
    const preview = await inspected(desk, await upload(desk, electronReleases()));
    expect(preview.counts).toMatchObject({ newReleases: 0, newDeployments: 0, changed: 0, unchanged: 1750 });
    expect(preview.sameAs).toBe(1);
    const again = await imported(desk, electronReleases());
    expect(again.result).toMatchObject({ counts: { newReleases: 0, newDeployments: 0, unchanged: 1750 } });
    expect(await desk.client.workspace.summary()).toMatchObject({ releases: 1750, deployments: 1750 });
  });

  it('can go into one project, into environments by major line, and without deployments of a channel', async () => {
    const job = await imported(desk, electronReleases(), {
      projectNames: { 'electron/nightlies': 'electron' },
      byMajorLine: true,
      channels: [{ channel: 'nightly', environment: null, tier: 'development' }],
    });
    expect(job.status).toBe('succeeded');
    expect(
      (await desk.client.project.list()).map(({ name, releases, deployments }) => [
        name,
        releases,
        deployments,
      ]),
    ).toEqual([['electron', 1750, 1073]]);
    const names = (await desk.client.environment.list()).map(({ name }) => name);
    expect(names).toContain('stable-21');
    expect(names).not.toContain('nightly');
  });

  it('can be looked at twice at once', async () => {
    const fileId = await upload(desk, electronReleases());
    const looks = await Promise.all([inspected(desk, fileId), inspected(desk, fileId)]);
    expect(looks.map(({ counts }) => counts.newReleases)).toEqual([1750, 1750]);
  });

  it('are refused while another import runs', async () => {
    const fileId = await upload(desk, electronReleases());
    const input = { fileId, fileName: 'releases.json', options: { channels: [] } };
    const first = await desk.client.import.start(input);
    await expect(desk.client.import.start(input)).rejects.toMatchObject({ code: 'conflict' });
    await ended(desk, first);
  });
});
