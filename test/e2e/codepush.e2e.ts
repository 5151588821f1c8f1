import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, test } from 'vitest';
import { zipOf } from '../support/packages.ts';
import { seriousFaults } from './accessible.ts';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

interface Made {
  readonly id: number;
}
interface Release {
  readonly label: string;
  readonly deploymentId: number;
  readonly rollout: number;
  readonly isDisabled: boolean;
  readonly releaseMethod: string;
  readonly originalLabel: string | null;
}

const KEY = 'the-key-that-installed-apps-have';

onEachHost('CodePush channels', hosts, (host) => {
  const at = deskUnderTest(host);
  const page = () => at.page;
  const dialog = () => page().getByRole('dialog');
  const button = (name: string | RegExp) => page().getByRole('button', { name });
  const history = async (channelId: number) =>
    (await at.ask<{ rows: Release[] }>('codepush.history', { channelId })).rows;
  const newest = async (channelId: number) => (await history(channelId))[0];
  // What a field offers while one types carries its name as well.
  const field = (name: string) => page().getByLabel(name).and(page().locator('input'));
  const say = (reason: string) =>
    dialog()
      .getByLabel(/Reason/)
      .fill(reason);
  const confirm = async (name: string | RegExp) => {
    const action = dialog().getByRole('button', { name });
    await expect(action).not.toHaveAttribute('aria-disabled', 'true');
    await action.press('Enter');
    await expect(dialog()).toHaveCount(0);
  };
  let production = 0;
  let staging = 0;

  beforeAll(async () => {
    for (const [name, text] of [
      ['one.zip', 'first'],
      ['two.zip', 'second'],
    ] as const) {
      const content = await zipOf({ 'CodePush/index.android.bundle': text, 'CodePush/logo.txt': 'logo' });
      writeFileSync(join(at.folder, name), content);
    }
    writeFileSync(join(at.folder, 'broken.zip'), 'PK\u0003\u0004 and no more');
  });

  test('the empty screen leads to a channel for an app, with the key that its phones have', async () => {
    await at.press('g', 'r');
    await button('Open a channel').press('Enter');
    await expect(dialog().getByLabel('New mobile project')).toBeFocused();
    await page().keyboard.type('storefront');
    await at.press('Enter');
    await expect(dialog().getByRole('combobox', { name: 'Project' })).toHaveValue('storefront');
    await dialog().getByText('production', { exact: true }).last().click();
    await dialog().getByLabel('Deployment key').fill(KEY);
    await confirm('Open Android Production');
    await expect(page().getByRole('heading', { name: 'storefront Android' })).toBeVisible();
    await expect.poll(() => page().url()).toMatch(/rollouts\/channels\/\d+$/);
    production = Number(page().url().split('/').at(-1));
    const [only] = await at.ask<{ id: number; key: string; projectId: number }[]>('codepush.channels', {});
    expect(only).toMatchObject({ id: production, key: KEY });
    const other = { projectId: only?.projectId, os: 'android', target: 'staging' };
    staging = (await at.ask<Made>('codepush.createChannel', other)).id;
  });

  test('a file that is no package is refused where it was given, and another one is taken', async () => {
    await at.press('p');
    await expect(dialog()).toHaveAccessibleName('Release to storefront Android Production');
    const file = dialog().getByLabel('Package to release');
    await file.setInputFiles(join(at.folder, 'broken.zip'));
    await expect(dialog().getByRole('alert')).toBeVisible();
    await expect(dialog().getByRole('button', { name: 'Release to Production' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await file.setInputFiles(join(at.folder, 'one.zip'));
    await expect(dialog()).toContainText('CodePush/index.android.bundle');
    await expect(dialog()).toContainText('Choose the rollout');
  });

  test('a package is released to 20 percent, with a label that the preview has named', async () => {
    await dialog().getByLabel('For binaries').fill('1.0.x');
    await dialog().getByRole('button', { name: '20 %' }).press('Enter');
    await expect(dialog()).toContainText('Will be');
    await expect(dialog()).toContainText('v1');
    await say('First release over the air');
    await confirm('Release to Production');
    await expect(page().getByText('rolling out').first()).toBeVisible();
    expect(await newest(production)).toMatchObject({ label: 'v1', rollout: 20 });
  });

  test('a device is told why it gets it or not, as one types, and the place keeps the question', async () => {
    await at.go(`/rollouts/channels/${production}?tab=explain`);
    await field('Version of its binary').fill('1.0.3');
    const walk = page().getByRole('list', { name: 'The walk over the history' });
    await expect(walk).toContainText('20 % opens 20 of 100 buckets and the client sent no id');
    await field('Client id').fill('device-002');
    await expect(walk).toContainText('the client is in bucket 33');
    await expect(page().getByText('Answer: No update')).toBeVisible();
    await expect.poll(() => page().url()).toContain('client=device-002');
  });

  test('the rollout is raised to 50 percent, which lets that device in', async () => {
    await at.go(`/rollouts/channels/${production}`);
    const grid = page().getByRole('grid', { name: /^Releases of storefront/ });
    await expect(grid.getByRole('row').filter({ hasText: 'v1' })).toContainText('20 %');
    await grid.focus();
    await at.press('Home', 'Space');
    const peek = page().getByRole('complementary', { name: 'Release v1' });
    await expect(peek).toContainText('rolling out');
    await at.press('Escape');
    await expect(peek).toHaveCount(0);
    await at.press('Enter');
    await expect(page().getByRole('tab', { name: 'Rollout' })).toBeVisible();
    await button('Raise').first().press('Enter');
    await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
    await expect(dialog().getByLabel('Rollout in percent, exactly')).toHaveValue('50 %');
    await say('No failure in a day');
    await confirm('Raise to 50 % in Production');
    await expect(page().getByRole('listitem').filter({ hasText: '50 %' }).first()).toHaveAttribute(
      'aria-current',
      'step',
    );
    await field('Version of its binary').fill('1.0.3');
    await field('Client id').fill('device-002');
    await expect(page().getByText('Answer: Update to v1, optional.')).toBeVisible();
  });

  test('it is halted and resumed at its percentage', async () => {
    await button('Halt').press('Enter');
    await expect(dialog()).toContainText('keeps its 50 %');
    await confirm('Halt v1 in Production');
    await expect(page().getByText('halted').first()).toBeVisible();
    expect(await newest(production)).toMatchObject({ rollout: 50, isDisabled: true });
    await expect(button('Raise').first()).toHaveAttribute('aria-disabled', 'true');
    await button('Resume').press('Enter');
    await say('The crash was another one');
    await confirm('Resume v1 in Production');
    expect(await newest(production)).toMatchObject({ rollout: 50, isDisabled: false });
  });

  test('nothing is promoted over an unfinished rollout, and the button says why', async () => {
    await at.go(`/rollouts/channels/${staging}`);
    await expect(page().getByText('Every release of this channel will stand here')).toBeVisible();
    await at.press('p');
    await expect(dialog()).toHaveAccessibleName('Release to storefront Android Staging');
    await dialog().getByLabel('Package to release').setInputFiles(join(at.folder, 'two.zip'));
    await dialog().getByLabel('For binaries').fill('1.0.x');
    await confirm('Release to Staging');
    await expect(button('Promote')).toHaveAttribute('aria-disabled', 'true');
    await expect(button('Promote')).toHaveAccessibleDescription(
      'The rollout of v1 stands at 50 % for 1.0.x.',
    );
  });

  test('a complete one makes way: staging is promoted to 5 percent', async () => {
    const { deploymentId } = (await newest(production)) as Release;
    await at.ask('codepush.edit', { deploymentId, rollout: 100, reason: 'All calm' });
    await expect(button('Promote')).not.toHaveAttribute('aria-disabled', 'true');
    await button('Promote').press('Enter');
    await expect(dialog()).toHaveAccessibleName('Promote v1 to storefront Android Production');
    await dialog().getByRole('button', { name: '5 %', exact: true }).press('Enter');
    await say('Checked by QA');
    await confirm('Promote to Android Production');
    await expect(page().getByText('at 5 %').first()).toBeVisible();
    expect(await newest(production)).toMatchObject({
      label: 'v2',
      rollout: 5,
      releaseMethod: 'promote',
      originalLabel: 'v1',
    });
  });

  test('everything is halted at once, after the list of what would stop', async () => {
    await at.press('g', 'r');
    await expect(page().getByText('1 under way, 2 channels')).toBeVisible();
    await button('Halt everything').press('Enter');
    await expect(dialog().getByRole('region', { name: 'Stops' })).toContainText('storefront v2');
    await confirm('Halt 1 rollout');
    await expect(page().getByText('0 under way, 1 halted, 2 channels')).toBeVisible();
  });

  test('the channel is rolled back to the contents of v1, and says where they come from', async () => {
    await at.press('j', 'j', 'j');
    await at.press('Enter');
    await expect(page().getByRole('heading', { name: 'storefront Android' })).toBeVisible();
    await at.go(`/rollouts/channels/${production}`);
    await button('Roll back').press('Enter');
    await expect(dialog()).toContainText(/Will be.*v3.*the contents of v1/s);
    await expect(dialog().getByRole('region', { name: 'Is cut short' })).toContainText('v2 at 5 %');
    await say('v2 overlaps the price');
    await confirm('Roll back Android Production');
    expect(await newest(production)).toMatchObject({ label: 'v3', releaseMethod: 'rollback', rollout: 100 });
    await at.go(`/rollouts/channels/${production}`);
    const grid = page().getByRole('grid', { name: /^Releases of storefront/ });
    await expect(grid.getByRole('row').filter({ hasText: 'v3' })).toContainText('back to v1');
    await expect(grid.getByRole('row').filter({ hasText: 'v2' })).toContainText('from Staging v1');
  });

  test('a deployment of the list leads to its release', async () => {
    const { deploymentId } = (await newest(production)) as Release;
    await at.go(`/deployments/${deploymentId}`);
    await button('Open the release').press('Enter');
    await expect.poll(() => page().url()).toMatch(new RegExp(`rollouts/releases/${deploymentId}`));
    await expect(page().getByRole('tab', { name: 'Events' })).toBeVisible();
  });

  describe.each(['light', 'dark'] as const)('keep nobody out in %s:', (theme) => {
    beforeAll(async () => {
      await at.ask('settings.update', { theme });
      await expect(page().locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    });

    test.each([
      ['the rollouts', () => '/rollouts', 'Channels'],
      ['the history', () => `/rollouts/channels/${production}`, 'storefront Android'],
      ['the metrics', () => `/rollouts/channels/${production}?tab=metrics`, 'storefront Android'],
      ['the adoption', () => `/rollouts/channels/${production}?tab=adoption`, 'storefront Android'],
      [
        'the explanation',
        () => `/rollouts/channels/${production}?tab=explain&version=1.0.0&client=a`,
        'storefront Android',
      ],
    ])('%s', async (_name, path, heading) => {
      await at.go(path());
      await expect(page().getByRole('heading', { name: heading }).first()).toBeVisible();
      expect(await seriousFaults(page())).toEqual([]);
    });

    test('a release, and what would change it', async () => {
      const { deploymentId } = (await history(production))[1] as Release;
      await at.go(`/rollouts/releases/${deploymentId}`);
      await expect(page().getByRole('tab', { name: 'Events' })).toBeVisible();
      expect(await seriousFaults(page())).toEqual([]);
      await button('Roll back to v2').press('Enter');
      await expect(dialog()).toContainText('Needs a reason');
      expect(await seriousFaults(page())).toEqual([]);
      await at.press('Escape');
      await expect(dialog()).toHaveCount(0);
    });
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
