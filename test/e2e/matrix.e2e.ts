import { beforeAll, test } from 'vitest';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

const HOUR = 3_600_000;

interface Made {
  readonly id: number;
}

onEachHost('the matrix', hosts, (host) => {
  const at = deskUnderTest(host);
  const grid = () => at.page.getByRole('grid', { name: 'Versions by component and environment' });
  const rowOf = (component: string) => grid().getByRole('row').filter({ hasText: component });
  const hash = () => at.page.evaluate(() => location.hash);
  const instant = async () => Number((await hash()).match(/at=(\d+)/)?.[1] ?? 0);
  /** The text of the cell that the keys are on. */
  const pointedAt = () =>
    at.page.evaluate(() => {
      const cell = document.activeElement?.getAttribute('aria-activedescendant');
      return cell ? (document.getElementById(cell)?.textContent ?? null) : null;
    });

  beforeAll(async () => {
    const environmentIds: number[] = [];
    for (const [name, tier] of [
      ['dev', 'development'],
      ['staging', 'staging'],
      ['prod-eu', 'production'],
    ]) {
      environmentIds.push((await at.ask<Made>('environment.create', { name, tier })).id);
    }
    const start = Date.now() - 24 * HOUR;
    let hours = 0;
    for (const [name, versions] of [
      ['catalog-api', ['1.0.0', '1.1.0']],
      ['payments', ['3.2.0', '3.3.0']],
    ] as const) {
      const { id: projectId } = await at.ask<Made>('project.create', { name, environmentIds });
      for (const version of versions) {
        for (const environmentId of environmentIds) {
          const occurredAt = start + hours * HOUR;
          hours += 1;
          await at.ask('deployment.record', {
            projectId,
            environmentId,
            version,
            status: 'succeeded',
            occurredAt,
            reason: 'Backfilled',
          });
        }
      }
    }
  });

  test('shows what runs in each environment now', async () => {
    await at.press('g', 'm');
    await expect(rowOf('payments')).toHaveText(/3\.3\.0.*3\.3\.0.*3\.3\.0/);
    await expect(rowOf('catalog-api')).toHaveText(/1\.1\.0.*1\.1\.0.*1\.1\.0/);
  });

  test('arrows and letters walk by cell', async () => {
    await grid().focus();
    await at.press('ArrowDown');
    await expect.poll(pointedAt).toContain('1.1.0');
    const before = await grid().getAttribute('aria-activedescendant');
    await at.press('ArrowRight');
    await expect(grid()).not.toHaveAttribute('aria-activedescendant', before ?? '');
    await at.press('j', 'l', 'l');
    await expect.poll(pointedAt).toContain('3.3.0');
  });

  test('Enter goes into the environment timeline of the cell, Escape comes back', async () => {
    await at.press('Enter');
    const timeline = at.page.getByRole('complementary', {
      name: 'Environment timeline of payments in prod-eu',
    });
    await expect(timeline.getByRole('link').first()).toBeFocused();
    await expect(timeline).toContainText(/3\.3\.0.*3\.2\.0/s);
    await at.press('Escape');
    await expect(timeline).toHaveCount(0);
    await expect(grid()).toBeFocused();
  });

  test('[ moves the clock to the changes, newest first', async () => {
    await at.press('[');
    await expect.poll(instant).toBeGreaterThan(0);
    const newest = await instant();
    await at.press('[');
    await expect.poll(instant).toBeLessThan(newest);
    await expect(rowOf('payments')).toHaveText(/3\.3\.0.*3\.3\.0.*3\.2\.0/);
    await expect(at.page.getByRole('option', { selected: true })).toContainText('staging');
    await at.press(']');
    await expect.poll(instant).toBe(newest);
    await at.press('[');
    await expect.poll(instant).toBeLessThan(newest);
  });

  test('says loudly that it shows the past, and lets nothing be changed', async () => {
    await expect(at.page.getByRole('button', { name: 'Back to now' })).toBeVisible();
    await expect(at.page.getByRole('button', { name: 'Deploy', exact: true })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await at.press('n');
    await expect(at.page.getByRole('dialog')).toHaveCount(0);
  });

  test('compares the instant with now, and shows only what differs', async () => {
    await at.page.getByRole('button', { name: 'Compare with now' }).click();
    await expect.poll(hash).toContain('compare=now');
    await expect(at.page.getByText(/1 changed, 0 new, 0 removed, 5 unchanged/)).toBeVisible();
    await expect(rowOf('payments')).toContainText('→ 3.3.0');
    await at.press('d');
    await expect(rowOf('catalog-api')).toHaveCount(0);
    await at.press('d');
    await expect(rowOf('catalog-api')).toHaveCount(1);
  });

  test('Escape stops comparing, then goes back to now', async () => {
    await at.press('Escape');
    await expect.poll(hash).not.toContain('compare');
    expect(await instant()).toBeGreaterThan(0);
    await at.press('Escape');
    await expect.poll(instant).toBe(0);
    await expect(at.page.getByRole('button', { name: 'Back to now' })).toHaveCount(0);
    await expect(rowOf('payments')).toHaveText(/3\.3\.0.*3\.3\.0.*3\.3\.0/);
  });

  test('a change in the list sets the clock to it', async () => {
    await at.page
      .getByRole('listbox', { name: 'Changes, newest first' })
      .getByRole('option')
      .filter({ hasText: 'catalog-api' })
      .first()
      .click();
    await expect(rowOf('catalog-api')).toHaveText(/1\.1\.0.*1\.1\.0.*1\.1\.0/);
    await expect(rowOf('payments')).not.toContainText('3.2.0');
    await at.page.getByRole('button', { name: 'Back to now' }).click();
    await expect.poll(instant).toBe(0);
  });

  test('/ filters the components in the place', async () => {
    await at.press('/');
    await at.page.keyboard.type('pay');
    await expect.poll(hash).toContain('q=pay');
    await expect(grid().getByRole('rowheader')).toHaveCount(1);
    await at.press('Escape');
    await expect.poll(hash).not.toContain('q=');
    await expect(grid()).toBeFocused();
  });

  test('a freeze is told where it begins and ends, and [ stops there with the overlay that it left', async () => {
    const line = (what: string) =>
      at.page.getByRole('option').filter({ hasText: 'Database move' }).filter({ hasText: what });
    const { id } = await at.ask<Made>('freeze.create', {
      name: 'Database move',
      zone: 'UTC',
      window: { kind: 'once', startsAt: Date.now(), endsAt: null },
      reason: 'The database is being moved',
    });
    await expect(line('begins')).toHaveCount(1);
    await at.ask('freeze.lift', { id, reason: 'The move is done' });
    await expect(line('lifted')).toHaveAttribute('title', /is lifted by .* \(The move is done\)/);
    await expect(grid()).not.toContainText('frozen');
    await grid().focus();
    await at.press('[');
    await expect(line('lifted')).toHaveAttribute('aria-selected', 'true');
    await expect(grid()).not.toContainText('frozen');
    await at.press('[');
    await expect(line('begins')).toHaveAttribute('aria-selected', 'true');
    await expect(grid()).toContainText('frozen');
    await at.press(']', ']');
    await expect.poll(instant).toBe(0);
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
