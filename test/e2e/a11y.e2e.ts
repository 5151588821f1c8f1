import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, test } from 'vitest';
import { seriousFaults } from './accessible.ts';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

const packed = resolve(import.meta.dirname, '../../resources/electron-releases.github.json.gz');
const patient = { timeout: 45_000 };
// Every host shows the same page; one browser is enough to look at it closely.
const browsers = hosts.filter(({ isElectron }) => !isElectron);

onEachHost('nothing keeps anybody out of the sample', browsers, (host) => {
  const at = deskUnderTest(host, (folder) => {
    writeFileSync(join(folder, 'releases.json'), gunzipSync(readFileSync(packed)));
    return {};
  });
  const page = () => at.page;
  let deployment = 0;

  beforeAll(async () => {
    expect(await seriousFaults(page()), 'the first run').toEqual([]);
    await at.ask('workspace.openSample');
    const { rows } = await at.ask<{ rows: { id: number }[] }>('deployment.list', {
      filter: { is: { status: ['failed'] }, not: {} },
    });
    deployment = rows[0]?.id ?? 0;
  });

  test('a button without a name would be found', async () => {
    await page().evaluate(() => document.body.append(document.createElement('button')));
    expect((await seriousFaults(page())).join()).toContain('button-name');
    await page().reload();
  });

  describe.each(['light', 'dark'] as const)('in %s', (theme) => {
    beforeAll(async () => {
      await at.ask('settings.update', { theme });
      await expect(page().locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    });

    test.each([
      ['the overview', () => '/', 'Running now'],
      ['the deployments', () => '/deployments', 'Deployments'],
      ['the matrix', () => '/matrix', 'Matrix'],
      ['the activity', () => '/activity', 'Activity'],
      ['the projects', () => '/settings/projects', 'Projects'],
      ['the environments', () => '/settings/environments', 'Environments'],
      ['the freezes', () => '/settings/freezes', 'Freezes'],
      ['the gateway', () => '/settings/gateway', 'Tokens'],
      ['the appearance', () => '/settings/appearance', 'Appearance and you'],
      ['the data', () => '/settings/data', 'Data'],
      ['the imports', () => '/settings/imports', 'Imports'],
    ])('%s', async (_name, path, heading) => {
      await at.go(path());
      await expect(page().getByRole('heading', { name: heading }).first()).toBeVisible(patient);
      await expect(page().locator('[aria-busy=true]')).toHaveCount(0, patient);
      expect(await seriousFaults(page())).toEqual([]);
    });

    test('a deployment, and what would change it', async () => {
      await at.go(`/deployments/${deployment}`);
      await expect(page().getByRole('tab', { name: 'Timeline' })).toBeVisible();
      expect(await seriousFaults(page())).toEqual([]);
      await page().getByRole('button', { name: 'Retry' }).click();
      await expect(page().getByRole('dialog')).toContainText('Needs a reason');
      expect(await seriousFaults(page())).toEqual([]);
      await at.press('Escape');
      await expect(page().getByRole('dialog')).toHaveCount(0);
    });

    test('the list with a row beside it and rows selected', async () => {
      await at.go('/deployments');
      const grid = page().getByRole('grid', { name: 'Deployments' });
      await expect(grid.getByRole('row').nth(3)).toBeVisible();
      await grid.focus();
      await at.press('Home', 'x', 'j', 'x', 'Space');
      await expect(page().getByRole('complementary', { name: /^Deployment #/ })).toBeVisible();
      expect(await seriousFaults(page())).toEqual([]);
      await at.press('Escape', 'Escape');
    });

    test('the matrix of the past, compared with now', async () => {
      await at.go('/matrix');
      await expect(page().getByRole('grid')).toBeVisible();
      await at.press('[', '[', '[');
      await page().getByRole('button', { name: 'Compare with now' }).click();
      await expect(page().getByRole('button', { name: /^Stop comparing/ })).toBeVisible();
      expect(await seriousFaults(page())).toEqual([]);
    });

    test('the import of a file', async () => {
      await at.go('/');
      await page().getByRole('heading', { name: 'Overview' }).click();
      await at.press('i');
      const dialog = page().getByRole('dialog');
      await expect(dialog.getByRole('button', { name: 'Choose a file' })).toBeVisible();
      expect(await seriousFaults(page())).toEqual([]);
      await dialog.getByLabel('File to import').setInputFiles(join(at.folder, 'releases.json'));
      await expect(dialog.getByRole('region', { name: 'Comes in' })).toBeVisible(patient);
      expect(await seriousFaults(page())).toEqual([]);
      await at.press('Escape');
      await expect(dialog).toHaveCount(0);
    });
  });
});
