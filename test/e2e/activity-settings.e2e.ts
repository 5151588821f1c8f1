import { test } from 'vitest';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

const patient = { timeout: 20_000 };

interface Named {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
}

onEachHost('settings, gateway and activity', hosts, (host) => {
  const at = deskUnderTest(host);
  const dialog = () => at.page.getByRole('dialog');
  const button = (name: string) => at.page.getByRole('button', { name, exact: true });
  /** A control of segments hides its inputs; people press its words. */
  const segment = (group: string, word: RegExp) =>
    at.page.getByRole('radiogroup', { name: group }).getByText(word);
  let gateway = '';
  let secret = '';

  const send = (method: string, path: string, body?: object) =>
    fetch(`${gateway}/api/v1/deployments${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  test('c makes an environment, and says why it does not make the same one twice', async () => {
    await at.go('/settings/environments');
    await expect(button('New environment').first()).toBeVisible();
    await at.press('c');
    await expect(dialog().getByLabel('Name')).toBeFocused();
    await at.page.keyboard.type('prod-eu');
    await segment('Tier', /^production$/).click();
    await dialog().getByLabel('Name').press('Enter');
    await expect(dialog()).toHaveCount(0);
    await expect(at.page.getByRole('row').filter({ hasText: 'prod-eu' })).toContainText('production');
    await at.press('c');
    await expect(dialog().getByLabel('Name')).toBeFocused();
    await at.page.keyboard.type('prod-eu');
    await at.press('Enter');
    await expect(dialog()).toContainText('already an environment');
    await at.press('Escape');
    await expect(dialog()).toHaveCount(0);
  });

  test('c makes a project, linked to the environments that are there', async () => {
    await at.go('/settings/projects');
    await expect(button('New project').first()).toBeVisible();
    await at.press('c');
    await expect(dialog().getByLabel('Name')).toBeFocused();
    await at.page.keyboard.type('checkout-api');
    await at.press('Enter');
    await expect(dialog()).toHaveCount(0);
    await expect(at.page.getByRole('row').filter({ hasText: 'checkout-api' })).toContainText('prod-eu');
  });

  test('an environment that no record names is deleted from its row, after a preview', async () => {
    await at.ask('environment.create', { name: 'qa', tier: 'development' });
    await at.go('/settings/environments');
    await button('More about qa').press('Enter');
    await at.page.getByRole('menuitem', { name: 'Delete…' }).press('Enter');
    await expect(dialog().getByRole('region', { name: 'Goes away' })).toHaveText(/The environment qa$/);
    await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
    await button('Delete qa').press('Enter');
    await expect(dialog()).toHaveCount(0);
    await expect(button('Edit qa')).toHaveCount(0);
    await expect(button('Edit prod-eu')).toBeVisible();
  });

  test('the gateway listens once it is switched on, on this machine only', async () => {
    await at.go('/settings/gateway');
    await expect(at.page.getByText('off, nothing listens')).toBeVisible();
    await at.page.getByRole('textbox', { name: 'Port' }).fill('0');
    await button('Apply').click();
    await expect(button('Apply')).toHaveAttribute('aria-disabled', 'true');
    await at.page.getByRole('switch').press('Space');
    await expect(at.page.getByText('listening', { exact: true })).toBeVisible(patient);
    await expect(at.page.getByText('this machine only', { exact: true })).toBeVisible();
    const state = await at.ask<{ url: string }>('settings.gateway');
    gateway = state.url;
    expect(gateway).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await send('GET', '')).status).toBe(401);
  });

  test('a token is made and its secret shown once', async () => {
    await button('New token').first().click();
    await expect(dialog().getByRole('textbox', { name: 'Name' })).toBeFocused();
    await at.page.keyboard.type('ci-deploy');
    await dialog().getByRole('textbox', { name: 'Stands for' }).fill('ci-bot');
    await dialog()
      .getByRole('checkbox', { name: /^tracker:admin/ })
      .press('Space');
    await button('Create token').click();
    const shown = dialog().locator('code');
    await expect(shown).toHaveText(/^slw_/);
    secret = await shown.innerText();
    await button('I have kept it').click();
    await expect(dialog()).toHaveCount(0);
    await expect(at.page.getByRole('row').filter({ hasText: 'ci-deploy' })).toContainText('ci-bot');
    expect(await at.page.locator('body').innerText()).not.toContain(secret);
    expect(JSON.stringify(await at.ask('token.list'))).not.toContain(secret);
  });

  test('what a pipeline reports over HTTP stands in the open list at once', async () => {
    await at.go('/deployments');
    const grid = at.page.getByRole('grid', { name: 'Deployments' });
    await expect(at.page.getByRole('heading', { name: 'Deployments' })).toBeVisible();
    const stays = await at.page.evaluate(() => performance.timeOrigin);
    const [project] = await at.ask<Named[]>('project.list');
    const [environment] = await at.ask<Named[]>('environment.list');
    const made = await send('POST', '', {
      componentId: project?.uid,
      environmentId: environment?.uid,
      version: '2.3.1',
      deployedBy: 'ci-bot',
      status: 'in_progress',
    });
    expect(made.status).toBe(201);
    const row = grid.getByRole('row').filter({ hasText: '2.3.1' });
    await expect(row).toContainText('checkout-api');
    await expect(row).toContainText('prod-eu');
    await expect(row).toContainText('in progress');
    const { id } = (await made.json()) as { id: string };
    expect((await send('PATCH', `/${id}`, { status: 'succeeded' })).status).toBe(200);
    await expect(row).toContainText('succeeded');
    expect(await at.page.evaluate(() => performance.timeOrigin)).toBe(stays);
  });

  test('what runs follows in the matrix', async () => {
    await at.press('g', 'm');
    await expect(at.page.getByRole('row').filter({ hasText: 'checkout-api' })).toContainText('2.3.1');
  });

  test('a revoked token is refused from then on, with its reason in the log', async () => {
    await at.go('/settings/gateway');
    const row = at.page.getByRole('row').filter({ hasText: 'ci-deploy' });
    await row.getByRole('button', { name: 'Revoke' }).click();
    const confirm = dialog().getByRole('button', { name: 'Revoke token' });
    await expect(confirm).toHaveAttribute('aria-disabled', 'true');
    await dialog()
      .getByLabel(/Reason/)
      .fill('The pipeline moved');
    await confirm.click();
    await expect(dialog()).toHaveCount(0);
    await expect(row).toContainText('revoked');
    await expect.poll(async () => (await send('GET', '')).status).toBe(401);
  });

  test('the gateway stops listening when it is switched off', async () => {
    await at.page.getByRole('switch').press('Space');
    await expect(at.page.getByText('off, nothing listens')).toBeVisible(patient);
    await expect
      .poll(() =>
        send('GET', '').then(
          () => 'answers',
          () => 'gone',
        ),
      )
      .toBe('gone');
  });

  test('the log shows who did what, through which door, before and after', async () => {
    const [environment] = await at.ask<Named[]>('environment.list');
    await at.ask('environment.update', { id: environment?.id, name: 'prod-europe', tier: 'production' });
    await at.press('g', 'a');
    const log = at.page.getByRole('treegrid');
    await expect(log.getByRole('row').filter({ hasText: 'The pipeline moved' })).toHaveCount(1);
    await expect(log.getByRole('row').filter({ hasText: 'prod-europe' }).first()).toBeVisible();
    await log.focus();
    await at.press('Home', 'Enter');
    const diff = at.page.getByRole('table', { name: 'Fields before and after' });
    await expect(diff.getByRole('row').filter({ hasText: 'prod-europe' })).toContainText('prod-eu');
    await expect.poll(() => at.page.url()).toMatch(/seq=\d+/);
    await at.press('Escape');
    await expect(diff).toHaveCount(0);
  });

  test('the chain verifies from the screen, and the status bar says so', async () => {
    await button('Verify now').click();
    await expect(at.page.getByRole('region', { name: 'Audit chain' })).toContainText(
      /Verified to #\d+/,
      patient,
    );
    await expect(at.page.getByRole('contentinfo')).toContainText(/Chain verified to #\d+/);
  });

  test('the theme changes at once and is kept over a reload', async () => {
    const scheme = () => at.page.locator('html').getAttribute('data-mantine-color-scheme');
    await at.go('/settings/appearance');
    await segment('Theme', /^Dark$/).click();
    await expect.poll(scheme).toBe('dark');
    await at.page.reload();
    await expect.poll(scheme).toBe('dark');
    await segment('Theme', /^Light$/).click();
    await expect.poll(scheme).toBe('light');
  });

  test('u switches the zone of all times', async () => {
    const zone = at.page.getByRole('radiogroup', { name: 'Zone of all times' });
    const local = zone.getByRole('radio', { name: /^Local/ });
    const before = await local.isChecked();
    await at.page.getByRole('heading', { name: 'Settings' }).click();
    await at.press('u');
    await expect(local).toBeChecked({ checked: !before });
    await at.press('u');
    await expect(local).toBeChecked({ checked: before });
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
