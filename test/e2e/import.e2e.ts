import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { test } from 'vitest';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

const packed = resolve(import.meta.dirname, '../../resources/electron-releases.github.json.gz');
const patient = { timeout: 45_000 };

interface Summary {
  readonly projects: number;
  readonly deployments: number;
}

onEachHost('an import', hosts, (host) => {
  const at = deskUnderTest(host, (folder) => {
    writeFileSync(join(folder, 'releases.json'), gunzipSync(readFileSync(packed)));
    writeFileSync(join(folder, 'notes.json'), 'this is not JSON');
    return {};
  });
  const dialog = () => at.page.getByRole('dialog');
  const choose = (name: string) => dialog().getByLabel('File to import').setInputFiles(join(at.folder, name));

  test('refuses a file that it cannot read, says why, and takes another', async () => {
    await at.page.getByRole('button', { name: 'Import a file' }).click();
    await choose('notes.json');
    await expect(dialog()).toContainText('JSON', patient);
    await expect(dialog().getByRole('button', { name: 'Choose a file' })).toBeVisible();
    expect(await at.ask<Summary>('workspace.summary')).toMatchObject({ projects: 0, deployments: 0 });
  });

  test('previews 1,750 releases in four channels before anything is changed', async () => {
    await choose('releases.json');
    await expect(dialog().getByRole('region', { name: 'Comes in' })).toContainText('1,750', patient);
    const channels = dialog().getByRole('region', { name: 'Channels' }).getByRole('row');
    await expect(channels).toHaveCount(1 + 4);
    await expect(dialog()).toContainText('Until you import, nothing is changed.');
    expect(await at.ask<Summary>('workspace.summary')).toMatchObject({ projects: 0, deployments: 0 });
  });

  test('brings them in and says how many came', async () => {
    await dialog()
      .getByRole('button', { name: /^Import 1,750 releases/ })
      .click();
    await expect(dialog()).toContainText(/1,750 releases and 1,750 deployments came in/, patient);
  });

  test('the list shows exactly what came in', async () => {
    await dialog().getByRole('button', { name: 'Show the deployments' }).click();
    await expect(dialog()).toHaveCount(0);
    await expect.poll(() => at.page.url()).toMatch(/#\/deployments\?.*import=\d+/);
    await expect(at.page.getByText('1,750 of 1,750', { exact: true })).toBeVisible(patient);
    await expect(at.page.getByRole('grid', { name: 'Deployments' })).toContainText('electron');
  });

  test('finds nothing new in the same file', async () => {
    await at.press('i');
    await choose('releases.json');
    await expect(dialog()).toContainText('Nothing in it is new.', patient);
    await expect(dialog().getByRole('button', { name: /^Import 0 releases/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await at.press('Escape');
    await expect(dialog()).toHaveCount(0);
  });

  test('is undone whole, with a reason', async () => {
    await at.go('/settings/imports');
    await at.page.getByRole('button', { name: 'Undo', exact: true }).click();
    const undo = dialog().getByRole('button', { name: 'Undo import' });
    await expect(undo).toHaveAttribute('aria-disabled', 'true');
    await dialog()
      .getByLabel(/Reason/)
      .fill('Only a rehearsal');
    await undo.click();
    await expect(dialog().getByRole('button', { name: 'Done' })).toBeVisible(patient);
    await dialog().getByRole('button', { name: 'Done' }).click();
    await expect(at.page.getByRole('cell', { name: 'undone' })).toBeVisible();
    expect(await at.ask<Summary>('workspace.summary')).toMatchObject({ deployments: 0 });
    await at.go('/activity');
    await expect(at.page.getByRole('treegrid')).toContainText('Only a rehearsal');
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
