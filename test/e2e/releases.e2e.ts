import { beforeAll, describe, test } from 'vitest';
import { seriousFaults } from './accessible.ts';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

interface Board {
  readonly environments: readonly {
    readonly environmentId: number;
    readonly name: string;
    readonly running: { readonly version: string } | null;
    readonly frozenBy: readonly unknown[];
  }[];
  readonly releases: readonly {
    readonly id: number;
    readonly uid: string;
    readonly version: string;
    readonly blockedReason: string | null;
    readonly candidates: readonly { readonly id: number; readonly version: string }[];
  }[];
}

interface Row {
  readonly id: number;
  readonly status: string;
  readonly version: string;
  readonly flags: readonly string[];
}

onEachHost('The Releases screen', hosts, (host) => {
  const at = deskUnderTest(host);
  const page = () => at.page;
  const dialog = () => page().getByRole('dialog');
  const region = (name: string) => dialog().getByRole('region', { name });
  const confirmed = async (name: string | RegExp) => {
    const action = dialog().getByRole('button', { name });
    await expect(action).not.toHaveAttribute('aria-disabled', 'true');
    await action.press('Enter');
    await expect(dialog()).toHaveCount(0);
  };
  const say = (reason: string) =>
    dialog()
      .getByLabel(/^Reason/)
      .fill(reason);
  const board = () => at.ask<Board>('release.board', { projectId });
  const idOf = async (name: string) =>
    (await board()).environments.find((one) => one.name === name)?.environmentId ?? 0;
  const newest = async (environmentId: number) =>
    (await at.ask<Row[]>('deployment.history', { projectId, environmentId, limit: 1 }))[0];
  const card = (name: string) =>
    page()
      .getByRole('listitem')
      .filter({ has: page().getByRole('button', { name, exact: true }) });
  /** Goes on through whatever freezes stand on the day of the test. */
  const override = async () => {
    for (const box of await dialog()
      .getByRole('checkbox', { name: /^Override/ })
      .all())
      await box.check();
  };
  let projectId = 0;

  beforeAll(async () => {
    await at.ask('workspace.openSample');
    const projects = await at.ask<{ id: number; name: string }[]>('project.list');
    projectId = projects.find(({ name }) => name === 'orders')?.id ?? 0;
    await expect(page().getByText('sample.slipway')).toBeVisible();
  });

  test('is reached by keys, and shows what runs where and the candidates of each release', async () => {
    await at.press('g', 'e');
    await at.go(`/releases?project=${projectId}`);
    const [release] = (await board()).releases;
    await expect(page().getByRole('heading', { name: 'Releases', level: 1 })).toBeVisible();
    await expect(card('prod-us')).toContainText('Auto-promotion held');
    const row = page().getByRole('listitem', { name: `Release ${release?.version}` });
    await expect(row.getByRole('radio', { name: /rc3/ })).toBeChecked();
    await expect(row).toContainText('prod-us: rc2');
    await expect(row).toContainText('staging: rc3');
  });

  test('remembers the project, and a text finds a release', async () => {
    await at.go('/');
    await at.go('/releases');
    await expect(page().getByRole('combobox', { name: 'Project' })).toHaveValue('orders');
    await at.press('/');
    await page().keyboard.type('10.21');
    await expect(page().getByRole('listitem', { name: /^Release/ })).toHaveCount(1);
    await at.press('Escape');
    await at.press('Escape');
    await expect(page().getByRole('listitem', { name: /^Release/ })).toHaveCount(7);
  });

  test('j and Space open the timeline of an environment beside the list, Escape closes it', async () => {
    await page().getByRole('button', { name: 'prod-us', exact: true }).focus();
    await at.press('Space');
    const drawer = page().getByRole('complementary', { name: 'Timeline of orders in prod-us' });
    await expect(drawer.getByRole('list', { name: /^Versions that ran here/ })).toContainText('runs now');
    await expect(drawer.getByText('came by a rollback')).toHaveCount(1);
    await drawer.getByText('1 d', { exact: true }).click();
    await drawer.getByText('all', { exact: true }).click();
    await at.press('Escape');
    await expect(drawer).toHaveCount(0);
  });

  test('a candidate is cut, deployed to dev and shown there, by keys alone', async () => {
    const dev = await idOf('dev');
    await at.press('c');
    await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
    await dialog().getByLabel('Version').fill('2030.01.02-rc1');
    await dialog().getByLabel('Commit').fill('9f3c1ae');
    await confirmed('Cut 2030.01.02-rc1');
    await expect(page().getByRole('listitem', { name: 'Release 2030.01.02' })).toBeVisible();
    await page().getByRole('link', { name: '2030.01.02' }).focus();
    await at.press('d');
    await dialog().getByLabel('Environment').click();
    await page().getByRole('option', { name: 'dev' }).click();
    await expect(dialog()).toHaveAccessibleName('Deploy orders to dev');
    await confirmed('Deploy to dev');
    await expect(page()).toHaveURL(/deployments\/\d+/);
    expect(await newest(dev)).toMatchObject({ version: '2030.01.02-rc1', status: 'pending' });
  });

  test('a deployment that skips a phase is stopped until it is forced, and then says so', async () => {
    const production = await idOf('prod-eu');
    await at.go(`/releases?project=${projectId}`);
    await page().getByRole('link', { name: '2030.01.02' }).focus();
    await at.press('d');
    await dialog().getByLabel('Environment').click();
    await page().getByRole('option', { name: 'prod-eu' }).click();
    await expect(region('In the way')).toContainText('It must succeed in dev first');
    await expect(dialog()).toContainText('Needs an override');
    await dialog()
      .getByRole('checkbox', { name: /^Deploy in spite of/ })
      .check();
    await override();
    await expect(dialog()).toContainText('Needs a reason');
    await say('The till is down');
    await confirmed('Deploy to prod-eu');
    expect((await newest(production))?.flags).toContain('forced');
  });

  test('a rollback after a rollback walks further back, and its undoing has a name of its own', async () => {
    await at.go(`/releases?project=${projectId}`);
    await page().getByRole('button', { name: 'prod-us', exact: true }).focus();
    await at.press('z');
    await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
    await expect(region('Because')).toContainText('came by a rollback itself');
    await expect(dialog().getByRole('radio', { name: /^Walk further back/ })).toBeChecked();
    await dialog()
      .getByRole('radio', { name: /^Undo rollback/ })
      .check();
    await expect(dialog()).toHaveAccessibleName('Undo the rollback of orders in prod-us');
    await override();
    await say('The rounding was right after all');
    await confirmed('Undo rollback in prod-us');
    expect(await newest(await idOf('prod-us'))).toMatchObject({
      status: 'pending',
      version: (await board()).releases[1]?.candidates[0]?.version,
    });
  });

  test('two environments are rolled back in one preview, what is under way there is canceled', async () => {
    await at.go(`/releases?project=${projectId}`);
    await page().getByRole('button', { name: 'prod-us', exact: true }).focus();
    await at.press('z');
    await dialog().getByRole('checkbox', { name: 'prod-eu' }).check();
    await expect(dialog()).toHaveAccessibleName('Roll back orders in 2 environments');
    await expect(region('prod-eu')).toContainText('becomes canceled');
    await override();
    await say('Both at once');
    await confirmed('Roll back 2 environments');
    for (const name of ['prod-eu', 'prod-us']) {
      expect((await newest(await idOf(name)))?.flags).toContain('rollback');
    }
  });

  test('a release is blocked with a reason from its own page, and a link leads there', async () => {
    const { uid, id, version } = (await board()).releases[1] ?? { uid: '', id: 0, version: '' };
    await at.go(`/releases/uid/${uid}`);
    await expect(page().getByRole('table', { name: 'Candidates' }).getByRole('row')).toHaveCount(4);
    await page().getByRole('button', { name: 'Block' }).press('Enter');
    await say('Rounds twice');
    await confirmed(`Block ${version}`);
    await expect(page().getByText('blocked: Rounds twice')).toBeVisible();
    await page()
      .getByRole('tab', { name: /^Where it ran/ })
      .click();
    await expect(page().getByRole('table', { name: 'Where it ran' })).toContainText('runs now');
    await page()
      .getByRole('tab', { name: /^Activity/ })
      .click();
    await expect(page().getByRole('table', { name: 'Activity of this release' })).toContainText(
      'Rounds twice',
    );
    const blocked = (await board()).releases.find((release) => release.id === id);
    expect(blocked?.blockedReason).toBe('Rounds twice');
  });

  test('the notes of a release are written beside what they look like, and taken back', async () => {
    const { id } = (await board()).releases[0] ?? { id: 0 };
    const notes = async () => (await at.ask<{ notes: string | null }>('release.get', { id })).notes;
    const before = await notes();
    await at.go(`/releases/${id}`);
    await page()
      .getByRole('button', { name: /^(Write|Edit) notes$/ })
      .press('Enter');
    const field = dialog().getByLabel('Notes, in markdown');
    await expect(field).toBeFocused();
    await field.fill('## New\n- coupons');
    await expect(
      dialog().getByRole('region', { name: 'What they look like' }).getByRole('heading'),
    ).toHaveText('New');
    expect(await seriousFaults(page())).toEqual([]);
    await confirmed('Save notes');
    await expect(page().getByRole('listitem').filter({ hasText: 'coupons' })).toBeVisible();
    await page().getByRole('button', { name: 'Undo' }).press('Enter');
    await expect.poll(notes).toBe(before);
  });

  describe.each(['light', 'dark'] as const)('keep nobody out in %s:', (theme) => {
    beforeAll(async () => {
      await at.ask('settings.update', { theme });
      await expect(page().locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    });

    test('the board with the timeline, a release, and the dialogs', async () => {
      const production = await idOf('prod-us');
      await at.go(`/releases?project=${projectId}&environment=${production}`);
      await expect(page().getByRole('complementary', { name: /^Timeline of/ })).toContainText('runs now');
      expect(await seriousFaults(page())).toEqual([]);
      for (const key of ['d', 'z', 'c']) {
        await page().getByRole('button', { name: 'prod-us', exact: true }).focus();
        await at.press(key);
        await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
        expect(await seriousFaults(page())).toEqual([]);
        await at.press('Escape');
        await expect(dialog()).toHaveCount(0);
        await expect(page().getByRole('button', { name: 'prod-us', exact: true })).toBeFocused();
      }
      const [, release] = (await board()).releases;
      for (const tab of ['', '?tab=ran', '?tab=deployments', '?tab=log']) {
        await at.go(`/releases/${release?.id}${tab}`);
        await expect(page().getByRole('table').first()).toBeVisible();
        expect(await seriousFaults(page())).toEqual([]);
      }
    });
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
