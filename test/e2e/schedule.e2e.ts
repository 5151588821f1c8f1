import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { type TestRepository, testRepository } from '../git/repositories.ts';
import { seriousFaults } from './accessible.ts';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

onEachHost('Scheduled cuts and digests', hosts, (host) => {
  const at = deskUnderTest(host);
  const page = () => at.page;
  const dialog = () => page().getByRole('dialog');
  let repository: TestRepository;
  let projectId = 0;
  let environmentId = 0;

  beforeAll(async () => {
    repository = testRepository();
    repository.commit('feat: begin');
    repository.commit('fix: totals', { author: 'Grace Hopper <grace@example.org>' });
    await at.ask('workspace.create', { name: 'schedule', file: join(at.folder, 'schedule.slipway') });
    environmentId = (await at.ask<{ id: number }>('environment.create', { name: 'live', tier: 'production' }))
      .id;
    projectId = (
      await at.ask<{ id: number }>('project.create', {
        name: 'orders',
        versionScheme: 'semver',
        repository: 'acme/orders',
        environmentIds: [environmentId],
      })
    ).id;
    await at.ask('changelog.attach', { projectId, path: repository.path });
    await at.go(`/releases?project=${projectId}`);
    await expect(page().getByRole('list', { name: 'Commits that no release has' })).toBeVisible();
  });
  afterAll(() => repository?.drop());

  test('a schedule is set by keys, and says its next times and what is wrong with it', async () => {
    await page().getByRole('button', { name: 'More about the project' }).press('Enter');
    await page().getByRole('menuitem', { name: 'Cut on a schedule' }).press('Enter');
    await expect(dialog()).toHaveAccessibleName('Cut orders on a schedule');
    const time = dialog().getByLabel('At', { exact: true });
    await expect(time).toBeFocused();
    await expect(dialog()).toContainText('Next: ');
    await time.fill('25:00');
    await expect(dialog()).toContainText('Needs a time, such as 09:00');
    expect(await seriousFaults(page())).toEqual([]);
    await time.fill('7:30');
    await time.press('Enter');
    await expect(dialog()).toHaveCount(0);
    await expect(page().getByRole('main')).toContainText(/Next cut \w+ \d+ \w+ 07:30 UTC from HEAD/);
  });

  test('what landed is cut when somebody asks before the time, and nothing the second time', async () => {
    const cut = page().getByRole('button', { name: 'Cut now' });
    await cut.press('Enter');
    await expect(page().getByRole('main')).toContainText('0.1.0-rc1 was cut from HEAD.');
    await expect(page().getByRole('listitem', { name: /^Release 0\.1\.0/ })).toHaveCount(1);
    await expect(cut).toBeEnabled();
    await cut.press('Enter');
    await expect(page().getByRole('main')).toContainText('so nothing was cut.');
  });

  test('the digest of a deployment names each author’s own changes', async () => {
    const { id } = await at.ask<{ id: number }>('deployment.record', {
      projectId,
      environmentId,
      version: '0.1.0-rc1',
      status: 'succeeded',
    });
    await at.go(`/deployments/${id}`);
    const more = page().getByRole('button', { name: 'More actions' });
    await more.press('Enter');
    await page()
      .getByRole('menuitem', { name: /^Digest/ })
      .press('Enter');
    await expect(dialog()).toContainText('orders 0.1.0-rc1 is in live since');
    await expect(dialog()).toContainText('2 changes by 2 people, to be verified there:');
    await expect(dialog()).toContainText('Grace Hopper');
    await expect(dialog().getByRole('button', { name: 'Copy the digest' })).toBeFocused();
    expect(await seriousFaults(page())).toEqual([]);
    await at.press('Escape');
    await expect(dialog()).toHaveCount(0);
    await expect(more).toBeFocused();
  });

  test('the schedule is ended where it was set', async () => {
    await at.go(`/releases?project=${projectId}`);
    await page().getByRole('button', { name: 'Change…' }).press('Enter');
    await dialog().getByRole('button', { name: 'End the schedule' }).press('Enter');
    await expect(dialog()).toHaveCount(0);
    await expect(page().getByRole('button', { name: 'Cut now' })).toHaveCount(0);
  });
});
