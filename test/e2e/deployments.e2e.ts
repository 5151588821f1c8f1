import { readFileSync } from 'node:fs';
import { beforeAll, test } from 'vitest';
import { expect } from './expect.ts';

import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

const HOUR = 3_600_000;

interface Made {
  readonly id: number;
}
interface Job {
  readonly id: number;
  readonly status: string;
  readonly result: { readonly fileId?: string } | null;
}

/** The lines of an export below its head. */
const linesOf = (csv: string) => csv.trim().split(/\r?\n/).slice(1);

onEachHost('deployments, by keys alone,', hosts, (host) => {
  const at = deskUnderTest(host);
  const grid = () => at.page.getByRole('grid', { name: 'Deployments' });
  const dialog = () => at.page.getByRole('dialog');
  const status = (word: string) =>
    at.page
      .getByRole('main')
      .getByText(new RegExp(`^${word}`))
      .first();

  beforeAll(async () => {
    const staging = await at.ask<Made>('environment.create', { name: 'staging', tier: 'staging' });
    const production = await at.ask<Made>('environment.create', { name: 'prod-eu', tier: 'production' });
    const environmentIds = [staging.id, production.id];
    const checkout = await at.ask<Made>('project.create', { name: 'checkout-api', environmentIds });
    const ledger = await at.ask<Made>('project.create', { name: 'ledger', environmentIds });
    const past = [
      { projectId: checkout.id, environmentId: production.id, version: '1.0.0', status: 'succeeded' },
      { projectId: checkout.id, environmentId: staging.id, version: '1.1.0', status: 'failed' },
      { projectId: ledger.id, environmentId: staging.id, version: '7.0.0', status: 'in_progress' },
      { projectId: ledger.id, environmentId: production.id, version: '6.9.0', status: 'succeeded' },
    ];
    const start = Date.now() - 8 * HOUR;
    for (const [index, one] of past.entries()) {
      await at.ask('deployment.record', { ...one, occurredAt: start + index * HOUR, reason: 'Backfilled' });
    }
  });

  test('n records one, says beforehand what will run, and shows it', async () => {
    await at.press('g', 'd');
    await expect(grid()).toBeFocused();
    await at.press('n');
    await expect(dialog().getByRole('combobox', { name: 'Project' })).toBeFocused();
    await at.page.keyboard.type('checkout');
    await at.press('ArrowDown', 'Enter', 'Tab', 'Tab');
    await expect(dialog().getByRole('combobox', { name: 'Environment' })).toBeFocused();
    await at.page.keyboard.type('prod-eu');
    await at.press('ArrowDown', 'Enter', 'Tab', 'Tab');
    await expect(dialog().getByLabel('Version')).toBeFocused();
    await at.page.keyboard.type('1.1.0');
    await expect(dialog().getByRole('region', { name: 'Because' })).toContainText('It comes from 1.0.0');
    await expect(dialog()).toHaveAccessibleName('Record a deployment in prod-eu');
    await dialog().getByRole('button', { name: 'Record in prod-eu' }).press('Enter');
    await expect.poll(() => at.page.url()).toMatch(/deployments\/\d+$/);
    await expect(at.page.getByRole('heading', { name: 'checkout-api' })).toBeVisible();
    await at.press('g', 'd');
    await expect(grid()).toBeFocused();
    await expect(grid().getByRole('row').filter({ hasText: '1.1.0' })).toHaveCount(2);
  });

  test('/ finds, Escape gives everything back', async () => {
    await at.press('/');
    await at.page.keyboard.type('ledger');
    await expect(at.page.getByText('2 of 5', { exact: true })).toBeVisible();
    await expect.poll(() => at.page.url()).toContain('q=ledger');
    await at.press('Escape');
    await expect(at.page.getByText('2 of 5', { exact: true })).toHaveCount(0);
    await at.press('Enter');
    await expect(grid()).toBeFocused();
  });

  test('f shows what failed, in a chip that the place keeps', async () => {
    await at.press('f');
    await expect(at.page.getByRole('button', { name: 'Remove filter: status is failed' })).toBeVisible();
    await expect.poll(() => at.page.url()).toContain('status=failed');
    await at.press('f');
    await expect.poll(() => at.page.url()).not.toContain('status=failed');
  });

  test('Space peeks, j and k follow, Escape closes', async () => {
    const peek = at.page.getByRole('complementary', { name: /^Deployment #/ });
    await at.press('Home', 'Space');
    await expect(peek).toContainText('1.1.0');
    await at.press('j');
    await expect(peek).toContainText('6.9.0');
    await at.press('k');
    await expect(peek).toContainText('1.1.0');
    await at.press('Escape');
    await expect(peek).toHaveCount(0);
    await expect(grid()).toBeFocused();
  });

  test('x selects, Shift extends, Escape clears', async () => {
    await at.press('Home', 'x', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await expect(at.page.getByText('3 selected', { exact: true })).toBeVisible();
    await at.press('Escape');
    await expect(at.page.getByText('3 selected', { exact: true })).toHaveCount(0);
  });

  test('Enter opens a record and Escape comes back to its row', async () => {
    await at.press('Home', 'j', 'j');
    const row = await grid().getAttribute('aria-activedescendant');
    const last = row?.split('-').at(-1) ?? '';
    await at.press('Enter');
    await expect(at.page.getByRole('tab', { name: 'Timeline' })).toBeVisible();
    await at.press('Escape');
    await expect(grid()).toBeFocused();
    await expect(grid()).toHaveAttribute('aria-activedescendant', new RegExp(`-${last}$`));
  });

  test('what runs is marked succeeded after a preview of what changes', async () => {
    await at.press('/');
    await at.page.keyboard.type('7.0.0');
    await expect(at.page.getByText('1 of 5', { exact: true })).toBeVisible();
    await at.press('Enter', 'Home', 'Enter');
    await at.page.getByRole('button', { name: 'Mark succeeded' }).press('Enter');
    await expect(dialog()).toContainText('in progress → succeeded');
    await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
    await expect(dialog()).toContainText(/Runs now.*nothing.*Will run.*7\.0\.0/s);
    await dialog().getByRole('button', { name: 'Mark succeeded in staging' }).press('Enter');
    await expect(dialog()).toHaveCount(0);
    await expect(status('succeeded')).toBeVisible();
  });

  test('a retry needs a reason and becomes the next attempt', async () => {
    await at.go('/deployments?status=failed');
    await expect(grid().getByRole('row').filter({ hasText: '1.1.0' })).toHaveCount(1);
    await grid().press('Home');
    await at.press('Enter');
    await at.page.getByRole('button', { name: 'Retry' }).press('Enter');
    const confirm = dialog().getByRole('button', { name: 'Retry in staging' });
    await expect(confirm).toHaveAttribute('aria-disabled', 'true');
    await expect(dialog()).toContainText('Needs a reason');
    await dialog()
      .getByLabel(/Reason/)
      .press('F');
    await at.page.keyboard.type('laky probe, fixed');
    await expect(confirm).not.toHaveAttribute('aria-disabled', 'true');
    await confirm.press('Enter');
    await expect(dialog()).toHaveCount(0);
    await expect(at.page.getByText('attempt 2 of 2')).toBeVisible();
  });

  test('marking rolled back uncovers the earlier version in the matrix', async () => {
    await at.go('/deployments?q=1.1.0&environment=2');
    await expect(grid().getByRole('row').filter({ hasText: '1.1.0' })).toHaveCount(1);
    await grid().press('Home');
    await at.press('Enter');
    await at.page.getByRole('button', { name: 'Mark rolled back in prod-eu' }).press('Enter');
    await dialog()
      .getByLabel(/Reason/)
      .press('I');
    await at.page.keyboard.type('t broke');
    await expect(dialog()).toContainText(/Runs now.*1\.1\.0.*Will run.*1\.0\.0/s);
    await dialog().getByRole('button', { name: 'Mark rolled back in prod-eu' }).press('Enter');
    await expect(dialog()).toHaveCount(0);
    await expect(status('rolled back')).toBeVisible();
    await at.press('g', 'm');
    const row = at.page.getByRole('row').filter({ hasText: 'checkout-api' });
    await expect(row).toContainText('1.0.0');
  });

  test('e edits the notes, and they are found by search', async () => {
    await at.go('/deployments?q=6.9.0');
    await expect(grid().getByRole('row').filter({ hasText: '6.9.0' })).toHaveCount(1);
    await grid().press('Home');
    await at.press('Enter');
    await expect(at.page.getByRole('heading', { name: 'ledger' })).toBeVisible();
    await at.press('e');
    await expect(dialog().getByRole('textbox')).toBeFocused();
    await at.page.keyboard.type('Watch the heartbeat');
    await dialog().getByRole('button', { name: 'Save notes' }).press('Enter');
    await expect(dialog()).toHaveCount(0);
    await expect(at.page.getByRole('complementary').getByText('Watch the heartbeat')).toBeVisible();
    await at.go('/deployments?q=heartbeat');
    await expect(at.page.getByText('1 of 5', { exact: true })).toBeVisible();
  });

  test('exports exactly what is shown', async () => {
    await at.go('/deployments?q=ledger');
    await expect(at.page.getByText('2 of 5', { exact: true })).toBeVisible();
    let csv: string;
    if (host.isElectron) {
      // Where a window saves is the desktop's business; what it would save is read the way the window reads it.
      const filter = { is: {}, not: {}, text: 'ledger' };
      const job = await at.ask<Job>('export.deployments', { format: 'csv', filter });
      const now = () => at.ask<Job>('job.get', { id: job.id });
      await expect.poll(async () => (await now()).status).toBe('succeeded');
      const fileId = (await now()).result?.fileId;
      csv = await at.page.evaluate(async (id) => (await fetch(`/files/${id}`)).text(), fileId);
    } else {
      await at.page.getByRole('button', { name: 'Export 2', exact: true }).press('Enter');
      const saved = at.page.waitForEvent('download');
      await at.page.getByRole('menuitem', { name: /^CSV/ }).press('Enter');
      csv = readFileSync(await (await saved).path(), 'utf8');
    }
    const lines = linesOf(csv);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('6.9.0');
    expect(lines[1]).toContain('7.0.0');
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
