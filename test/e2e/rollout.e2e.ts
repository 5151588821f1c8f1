import { beforeAll, describe, test } from 'vitest';
import { seriousFaults } from './accessible.ts';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

interface Planned {
  readonly channel: { readonly os: string };
  readonly release: { readonly rollout: number };
  readonly plan: {
    readonly deploymentId: number;
    readonly status: string;
    readonly steps: readonly { readonly percent: number; readonly minimumHours: number }[];
  };
}

interface Decided {
  readonly decisions: readonly { readonly actor: string | null; readonly verdict: string }[];
}

onEachHost('Rollout plans', hosts, (host) => {
  const at = deskUnderTest(host);
  const page = () => at.page;
  const dialog = () => page().getByRole('dialog');
  const button = (name: string | RegExp) => page().getByRole('button', { name });
  const confirm = async (name: string | RegExp) => {
    const action = dialog().getByRole('button', { name });
    await expect(action).not.toHaveAttribute('aria-disabled', 'true');
    await action.press('Enter');
    await expect(dialog()).toHaveCount(0);
  };
  const say = (reason: string) =>
    dialog()
      .getByLabel(/^Reason/)
      .fill(reason);
  const plan = async () => (await at.ask<Planned & Decided>('rollout.get', { deploymentId: id })) as Planned;
  const steps = async () => (await plan()).plan.steps.map(({ percent }) => percent);
  const status = async () => (await plan()).plan.status;
  let id = 0;

  beforeAll(async () => {
    await at.ask('workspace.openSample');
    await expect
      .poll(async () => (await at.ask<Planned[]>('rollout.list', {})).length, { timeout: 60_000 })
      .toBe(2);
    const [first] = await at.ask<Planned[]>('rollout.list', {});
    id = first?.plan.deploymentId ?? 0;
    await expect(page().getByText('sample.slipway')).toBeVisible();
  });

  test('the board says of a rollout that a plan leads it, and where to', async () => {
    await at.go('/rollouts');
    const row = page().getByRole('listitem', { name: /^v9 of harbor-app Android/ });
    await expect(row).toContainText(/Plan: next 50 %, in 1[12]h.* at the earliest/);
  });

  test('the release shows its steps, the gate of the one it stands on, and what was decided', async () => {
    await at.go(`/rollouts/releases/${id}`);
    const ladder = page().getByRole('list', { name: 'Steps of the plan' });
    await expect(ladder.getByRole('listitem')).toHaveCount(4);
    await expect(ladder.locator('[aria-current="step"]')).toContainText('≥ 12 h, ≥ 25 reports');
    const gate = page().getByRole('table', { name: 'The gate' });
    await expect(gate.getByRole('row').filter({ hasText: 'Time here' })).toContainText('too early');
    await expect(gate.getByRole('row').filter({ hasText: 'Failed installs' })).toContainText('≤ 4 %');
    await expect(page().getByText('Judged next')).toBeVisible();
    const log = page().getByRole('list', { name: 'Decisions of the plan, newest first' });
    await expect(log.getByRole('listitem').last()).toContainText('From 10 on to 25 %');
  });

  test('a judgement that is asked for is shown before, made by a key, and kept with who asked', async () => {
    await at.press('x');
    await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
    await expect(dialog().getByRole('region', { name: 'Because' })).toContainText('Held at 25 %');
    await confirm('Judge v9 in Production');
    const { decisions } = await at.ask<Decided>('rollout.get', { deploymentId: id });
    expect(decisions[0]).toMatchObject({ verdict: 'hold', actor: expect.any(String) });
    await expect(page().getByText(/asked for by/)).toBeVisible();
  });

  test('the plan is changed by keys: a step comes in, one goes, and each refusal stands at its field', async () => {
    await at.press('l');
    await expect(dialog()).toHaveAccessibleName('Change the plan of v9 in harbor-app Android Production');
    await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
    await expect(dialog()).toContainText('Nothing is changed yet');
    await dialog().getByLabel('Rollout, step 2').focus();
    await at.press('Enter');
    const added = dialog().getByLabel('Rollout, step 3');
    await expect(added).toBeFocused();
    await expect(added).toHaveValue('37 %');
    await at.press('ArrowUp');
    await expect(added).toHaveValue('38 %');
    await added.fill('20');
    await expect(dialog()).toContainText('Must be above 25 %');
    await expect(dialog()).toContainText('A step is not complete');
    await added.fill('40');
    await dialog().getByLabel('Rollout, step 4').focus();
    await at.press('Control+Backspace');
    await expect(dialog().getByLabel('Rollout, step 4')).toHaveValue('100 %');
    await expect(dialog().getByLabel('Rollout, step 4')).toBeFocused();
    await expect(dialog()).toContainText('25 → 40 → 100 %');
    await expect(dialog()).toContainText('Needs a reason');
  });

  test('other numbers are judged as they are typed, and nothing comes of it', async () => {
    const field = (name: string) => dialog().getByLabel(`What if: ${name}, exactly`);
    const answer = dialog().getByRole('region', { name: 'What if' });
    await field('hours at it').fill('12');
    await field('installed').fill('80');
    await expect(answer).toContainText('From 25 on to 40 %');
    await field('failed').fill('30');
    await expect(answer).toContainText('Halted at 25 %: 30 of 110 reports failed');
    await say('One step less');
    await confirm('Change the plan in Production');
    expect(await steps()).toEqual([10, 25, 40, 100]);
    expect(await plan()).toMatchObject({ plan: { status: 'running' }, release: { rollout: 25 } });
  });

  test('it is paused without a word, resumed and stopped with a reason, and planned again', async () => {
    await button('Pause plan').press('Enter');
    await confirm(/^Pause the plan/);
    expect(await status()).toBe('paused');
    await expect(button('Judge now')).toHaveAccessibleDescription('The plan is paused. Resume it first.');
    await button('Resume plan').press('Enter');
    await expect(dialog()).toContainText('Needs a reason');
    await say('The store has answered');
    await confirm(/^Resume the plan/);
    await button('Stop plan').press('Enter');
    await say('By hand from here');
    await confirm(/^Stop the plan/);
    expect(await status()).toBe('stopped');
    await expect(page().getByRole('table', { name: 'The gate' })).toHaveCount(0);
    await button('Plan it again').press('Enter');
    await dialog().getByRole('button', { name: 'Quick' }).press('Enter');
    await say('Calm after a day');
    await confirm('Plan v9 in Production');
    expect(await steps()).toEqual([20, 50, 100]);
    expect(await status()).toBe('running');
  });

  test('the palette plans and judges from any screen', async () => {
    await at.press('g', 'o');
    await at.press('Control+k');
    await page().keyboard.type('plan of v9 of harbor-app iOS');
    await expect(page().getByText('Judge the plan of v9 of harbor-app iOS Production now')).toBeVisible();
    await page().getByText('Change the plan of v9 of harbor-app iOS Production').click();
    // The palette, a dialog too, may still be closing.
    const editor = page().getByRole('dialog', {
      name: 'Change the plan of v9 in harbor-app iOS Production',
    });
    await expect(editor.getByRole('button', { name: /^Cancel/ })).toBeFocused();
    await at.press('Escape');
    await expect(dialog()).toHaveCount(0);
  });

  describe.each(['light', 'dark'] as const)('keep nobody out in %s:', (theme) => {
    test('the release, the plan and the judgement', async () => {
      await at.ask('settings.update', { theme });
      await expect(page().locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
      await at.go(`/rollouts/releases/${id}`);
      await expect(page().getByRole('table', { name: 'The gate' })).toBeVisible();
      expect(await seriousFaults(page())).toEqual([]);
      for (const key of ['l', 'x']) {
        await at.press(key);
        await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
        expect(await seriousFaults(page())).toEqual([]);
        await at.press('Escape');
        await expect(dialog()).toHaveCount(0);
      }
    });
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
