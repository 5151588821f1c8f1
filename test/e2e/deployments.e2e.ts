import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { expect as see } from 'playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hosts, type LaunchedDesk, onEachHost } from './hosts.ts';

const HOUR = 3_600_000;

onEachHost('the deployments by keys alone', hosts, (host) => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));
  let desk: LaunchedDesk;
  let page: Page;
  let grid: Locator;

  const call = async (procedure: string, input?: unknown) => {
    const reply = await desk.call(procedure, input);
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.data as { id: number };
  };
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const goTo = (place: string) =>
    page.evaluate((hash) => {
      location.hash = hash;
    }, place);
  let projectId = 0;
  let environmentId = 0;
  const record = (version: string, status: string, occurredAt: number) =>
    call('deployment.record', { projectId, environmentId, version, status, occurredAt });

  beforeAll(async () => {
    desk = await host.launch({ file: join(folder, 'team.slipway'), data: join(folder, 'data') });
    page = desk.page;
    environmentId = (await call('environment.create', { name: 'prod-us', tier: 'production' })).id;
    projectId = (await call('project.create', { name: 'checkout-api', environmentIds: [environmentId] })).id;
    for (let n = 0; n < 60; n += 1) {
      await record(`1.${n}.0`, n % 10 === 3 ? 'failed' : 'succeeded', Date.now() - (70 - n) * HOUR);
    }
    grid = page.getByRole('grid', { name: 'Deployments' });
  });
  beforeEach(async () => {
    await goTo('/');
    await goTo('/deployments');
    await see(grid.getByRole('row').nth(2)).toBeVisible();
    await grid.focus();
  });
  afterAll(async () => {
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the list searches by /, and the filter stands in the place', async () => {
    await press('/');
    await page.keyboard.type('1.59.0');
    await see(page.getByText('1 of 60')).toBeVisible();
    await press('Enter');
    await see(grid).toBeFocused();
    expect(page.url()).toContain('q=1.59.0');
  });

  test('one key shows the failed ones only, and takes it back', async () => {
    await press('f');
    await see(page.getByText('6 of 60')).toBeVisible();
    await see(page.getByRole('button', { name: 'Remove filter: status is failed' })).toBeVisible();
    await press('f');
    await see(page.getByRole('button', { name: 'Remove filter: status is failed' })).toHaveCount(0);
  });

  test('a filter that finds nothing names the condition that keeps the most away', async () => {
    await goTo('/deployments?status=failed&tier=staging');
    await see(page.getByText('Most is kept away by: tier is staging. Without it there are 6.')).toBeVisible();
    await page.getByRole('button', { name: 'Remove tier is staging' }).press('Enter');
    await see(page.getByText('6 of 60')).toBeVisible();
  });

  test('the space bar peeks, the rows lead the peek along, Escape closes it', async () => {
    await press('j', 'Space');
    const peek = page.getByRole('complementary', { name: /^Deployment #/ });
    await see(peek).toHaveAttribute('aria-label', 'Deployment #60');
    await press('j');
    await see(peek).toHaveAttribute('aria-label', 'Deployment #59');
    await press('Escape');
    await see(peek).toHaveCount(0);
    await see(grid).toBeFocused();
  });

  test('Enter opens the record and Escape comes back to its row', async () => {
    await press('Home', 'j', 'j');
    const row = await grid.getAttribute('aria-activedescendant');
    await press('Enter');
    await see(page.getByRole('tab', { name: 'Timeline' })).toBeVisible();
    await press('Escape');
    await see(grid).toBeVisible();
    const after = await grid.getAttribute('aria-activedescendant');
    expect(after?.split('-').at(-1)).toBe(row?.split('-').at(-1));
  });

  test('rows that come above stay above, and are counted until they are looked at', async () => {
    await press('End');
    await see(grid.getByText('1.0.0', { exact: true }).last()).toBeVisible();
    const before = await grid.getByText('1.0.0', { exact: true }).last().boundingBox();
    await record('2.0.0', 'succeeded', Date.now());
    await see(page.getByRole('button', { name: '1 new' })).toBeVisible();
    expect(await grid.getByText('1.0.0', { exact: true }).last().boundingBox()).toEqual(before);
    await page.getByRole('button', { name: '1 new' }).press('Enter');
    await see(grid.getByText('2.0.0', { exact: true }).first()).toBeVisible();
    await see(page.getByRole('button', { name: '1 new' })).toHaveCount(0);
  });

  test('a selection says how many can take an action, and exports exactly itself', async () => {
    await press('f');
    await see(page.getByText(/^6 of/)).toBeVisible();
    await press('Home', 'x', 'Shift+ArrowDown');
    await see(page.getByText('2 selected', { exact: true })).toBeVisible();
    await see(page.getByRole('button', { name: /^Mark rolled back/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await see(page.getByRole('button', { name: 'Retry' })).toBeEnabled();
    await page.getByRole('button', { name: 'Export 2 selected' }).focus();
    await press('Enter');
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /^CSV/ }).press('Enter');
    const text = readFileSync(await (await download).path(), 'utf8').trim();
    expect(text.split('\n')).toHaveLength(3);
  });

  test('recording makes project and place on the way, and leads to the record; a rollback needs a reason', async () => {
    await press('n');
    const dialog = page.getByRole('dialog');
    const project = dialog.getByRole('combobox', { name: 'Project' });
    await see(project).toBeFocused();
    await press('Tab', 'Enter');
    await page.keyboard.type('notify');
    await dialog.getByRole('button', { name: 'Create project' }).press('Enter');
    await see(project).toHaveValue('notify');
    await dialog.getByRole('combobox', { name: 'Environment' }).focus();
    await page.keyboard.type('prod-us');
    await press('ArrowDown', 'Enter');
    await dialog.getByLabel('Version').focus();
    await page.keyboard.type('1.0.0');
    await see(dialog.getByText('1.0.0 is new and becomes a release of notify.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Record in prod-us' }).press('Enter');
    await see(page.getByRole('heading', { name: 'notify' })).toBeVisible();

    await page.getByRole('button', { name: 'Mark rolled back in prod-us' }).press('Enter');
    await see(dialog.getByRole('button', { name: /^Cancel/ })).toBeFocused();
    const confirm = dialog.getByRole('button', { name: 'Mark rolled back in prod-us' });
    await see(confirm).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByLabel(/Reason/).focus();
    await page.keyboard.type('It broke');
    await confirm.press('Enter');
    await see(dialog).toHaveCount(0);
    await see(
      page.getByRole('banner').or(page.locator('header')).getByText('rolled back', { exact: true }),
    ).toBeVisible();
  });

  test('an id that nobody has says so and leads back', async () => {
    await goTo('/deployments/12');
    await see(page.getByText('There is no deployment 12 in this workspace.')).toBeVisible();
    await page.getByRole('button', { name: 'Go to the deployments' }).press('Enter');
    await see(grid).toBeVisible();
  });

  test('the page had nothing to complain about', () => {
    expect(desk.complaints).toEqual([]);
  });
});
