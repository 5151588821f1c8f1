import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, test } from 'vitest';
import { seriousFaults } from './accessible.ts';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

interface Made {
  readonly id: number;
}

/** A delivery of one's own: says what it was given, waits until it is stopped when it is asked to hang. */
const SCRIPT = `
const { SLIPWAY_TRACK, SLIPWAY_BUILD_NUMBER, SLIPWAY_MOVE, SLIPWAY_USER_FRACTION, STORE_KEY } = process.env;
if (SLIPWAY_MOVE) console.log('rollout: ' + SLIPWAY_MOVE);
else {
  console.log('build ' + SLIPWAY_BUILD_NUMBER + ' goes to ' + SLIPWAY_TRACK + ' with ' + STORE_KEY);
  console.error('the mapping file is large');
  console.log('::slipway remoteId=4815');
  console.log('::slipway storeState=' + (Number(SLIPWAY_USER_FRACTION) < 1 ? 'inProgress' : 'completed'));
}
`;

onEachHost('a build and its way into the store', hosts, (host) => {
  const at = deskUnderTest(host);
  const button = (name: string | RegExp) => at.page.getByRole('button', { name, exact: true });
  const dialog = () => at.page.getByRole('dialog');
  const confirm = (name: string | RegExp) => dialog().getByRole('button', { name }).click();
  /** Presses a key once no dialog has the keyboard any more and the page offers its button. */
  const pressOn = async (offered: string, key: string) => {
    await expect(dialog()).toHaveCount(0);
    await expect(button(offered).first()).toBeVisible();
    await at.press(key);
    await expect(dialog()).toBeVisible();
  };
  const hash = () => at.page.evaluate(() => location.hash);
  const idHere = async () => Number(/\/(\d+)/.exec(await hash())?.[1] ?? 0);
  let projectId = 0;

  beforeAll(async () => {
    projectId = (await at.ask<Made>('project.create', { name: 'storefront', kind: 'mobile' })).id;
    writeFileSync(join(at.folder, 'deliver.mjs'), SCRIPT);
  });

  test('is recorded by hand with the fields of its system alone', async () => {
    await at.press('b');
    await dialog().getByLabel('Project').click();
    await at.page.getByRole('option', { name: 'storefront' }).click();
    await expect(dialog().getByLabel('Version code')).toBeVisible();
    await dialog().getByText('iOS', { exact: true }).click();
    await expect(dialog().getByLabel('Version code')).toHaveCount(0);
    await expect(dialog().getByLabel('Xcode version')).toBeVisible();
    await dialog().getByText('Android', { exact: true }).click();
    await dialog().getByLabel('Tag', { exact: true }).fill('release/6.12');
    await dialog().getByLabel('Environment version').fill('6.12');
    await expect(
      dialog().getByText('An environment version has at least 5 characters.').first(),
    ).toBeVisible();
    await dialog().getByLabel('Environment version').fill('6.12.0');
    await dialog().getByLabel('Store version').fill('6.12.0');
    await dialog().getByLabel('Version code').fill('6120');
    await dialog()
      .getByLabel('Artifact of the build')
      .setInputFiles({
        name: 'storefront.aab',
        mimeType: 'application/octet-stream',
        buffer: Buffer.from('a binary'),
      });
    await expect(
      dialog()
        .getByText(/SHA-256/)
        .last(),
    ).toBeVisible();
    await confirm('Record the build');
    await expect.poll(hash).toMatch(/\/deployments\/\d+\/build$/);
    await expect(at.page.getByRole('heading', { level: 1, name: 'storefront' })).toBeVisible();
    await expect(at.page.getByRole('complementary')).toContainText('stored here');
  });

  test('is refused Live beside the button until the store has approved it', async () => {
    const offered = at.page.getByRole('list', { name: 'What can be done with this build' });
    await expect(offered).toContainText('only an approved build can be Live');
    await pressOn('Store state', 'w');
    await dialog().getByText('approved', { exact: true }).first().click();
    await dialog().getByLabel('Reason').fill('The console says so');
    await confirm('Mark approved');
    await expect(offered).not.toContainText('only an approved build can be Live');
    await expect(at.page.getByText('Corrected to approved')).toBeVisible();
  });

  test('becomes Live through a preview that says what it replaces', async () => {
    await pressOn('Make Live', 'l');
    await expect(dialog()).toContainText('Live nownothing');
    await confirm('Make Live in android-production');
    await expect(dialog()).toHaveCount(0);
    await expect(at.page.getByText('Went Live')).toBeVisible();
    await expect(at.page.getByRole('list', { name: 'What can be done with this build' })).toContainText(
      'is Live already',
    );
  });

  test('is delivered by a command only after somebody has read it and trusts it', async () => {
    const settings = {
      upload: {
        kind: 'command',
        argv: [process.execPath, join(at.folder, 'deliver.mjs')],
        folder: at.folder,
        environment: [{ name: 'STORE_KEY', value: '{{secret.storeKey}}' }],
      },
      halt: { kind: 'command', argv: [process.execPath, join(at.folder, 'deliver.mjs')], folder: at.folder },
    };
    await at.ask('distribution.putDelivery', { projectId, store: 'google', settings });
    await at.ask('distribution.setSeen', { projectId, store: 'google', released: ['production'] });
    await at.ask('credential.put', {
      projectId,
      kind: 'google_play',
      os: 'android',
      slots: ['googleServiceFile'],
    });
    await pressOn('Distribute', 't');
    await dialog().getByRole('radio', { name: 'production' }).check();
    await dialog().getByRole('textbox', { name: 'Release notes' }).fill('The autumn shop is open.');
    await expect(dialog()).toContainText('24 of 500 characters');
    await dialog()
      .getByLabel(/Reaches at first/)
      .fill('20');
    await expect(dialog()).toContainText('20 % of its users get it first.');
    await dialog().getByLabel('Submit for review').check();
    await confirm(/^Distribute to Google Play/);
    await expect.poll(hash).toMatch(/\/distributions\/\d+$/);

    await pressOn('Deliver now', 'd');
    await expect(dialog()).toContainText('The secret storeKey is not on this machine');
    await expect(dialog()).toContainText('STORE_KEY={{secret.storeKey}}');
    await at.ask('distribution.setDeliverySecret', {
      projectId,
      store: 'google',
      slot: 'storeKey',
      value: 'hunter2-hunter2',
    });
    await expect(dialog()).toContainText('Needs to be read and trusted');
    await dialog()
      .getByLabel(/I have read every line/)
      .check();
    await confirm(/^Deliver to Google Play/);
    const output = at.page.getByRole('region', { name: 'Output of the delivery' });
    await expect(output).toContainText('goes to production with');
    await expect(output).toContainText('the mapping file is large');
    await expect(output).not.toContainText('hunter2');
    await expect(at.page.getByText('Upload ended').first()).toBeVisible();
  });

  test('rolls out in stages, and a halt by the project’s own command stops it', async () => {
    const moves = at.page.getByRole('list', { name: 'Moves of the rollout' });
    await expect(moves).toContainText('Google Play has no way back');
    await expect(at.page.getByText('20 %').first()).toBeVisible();
    await moves.getByRole('button', { name: 'Halt' }).click();
    await expect(dialog()).toContainText('Needs a reason');
    await dialog().getByLabel('Reason').fill('Crashes on start');
    await confirm('Halt it in the store');
    await expect(moves).toContainText('A release that is halted');
    await expect(at.page.getByRole('region', { name: 'Output of the delivery' })).toContainText(
      'rollout: halt',
    );
    await expect(moves.getByRole('button', { name: 'Resume' })).not.toHaveAttribute('aria-disabled', 'true');
  });

  test('stands in the list, by keys: filter, peek, open, back', async () => {
    const id = await idHere();
    await at.press('g', 't');
    const grid = at.page.getByRole('grid', { name: 'Distributions' });
    await expect(grid).toBeFocused();
    await expect(grid.getByRole('row')).toHaveCount(2);
    await at.press('f');
    await expect.poll(hash).toContain('status=failed');
    await expect(at.page.getByText('No distribution fits these conditions.')).toBeVisible();
    await button('Clear filters').click();
    await expect(grid.getByRole('row')).toHaveCount(2);
    await grid.focus();
    await at.press('j', 'Space');
    await expect.poll(hash).toContain(`peek=${id}`);
    await expect(at.page.getByRole('complementary')).toContainText('Google Play, production');
    await at.press('Enter');
    await expect.poll(hash).toContain(`/distributions/${id}`);
    await expect(at.page.getByRole('heading', { level: 1, name: 'storefront to production' })).toBeVisible();
    await at.press('Escape');
    await expect.poll(hash).toContain('/distributions?peek');
  });

  test('an Escape before the record is drawn leads back to the list and its peek', async () => {
    const grid = at.page.getByRole('grid', { name: 'Distributions' });
    const listed = await hash();
    await grid.focus();
    const steps = await at.page.evaluate(() => history.length);
    // In one turn of the page, so that the second key comes before the screen has changed.
    await grid.evaluate((element) => {
      for (const key of ['Enter', 'Escape']) {
        element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      }
    });
    await expect.poll(hash).toBe(listed);
    await expect(at.page.getByRole('complementary')).toContainText('Google Play, production');
    expect(await at.page.evaluate(() => history.length)).toBe(steps);
    await grid.focus();
    await at.press('Escape');
    await expect.poll(hash).toBe('#/distributions');
  });

  test('is counted beside the chips, and the count filters by it', async () => {
    const counts = at.page.getByRole('group', { name: 'By status' });
    await counts.getByRole('button', { name: '1 succeeded' }).click();
    await expect.poll(hash).toBe('#/distributions?status=succeeded');
    await counts.getByRole('button', { name: '1 succeeded', pressed: true }).click();
    await expect.poll(hash).toBe('#/distributions');
  });

  test('is opened by its link, from the palette', async () => {
    const list = await at.ask<{ rows: readonly { uid: string }[] }>('distribution.list', {});
    await at.press('Control+k');
    // The palette is typed into once it has the keyboard.
    await dialog().getByRole('textbox').fill(`slipway://distribution/${list.rows[0]?.uid}`);
    await expect(at.page.getByText('Open the linked distribution')).toBeVisible();
    await at.press('Enter');
    await expect(at.page.getByRole('heading', { level: 1, name: 'storefront to production' })).toBeVisible();
    await expect(button('Copy link')).toBeVisible();
  });

  test('its project’s page keeps a secret and warns of an end, on the overview too', async () => {
    await at.go(`/settings/projects/${projectId}`);
    await expect(at.page.getByText('This machine may run it')).toBeVisible();
    await pressOn('New credential', 'c');
    await dialog().getByLabel('Kind').click();
    await at.page.getByRole('option', { name: 'push certificate' }).click();
    await confirm('Note credential');
    const table = at.page.getByRole('table', { name: 'Credentials' });
    await expect(table).toContainText('0 of 2 set');
    const row = table.getByRole('row').filter({ hasText: 'push certificate' });
    await row.getByRole('button', { name: 'Values' }).click();
    await dialog().getByRole('button', { name: 'Set' }).first().click();
    await dialog().getByLabel('Value', { exact: true }).fill('a certificate');
    await confirm('Keep the secret');
    await expect(dialog().getByText('set', { exact: true })).toBeVisible();
    await at.press('Escape');
    await expect(row).toContainText('1 of 2 set');
    const [credential] = await at.ask<readonly { readonly kind: string }[]>('credential.list', { projectId });
    expect(JSON.stringify(credential)).not.toContain('a certificate');
    await at.ask('credential.put', {
      projectId,
      kind: 'push_certificate',
      os: 'ios',
      target: 'production',
      expiresAt: Date.now() + 2 * 86_400_000,
    });
    await expect(row).toContainText('2 days left');
    await at.press('g', 'o');
    const warned = at.page.getByRole('listitem', { name: /^push certificate/ });
    await expect(warned).toContainText('Expires within 2 days');
    await warned.getByRole('button', { name: 'Renew' }).click();
    await expect.poll(hash).toBe(`#/settings/projects/${projectId}`);
  });

  test.each(['light', 'dark'] as const)('has no serious fault of accessibility, %s', async (theme) => {
    await at.ask('settings.update', { theme });
    const [row] = (
      await at.ask<{ rows: readonly (Made & { deploymentId: number })[] }>('distribution.list', {})
    ).rows;
    const pages = [
      ['/distributions', 'Distributions'],
      [`/distributions/${row?.id}`, 'storefront to production'],
      [`/deployments/${row?.deploymentId}/build`, 'storefront'],
      [`/settings/projects/${projectId}`, 'Credentials and delivery of storefront'],
    ] as const;
    for (const [path, name] of pages) {
      await at.go(path);
      await expect(at.page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
      expect(await seriousFaults(at.page)).toEqual([]);
    }
    await pressOn('New credential', 'b');
    expect(await seriousFaults(at.page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog()).toHaveCount(0);
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
