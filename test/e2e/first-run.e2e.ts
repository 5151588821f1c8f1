import { join } from 'node:path';
import { test } from 'vitest';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

const patient = { timeout: 45_000 };

onEachHost('the first run', hosts, (host) => {
  const at = deskUnderTest(host);

  test('an empty workspace offers four ways to begin', async () => {
    const ways = at.page.getByRole('region', { name: 'Ways to begin' });
    await expect(ways.getByRole('listitem')).toHaveCount(4);
    await expect(ways.getByRole('button')).toHaveText([
      'Open the sample workspace',
      'Import a file',
      'Start the gateway',
      'Make an environment',
    ]);
  });

  test('a screen without records says what to do next', async () => {
    await at.go('/matrix');
    await expect(at.page.getByText('Record a deployment or import history to fill it.')).toBeVisible();
    await at.go('/');
  });

  test('the sample opens as a workspace of its own, and the overview shows running work', async () => {
    await at.page.getByRole('button', { name: 'Open the sample workspace' }).click();
    const heading = at.page.getByRole('heading', { name: 'Running now' });
    const running = at.page.locator('section').filter({ has: heading });
    await expect(running.getByRole('listitem').first()).toBeVisible(patient);
    const state = await at.ask<{ workspace: { name: string } }>('workspace.state');
    expect(state.workspace.name).not.toBe('team');
  });

  test('the sample was made by real commands: its log verifies to the end', async () => {
    await at.go('/activity');
    await at.page.getByRole('button', { name: 'Verify now' }).click();
    await expect(at.page.getByRole('region', { name: 'Audit chain' })).toContainText(
      /Verified to #[\d,]{2,}/,
      patient,
    );
  });

  test('the workspace it was opened from stays empty', async () => {
    await at.ask('workspace.open', { file: join(at.folder, 'team.slipway') });
    await at.go('/');
    await expect(at.page.getByRole('region', { name: 'Ways to begin' })).toBeVisible(patient);
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
