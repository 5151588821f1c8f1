import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { paymentsHistory } from '../import/codepushHistory.ts';
import { seriousFaults } from './accessible.ts';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

const patient = { timeout: 45_000 };

interface Channel {
  readonly project: string;
  readonly os: string;
  readonly target: string;
  readonly name: string;
}

onEachHost('an import of a CodePush history', hosts, (host) => {
  const at = deskUnderTest(host, (folder) => {
    const kiosk = {
      name: 'Kiosk',
      deployments: [{ ...paymentsHistory().deployments[1], key: 'kiosk-key-0123456789' }],
    };
    const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
    write('history.json', JSON.stringify({ apps: [paymentsHistory(), kiosk] }));
    write('cut.json', JSON.stringify(paymentsHistory()).slice(0, -20));
    return {};
  });
  const dialog = () => at.page.getByRole('dialog');
  const choose = (name: string) => dialog().getByLabel('File to import').setInputFiles(join(at.folder, name));
  const row = (name: string) =>
    dialog()
      .getByRole('row')
      .filter({ has: at.page.getByLabel(name) });
  const channels = () => at.ask<Channel[]>('codepush.channels', {});

  test('begins with the formats, and the button that chooses a file in focus', async () => {
    await at.press('i');
    await expect(dialog()).toContainText('CodePush histories');
    await expect(dialog()).toContainText('GitHub releases');
    await expect(dialog().getByRole('button', { name: 'Choose a file' })).toBeFocused();
  });

  test('says of a file that breaks off what to do, and has the next choice in focus', async () => {
    await choose('cut.json');
    await expect(dialog().getByRole('alert')).toContainText('breaks off', patient);
    await expect(dialog().getByRole('alert')).toContainText('Nothing was imported.');
    await expect(dialog().getByRole('button', { name: 'Choose a file' })).toBeFocused();
  });

  test('shows each deployment with its key, labels and clients, and why one is refused', async () => {
    await choose('history.json');
    const production = row('Import Production of Payments-Android');
    await expect(production).toContainText('v1 – v7', patient);
    await expect(production).toContainText('1,000');
    await expect(production).toContainText('2 new');
    await expect(dialog()).toContainText('Kiosk does not say for which operating system it is.');
    expect(await seriousFaults(at.page)).toEqual([]);
    expect(await channels()).toEqual([]);
  });

  test('takes an operating system by keys, and refuses what would have the name of another channel', async () => {
    const project = dialog().getByLabel('Project of Kiosk').and(at.page.locator('input'));
    await project.focus();
    await at.press('Control+A');
    await at.page.keyboard.type('Payments');
    await at.press('Tab', 'Enter', 'ArrowDown', 'Enter');
    await expect(dialog()).toContainText('Payments has a channel Staging for Android already', patient);
    await project.focus();
    await at.press('Control+A');
    await at.page.keyboard.type('Kiosk');
    await expect(row('Import Staging of Kiosk')).toContainText('4 new', patient);
  });

  test('leaves out what is not ticked, and counts again what comes in', async () => {
    await dialog().getByLabel('Import Production of Payments-Android').focus();
    await at.press('Space');
    await expect(row('Import Production of Payments-Android')).toContainText('left out');
    const start = dialog().getByRole('button', { name: 'Import 8 releases' });
    await expect(start).toBeVisible(patient);
    await expect(start).not.toHaveAttribute('aria-busy', 'true', patient);
    await start.press('Enter');
    await expect(dialog()).toContainText('2 channels and 8 releases came in', patient);
    await expect(dialog()).toContainText('2 releases left out with their deployments');
  });

  test('ends on the board of channels', async () => {
    await expect(dialog().getByRole('button', { name: 'Show the channels' })).toBeFocused();
    await at.press('Enter');
    await expect(dialog()).toHaveCount(0);
    await expect.poll(() => at.page.url()).toMatch(/#\/rollouts/);
    await expect(at.page.getByRole('link', { name: 'Kiosk', exact: true })).toBeVisible();
    const came = (await channels()).map(({ project, os, name }) => `${project} ${os} ${name}`);
    expect(came).toEqual(['Kiosk android Staging', 'Payments android Staging']);
  });

  test('says of the same file that it was imported, and what of it is still new', async () => {
    await at.press('i');
    await choose('history.json');
    await expect(dialog()).toContainText('This very file was imported', patient);
    await expect(row('Import Staging of Kiosk')).toContainText('4 unchanged');
    await expect(dialog().getByRole('button', { name: 'Import 2 releases' })).toBeVisible();
    await at.press('Escape');
    await expect(dialog()).toHaveCount(0);
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
