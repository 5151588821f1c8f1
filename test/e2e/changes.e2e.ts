import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type TestRepository, testRepository } from '../git/repositories.ts';
import { seriousFaults } from './accessible.ts';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

interface Board {
  readonly releases: readonly {
    readonly id: number;
    readonly version: string;
    readonly candidates: readonly { readonly version: string; readonly commitSha: string | null }[];
  }[];
}

interface Steering {
  readonly phases: readonly { readonly name: string; readonly environmentIds: readonly number[] }[];
  readonly places: readonly { readonly environmentId: number; readonly promotes: boolean }[];
}

const lines = (second: string) => `${['alpha', second, 'gamma', 'delta'].join('\n')}\n`;

onEachHost('The changes of releases', hosts, (host) => {
  const at = deskUnderTest(host);
  const page = () => at.page;
  const dialog = () => page().getByRole('dialog');
  const button = (name: string | RegExp) => page().getByRole('button', { name });
  let repository: TestRepository;
  let projectId = 0;
  let environments = { dev: 0, staging: 0, live: 0 };
  let fix = '';
  const board = () => at.ask<Board>('release.board', { projectId });
  const candidates = async () =>
    (await board()).releases.flatMap((release) => release.candidates.map(({ version }) => version));
  const confirmed = async (name: string | RegExp) => {
    const action = dialog().getByRole('button', { name });
    await expect(action).not.toHaveAttribute('aria-disabled', 'true');
    await action.press('Enter');
  };

  beforeAll(async () => {
    repository = testRepository();
    const first = repository.commit('chore: begin', { files: { 'a.txt': lines('beta') } });
    repository.commit('feat(cart): add coupons (#12)', { author: 'Grace Hopper <grace@example.org>' });
    repository.commit('feat!: drop the old API (#14)');
    repository.git('checkout', '-q', '-b', 'side');
    const second = repository.commit('fix: beta of the side', { files: { 'a.txt': lines('BETA aside') } });
    repository.git('checkout', '-q', 'main');
    fix = repository.commit('fix: beta (#17)', { files: { 'a.txt': lines('BETA') } });
    repository.commit('feat: newest');

    await at.ask('workspace.create', { name: 'changes', file: join(at.folder, 'changes.slipway') });
    const make = async (name: string, tier: string) =>
      (await at.ask<{ id: number }>('environment.create', { name, tier })).id;
    environments = {
      dev: await make('dev', 'development'),
      staging: await make('staging', 'staging'),
      live: await make('live', 'production'),
    };
    projectId = (
      await at.ask<{ id: number }>('project.create', {
        name: 'orders',
        repository: 'acme/orders',
        environmentIds: Object.values(environments),
      })
    ).id;
    for (const [version, commit] of [
      ['1.0.0-rc1', first],
      ['1.1.0-rc1', second],
    ])
      await at.ask('candidate.cut', { projectId, version, commit });
    for (const [version, environmentId] of [
      ['1.0.0-rc1', environments.live],
      ['1.1.0-rc1', environments.staging],
    ])
      await at.ask('deployment.record', { projectId, environmentId, version, status: 'succeeded' });
    await at.go(`/releases?project=${projectId}`);
    await expect(page().getByRole('listitem', { name: /^Release/ })).toHaveCount(2);
  });
  afterAll(() => repository?.drop());

  test('a clone is attached where its commits would stand, and a folder that is none is refused', async () => {
    await button('Attach a clone…').press('Enter');
    await expect(dialog()).toHaveAccessibleName('Clone of orders');
    if (host.isElectron) {
      // The folder is chosen in the system's own dialog, which no test can reach.
      await at.ask('changelog.attach', { projectId, path: repository.path });
    } else {
      const field = dialog().getByLabel(/^Folder of the clone/);
      writeFileSync(join(at.folder, 'no-folder'), '');
      await field.fill(join(at.folder, 'no-folder'));
      await field.press('Enter');
      await expect(dialog().getByRole('alert')).toBeVisible();
      await field.fill(repository.path);
      await field.press('Enter');
    }
    await expect(dialog()).toContainText('2 branches, main is checked out');
    expect(await seriousFaults(page())).toEqual([]);
    await at.press('Escape');
    await expect(dialog()).toHaveCount(0);
    await expect(page().getByRole('list', { name: 'Commits that no release has' })).toContainText(
      'feat: newest',
    );
  });

  test('a text finds any commit of the branch, and a candidate is cut from it', async () => {
    const find = page().getByLabel('Find a commit by its message or its id');
    await find.fill('old api');
    const found = page().getByRole('list', { name: 'Commits that were found' });
    await expect(found.getByRole('listitem')).toHaveCount(1);
    await find.fill(fix.slice(0, 9));
    await expect(found).toContainText('fix: beta (#17)');
    await find.fill('old api');
    await expect(found).toContainText('drop the old API');
    await found.getByRole('button', { name: 'Cut' }).press('Enter');
    await dialog().getByLabel('Version').fill('1.2.0-rc1');
    await confirmed('Cut 1.2.0-rc1');
    await expect(dialog()).toHaveCount(0);
    expect(await candidates()).toEqual(['1.2.0-rc1', '1.1.0-rc1', '1.0.0-rc1']);
    await expect(found).toContainText('1.2.0-rc1');
    await find.press('Escape');
    await expect(found).toHaveCount(0);
  });

  test('what runs in staging and not in production is read from the clone by itself, in groups', async () => {
    await page().getByRole('heading', { name: 'Releases', level: 1 }).click();
    await at.press('v');
    await expect(page().getByRole('heading', { name: 'Changes', level: 1 })).toBeVisible();
    await expect(page().getByRole('combobox', { name: 'Runs in' })).toHaveValue('staging, 1.1.0-rc1');
    await expect(page().getByText('3 changes: 1 breaking, 1 feature, 1 fix')).toBeVisible();
    await expect(page().getByRole('region', { name: 'Breaking' })).toContainText('#14');
    await expect(page().getByRole('region', { name: 'Features' })).toContainText('Grace Hopper');
    expect(await seriousFaults(page())).toEqual([]);
  });

  test('two versions are compared by the address, and what was read stays without the clone', async () => {
    const [newest, middle, oldest] = (await board()).releases;
    await at.go(`/releases/changes?project=${projectId}&from=${oldest?.id}&to=${newest?.id}`);
    await expect(page().getByRole('combobox', { name: 'To' })).toHaveValue('1.2.0');
    await expect(page().getByText('2 changes: 1 breaking, 1 feature')).toBeVisible();
    await at.go(`/releases/changes?project=${projectId}&from=${middle?.id}&to=${newest?.id}`);
    await expect(page().getByText(/going there leaves it behind/)).toBeVisible();
    await at.ask('changelog.detach', { projectId });
    await at.go(`/releases/changes?project=${projectId}&from=${oldest?.id}&to=${newest?.id}`);
    await expect(page().getByText('2 changes: 1 breaking, 1 feature')).toBeVisible();
    await expect(button('Attach a clone…')).toBeVisible();
    await at.ask('changelog.attach', { projectId, path: repository.path });
    await at.go(`/releases/${middle?.id}?tab=changes`);
    await expect(page().getByRole('list', { name: 'Where it first ran' })).toContainText('staging');
    // It was read already, as what waits for production.
    await expect(page().getByRole('region', { name: 'Fixes' })).toContainText('beta of the side');
    const jobs = await at.ask<readonly { readonly kind: string }[]>('job.list');
    expect(jobs.filter(({ kind }) => kind === 'changelog')).toHaveLength(3);
  });

  test('a commit is picked onto two releases and left out of a third; one meets a conflict', async () => {
    await at.go(`/releases?project=${projectId}`);
    await button('Actions for 1.0.0').press('Enter');
    await page().getByRole('menuitem', { name: 'Pick a commit onto it' }).press('Enter');
    await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
    const commit = dialog().getByRole('combobox', { name: 'Commit' });
    await commit.fill('fix: beta (');
    await expect(page().getByRole('option')).toHaveCount(1);
    await commit.press('ArrowDown');
    await commit.press('Enter');
    const targets = dialog().getByRole('list', { name: 'Releases that it is picked onto' });
    await expect(targets.getByRole('listitem')).toHaveCount(3);
    await expect(targets).toContainText('1.1.0-rc2');
    await targets.getByRole('checkbox', { name: 'Pick onto 1.2.0-rc1' }).press('Space');
    await expect(targets).toContainText('Left out by hand.');
    expect(await seriousFaults(page())).toEqual([]);
    await confirmed('Pick onto 2 releases');
    const results = dialog().getByRole('list', { name: 'What became of it' });
    await expect(results.getByRole('listitem', { name: '1.0.0' })).toContainText('1.0.0-rc2');
    await expect(results.getByRole('listitem', { name: '1.1.0' })).toContainText('a.txt');
    await expect(results.getByRole('listitem', { name: '1.2.0' })).toContainText('left out');
    expect(await seriousFaults(page())).toEqual([]);
    expect(await candidates()).toEqual(['1.2.0-rc1', '1.1.0-rc1', '1.0.0-rc2', '1.0.0-rc1']);
  });

  test('the conflict is resolved by the commit that a person gives, with a reason', async () => {
    repository.git('checkout', '-q', 'side');
    const resolved = repository.commit('fix: beta on the side (#17)', {
      files: { 'a.txt': lines('BETA of both') },
    });
    repository.git('checkout', '-q', 'main');
    await at.go(`/releases?project=${projectId}`);
    if ((await dialog().count()) === 0) await button('fix: beta (#17)').press('Enter');
    await dialog().getByRole('button', { name: 'Resolve…' }).press('Enter');
    await expect(dialog()).toHaveAccessibleName(/^Resolve the pick of/);
    await expect(dialog()).toContainText(`git cherry-pick -x ${fix}`);
    await dialog().getByLabel('Commit').fill(resolved);
    await expect(dialog().getByText('Needs a reason').first()).toBeVisible();
    await dialog()
      .getByLabel(/^Reason/)
      .fill('Both are right.');
    expect(await seriousFaults(page())).toEqual([]);
    await confirmed('Accept as 1.1.0-rc2');
    await expect(dialog()).toHaveCount(0);
    await expect(page().getByRole('listitem').filter({ hasText: 'fix: beta (#17)' }).last()).toContainText(
      'picked2 releases',
    );
    const made = (await board()).releases.find(({ version }) => version === '1.1.0')?.candidates[0];
    expect(made).toMatchObject({ version: '1.1.0-rc2', commitSha: resolved });
  });

  test('a candidate without a commit that is live there would drop it, and says so', async () => {
    await at.ask('deployment.record', {
      projectId,
      environmentId: environments.live,
      version: '1.0.0-rc2',
      status: 'succeeded',
    });
    await page().getByRole('button', { name: 'live', exact: true }).focus();
    await at.press('d');
    await dialog().getByRole('combobox', { name: 'Version' }).fill('1.0.0-rc1');
    await page().getByRole('option', { name: '1.0.0-rc1' }).click();
    await expect(dialog().getByRole('region', { name: 'In the way' })).toContainText('fix: beta (#17)');
    await at.press('Escape');
    await expect(dialog()).toHaveCount(0);
  });

  test('phases are made and moved by keys, and what was moved keeps the focus', async () => {
    await at.go(`/releases/progression/${projectId}`);
    for (const name of ['Try', 'Live']) {
      await button('Add a phase').press('Enter');
      await page()
        .getByRole('textbox', { name: /^Name of phase/ })
        .last()
        .fill(name);
    }
    await button('live: move with ↑ or ↓').focus();
    await at.press('ArrowDown', 'ArrowDown');
    await expect(page().getByRole('listitem', { name: 'Live' })).toContainText('live');
    await expect(button('live: move with ↑ or ↓')).toBeFocused();
    for (const name of ['dev', 'staging']) {
      await button(`${name}: move with ↑ or ↓`).focus();
      await at.press('ArrowDown');
      await expect(button(`${name}: move with ↑ or ↓`)).toBeFocused();
    }
    await button(/^Move Live/).focus();
    await at.press('ArrowUp');
    await expect(button(/^Move Live, 1 of 2/)).toBeFocused();
    await at.press('ArrowDown');
    await expect(page().getByRole('listitem', { name: 'Live' })).toContainText(
      'It must succeed in dev, staging first (phase Try).',
    );
    await button('Save the phases').press('Enter');
    await expect(button('Save the phases')).toHaveCount(0);
    const { phases } = await at.ask<Steering>('environment.steering', { projectId });
    expect(phases.map(({ name, environmentIds }) => [name, environmentIds])).toEqual([
      ['Try', [environments.dev, environments.staging]],
      ['Live', [environments.live]],
    ]);
  });

  test('an environment takes candidates by itself after a preview', async () => {
    await page().getByRole('row', { name: /^live/ }).getByRole('button', { name: 'Turn on…' }).press('Enter');
    await expect(dialog()).toContainText('does not go there now');
    expect(await seriousFaults(page())).toEqual([]);
    await confirmed('Turn on in live');
    await expect(page().getByRole('row', { name: /^live/ })).toContainText('by itself');
    const { places } = await at.ask<Steering>('environment.steering', { projectId });
    expect(places.find(({ environmentId }) => environmentId === environments.live)?.promotes).toBe(true);
    await at.press('Escape');
    await expect(page().getByRole('heading', { name: 'Releases', level: 1 })).toBeVisible();
  });

  describe.each(['light', 'dark'] as const)('keep nobody out in %s:', (theme) => {
    test('the board with its commits, the changes, the phases', async () => {
      await at.ask('settings.update', { theme });
      await expect(page().locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
      for (const path of [
        `/releases?project=${projectId}`,
        `/releases/changes?project=${projectId}`,
        `/releases/progression/${projectId}`,
      ]) {
        await at.go(path);
        await expect(page().getByRole('heading', { level: 1 })).toBeVisible();
        expect(await seriousFaults(page())).toEqual([]);
      }
    });
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
