import { beforeAll, describe, test } from 'vitest';
import { type Client, createClient } from '#shared/contract/index.ts';
import {
  type Answer,
  candidateOf,
  type RollbackVector,
  rollbackVectors,
  titleOf,
} from '../support/rollbackVectors.ts';
import { layRollbackVectors, type VectorWorld } from '../support/rollbackWorld.ts';
import { seriousFaults } from './accessible.ts';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

const MINUTE = 60_000;

/** What the dialog preselects: further back after a rollback, else what the rule says. */
const preselected = ({ branch, walkBack, ...rule }: Answer) =>
  walkBack ? { ...walkBack, branch: 'walk_back' as const } : { ...rule, branch };
const because = {
  before_running: 'which ran before',
  last_known_good: 'the last known good version',
  walk_back: 'came by a rollback itself',
  undo: 'is undone',
  chosen: 'was chosen by hand',
};
const why = { marked_bad: 'marked bad', blocked: 'of a blocked release' };
const rows = rollbackVectors.map((vector, index) => ({ title: titleOf(vector), vector, index }));

onEachHost('A rollback on the Releases screen', hosts, (host) => {
  const at = deskUnderTest(host);
  const dialog = () => at.page.getByRole('dialog');
  const region = (name: string) => dialog().getByRole('region', { name });
  const state = (label: 'Running now' | 'Will run') =>
    dialog().getByText(label, { exact: true }).locator('xpath=..');
  const cancel = () => dialog().getByRole('button', { name: /^Cancel/ });
  const confirm = (name: string) => dialog().getByRole('button', { name, exact: true });
  const card = (environment: string) => at.page.getByRole('button', { name: environment, exact: true });
  const client: Client = createClient((name, input) => at.ask(name, input));
  let world: VectorWorld;
  const rowOf = (index: number) => {
    const row = world.rows[index];
    if (!row) throw new Error('every vector is laid');
    return row;
  };
  const historyOf = (environmentId: number, projectId = world.projectId) =>
    client.deployment.history({ projectId, environmentId, limit: 50 });

  /** Goes to the board, where of many environments only the first stand at once. */
  async function goTo(environment: string, projectId = world.projectId) {
    await at.go(`/releases?project=${projectId}`);
    const more = at.page.getByRole('button', { name: /^Show all/ });
    // The board of the project before may still stand for a moment.
    await expect(async () => {
      if (!(await card(environment).isVisible())) await more.click({ timeout: 500 });
      await expect(card(environment)).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 25_000 });
  }

  /** Opens the dialog from an environment of the board, by its key. */
  async function open(environment: string, projectId = world.projectId) {
    await goTo(environment, projectId);
    await card(environment).focus();
    await at.press('z');
    await expect(cancel()).toBeFocused();
  }

  async function refuses(vector: RollbackVector, environment: string) {
    if (vector.history === '') {
      await goTo(environment);
      const button = at.page
        .getByRole('listitem')
        .filter({ has: card(environment) })
        .getByRole('button', { name: 'Roll back' });
      await expect(button).toHaveAttribute('aria-disabled', 'true');
    }
    await open(environment);
    await expect(region('Refused')).toContainText(
      `No earlier deployment is left to go back to in ${environment}`,
    );
    await expect(dialog()).toContainText('Not possible like this');
    await dialog()
      .getByLabel(/^Reason/)
      .fill('It fails');
    await expect(confirm(`Roll back ${environment}`)).toHaveAttribute('aria-disabled', 'true');
    await at.press('Escape');
    await expect(dialog()).toHaveCount(0);
    await expect(card(environment)).toBeFocused();
  }

  async function reads(answer: Answer, isFrozen: boolean) {
    const { to, branch, goesAway, skipped } = preselected(answer);
    await expect(state('Running now')).toContainText(candidateOf(answer.from));
    await expect(state('Will run')).toContainText(candidateOf(to));
    await expect(region('Because')).toContainText(because[branch]);
    const said = skipped.map(([version, reason]) => `${candidateOf(version)}, ${why[reason]}`).join('; ');
    await expect(region('Because')).toContainText(`Skipped: ${said || 'nothing'}.`);
    await expect(region('Goes away')).toHaveCount(goesAway.length > 0 ? 1 : 0);
    for (const version of goesAway) await expect(region('Goes away')).toContainText(candidateOf(version));
    await expect(region('Is canceled')).toHaveCount(answer.cancels.length > 0 ? 1 : 0);
    for (const version of answer.cancels) {
      await expect(region('Is canceled')).toContainText(candidateOf(version));
      await expect(region('Is canceled')).toContainText('becomes canceled at once');
    }
    for (const version of answer.scheduled) {
      await expect(region('Scheduled')).toContainText(candidateOf(version));
      await expect(region('Scheduled')).toContainText('stays, not started');
    }
    await expect(region('Begins')).toContainText(answer.waitsFor > 0 ? 'ended, however long' : 'At once');
    await expect(region('Mind').filter({ hasText: 'A newer candidate' })).toHaveCount(
      answer.isSuperseded ? 1 : 0,
    );
    await expect(region('Freeze')).toHaveCount(isFrozen ? 1 : 0);
  }

  beforeAll(async () => {
    let instant = Date.now() - 600 * MINUTE;
    world = await layRollbackVectors(client, () => {
      instant += MINUTE;
      return instant;
    });
  });

  test.each(rows.filter(({ vector }) => vector.answer === null))(
    '$title: it says that nothing is left to go back to',
    async ({ vector, index }) => {
      const { environment, environmentId } = rowOf(index);
      const before = await historyOf(environmentId);
      await refuses(vector, environment);
      expect(await historyOf(environmentId)).toEqual(before);
    },
  );

  test.each(rows.filter(({ vector }) => vector.answer !== null))(
    '$title: it says what it would do, and does it',
    async ({ vector: { answer, isFrozen }, index }) => {
      if (!answer) return;
      const { environment, environmentId } = rowOf(index);
      const before = await historyOf(environmentId);
      await open(environment);
      await reads(answer, isFrozen);
      const action = confirm(`Roll back ${environment}`);
      await expect(action).toHaveAttribute('aria-disabled', 'true');
      // From Cancel the keys reach the reason backwards and the action forwards.
      await at.press('Shift+Tab');
      await at.page.keyboard.type('It fails');
      if (isFrozen) {
        await expect(region('Freeze')).toContainText('Quarter’s end, until');
        await expect(region('Freeze')).toContainText('Books are closed.');
        await expect(dialog()).toContainText('Needs an override');
        await expect(action).toHaveAttribute('aria-disabled', 'true');
        await region('Freeze')
          .getByRole('checkbox', { name: /^Override/ })
          .press('Space');
        await dialog()
          .getByLabel(/^Reason/)
          .focus();
      }
      await expect(action).not.toHaveAttribute('aria-disabled', 'true');
      await at.press('Tab', 'Tab');
      await expect(action).toBeFocused();
      await at.press('Enter');
      await expect(dialog()).toHaveCount(0);
      await expect(at.page).toHaveURL(/deployments\/\d+/);
      const [made] = await historyOf(environmentId);
      const { to } = preselected(answer);
      expect(made).toMatchObject({
        status: 'pending',
        version: candidateOf(to),
        fromVersion: candidateOf(answer.from),
        flags: isFrozen ? ['rollback', 'forced', 'during_freeze'] : ['rollback'],
      });
      await expect(at.page.getByRole('main')).toContainText(`${candidateOf(answer.from)}`);
      await expect(at.page.getByRole('main')).toContainText('pending');
      const canceled = before.filter(({ version }) => answer.cancels.map(candidateOf).includes(version));
      for (const { id } of canceled) {
        await at.go(`/deployments/${id}`);
        await expect(at.page.getByRole('main')).toContainText(
          `Canceled by rollback #${made?.number} to ${candidateOf(to)}.`,
        );
      }
      await goTo(environment);
      await expect(at.page.getByRole('listitem').filter({ has: card(environment) })).toContainText('pending');
    },
  );

  describe('of a group', () => {
    let projectId = 0;
    const environments = new Map<string, number>();

    beforeAll(async () => {
      for (const name of ['ready', 'shut', 'fresh']) {
        const tier = name === 'shut' ? 'production' : 'staging';
        environments.set(name, (await client.environment.create({ name, tier })).id);
      }
      const environmentIds = [...environments.values()];
      projectId = (await client.project.create({ name: 'ledger', environmentIds })).id;
      let occurredAt = Date.now() - 60 * MINUTE;
      for (const [name, versions] of [
        ['ready', ['v1', 'v2']],
        ['shut', ['v1', 'v2']],
        ['fresh', ['v2']],
      ] as const) {
        for (const version of versions) {
          occurredAt += MINUTE;
          const environmentId = environments.get(name) ?? 0;
          await client.deployment.record({
            projectId,
            environmentId,
            version,
            status: 'succeeded',
            occurredAt,
          });
        }
      }
      await client.freeze.create({
        name: 'Audit',
        reason: 'It is being looked at.',
        zone: 'UTC',
        window: { kind: 'once', startsAt: Date.now() - MINUTE, endsAt: null },
        scope: { projects: null, environments: [environments.get('shut') ?? 0], tiers: null },
      });
    });

    test('each says what stands in its way, and the rest goes on when somebody leaves those out', async () => {
      await open('ready', projectId);
      for (const name of ['shut', 'fresh']) await dialog().getByRole('checkbox', { name }).check();
      await expect(dialog()).toHaveAccessibleName('Roll back ledger in 3 environments');
      await expect(region('ready')).toContainText('v1');
      await expect(region('shut')).toContainText('Audit, until it is lifted');
      await expect(region('fresh')).toContainText('No earlier deployment is left to go back to in fresh');
      expect(await seriousFaults(at.page)).toEqual([]);
      await dialog()
        .getByLabel(/^Reason/)
        .fill('All of it fails');
      await expect(dialog()).toContainText('1 of 3 cannot be done');
      await dialog().getByRole('button', { name: 'Leave fresh out' }).press('Enter');
      await expect(dialog()).toContainText('Needs an override');
      await region('shut')
        .getByRole('checkbox', { name: /^Override/ })
        .press('Space');
      await confirm('Roll back 2 environments').press('Enter');
      await expect(dialog()).toHaveCount(0);
      const made = await Promise.all(
        ['ready', 'shut', 'fresh'].map(async (name) => {
          const [newest] = await historyOf(environments.get(name) ?? 0, projectId);
          return [newest?.version, newest?.flags];
        }),
      );
      expect(made).toEqual([
        ['v1', ['rollback']],
        ['v1', ['rollback', 'forced', 'during_freeze']],
        ['v2', []],
      ]);
    });

    test('stands in the log as one batch with one reason', async () => {
      await at.go('/activity');
      const { rows: entries } = await client.activity.list({
        filter: { text: 'All of it fails' },
        limit: 10,
      });
      expect(entries).toHaveLength(2);
      expect(new Set(entries.map(({ batch }) => batch)).size).toBe(1);
      await expect(at.page.getByRole('main').getByText('All of it fails')).toHaveCount(2);
    });
  });

  test('what is rolled back is held until the current candidate has succeeded there', async () => {
    const { id: environmentId } = await client.environment.create({ name: 'prod-hold', tier: 'production' });
    const { id: projectId } = await client.project.create({
      name: 'search',
      kind: 'service',
      repository: 'acme/search',
      environmentIds: [environmentId],
    });
    const place = { projectId, environmentId };
    const cut = (version: string) => client.candidate.cut({ projectId, version, commit: 'ab12cd34' });
    const succeed = async () => {
      const [newest] = await historyOf(environmentId, projectId);
      await client.deployment.move({ ids: [newest?.id ?? 0], to: 'succeeded' });
    };
    let occurredAt = Date.now() - 60 * MINUTE;
    for (const version of ['1.0-rc1', '1.1-rc1']) {
      await cut(version);
      occurredAt += MINUTE;
      await client.deployment.record({ ...place, version, status: 'succeeded', occurredAt });
    }
    await client.environment.setPromotes({ ...place, promotes: true });
    await open('prod-hold', projectId);
    await dialog()
      .getByLabel(/^Reason/)
      .fill('It fails');
    await confirm('Roll back prod-hold').press('Enter');
    await expect(dialog()).toHaveCount(0);
    await succeed();

    const board = `/releases?project=${projectId}`;
    const held = () => at.page.getByRole('listitem').filter({ has: card('prod-hold') });
    const cell = () => at.page.getByRole('row').filter({ hasText: 'search' });
    await at.go(board);
    await expect(held()).toContainText('Auto-promotion held');
    await at.go(`${board}&environment=${environmentId}`);
    const timeline = at.page.getByRole('complementary', { name: 'Timeline of search in prod-hold' });
    await expect(timeline).toContainText('auto-promotion held');
    await expect(timeline).toContainText('Rolled back to 1.0-rc1');
    await at.go('/matrix?q=search');
    await expect(cell()).toContainText('held');
    await at.go(`/matrix?q=search&cell=${projectId}.${environmentId}`);
    const drawer = at.page.getByRole('complementary', {
      name: 'Environment timeline of search in prod-hold',
    });
    await expect(drawer).toContainText('auto-promotion held');

    const { id: newest } = await cut('1.2-rc1');
    expect((await historyOf(environmentId, projectId))[0]?.version).toBe('1.0-rc1');
    await client.environment.deploy({ ...place, releaseId: newest });
    await succeed();
    await expect(drawer).not.toContainText('auto-promotion held');
    await expect(cell()).not.toContainText('held');
    await at.go(board);
    await expect(held()).toContainText('Takes candidates by itself');
  });

  test('the page complained about nothing', () => {
    expect(at.desk.complaints).toEqual([]);
  });
});
