import { beforeAll, test } from 'vitest';
import { seriousFaults } from './accessible.ts';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

interface Ided {
  readonly id: number;
}

interface Run extends Ided {
  readonly status: string;
}

/** Says a line, waits for a moment and says another: long enough to be watched. */
const SOURCE = [
  'console.log("deploying", process.env.SLIPWAY_CANDIDATE);',
  'console.error("slow today", process.env.API_TOKEN);',
  'setTimeout(() => console.log("deployed"), 1500);',
].join(' ');

onEachHost('Workflows', hosts, (host) => {
  const at = deskUnderTest(host);
  const page = () => at.page;
  const dialog = () => page().getByRole('dialog');
  const button = (name: string | RegExp) => page().getByRole('button', { name });
  const field = (name: string | RegExp) => page().getByRole('textbox', { name });
  const confirm = async (name: string) => {
    const action = dialog().getByRole('button', { name });
    await expect(action).not.toHaveAttribute('aria-disabled', 'true');
    await action.press('Enter');
  };
  const output = () => page().getByRole('region', { name: 'Output of the run' });
  let projectId = 0;
  let environmentId = 0;
  let releaseId = 0;
  let deploymentId = 0;

  beforeAll(async () => {
    environmentId = (await at.ask<Ided>('environment.create', { name: 'prod-eu', tier: 'production' })).id;
    const project = {
      name: 'payments',
      kind: 'service',
      repository: 'acme/payments',
      environmentIds: [environmentId],
    };
    projectId = (await at.ask<Ided>('project.create', project)).id;
    const cut = { projectId, version: '2026.11.20-rc1', commit: 'a'.repeat(40) };
    releaseId = (await at.ask<Ided>('candidate.cut', cut)).id;
  });

  test('an environment without a workflow says what would stand there, and a first step is begun by keys', async () => {
    await at.go(`/workflows/${projectId}`);
    await page().getByRole('link', { name: 'prod-eu' }).press('Enter');
    await expect(page().getByText('How versions get to prod-eu would stand here')).toBeVisible();
    expect(await seriousFaults(page())).toEqual([]);
    await button('Add a command').press('Enter');
    await expect(field(/^Name/)).toBeFocused();
    await page().keyboard.type('Deploy');
    await expect(page().getByText('not saved yet')).toBeVisible();
  });

  test('what is not saved outlives other screens, and whoever closes the window over it is asked', async () => {
    const there = new URL(page().url()).hash.slice(1);
    await at.go('/matrix');
    const asks = () => page().evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
    expect(await asks()).toBe(true);
    const asked = await at.desk.electron?.evaluate(async ({ BrowserWindow, dialog }) => {
      const [window] = BrowserWindow.getAllWindows();
      // The one thing that a test cannot click: the answer of the system's own dialog.
      const answer = await new Promise<string>((done) => {
        dialog.showMessageBox = (async (_parent: unknown, { message }: { message: string }) => {
          done(message);
          return { response: 0, checkboxChecked: false };
        }) as typeof dialog.showMessageBox;
        window?.close();
      });
      return { answer, isThere: window?.isDestroyed() === false };
    });
    if (asked) expect(asked).toEqual({ answer: 'Something that you changed is not saved.', isThere: true });
    await at.go(there);
    await expect(page().getByText('not saved yet')).toBeVisible();
  });

  test('a field says what is wrong with it, and a placeholder is put where one types', async () => {
    await field('Working folder').fill('somewhere');
    await expect(page().getByText('The working folder is a whole path.').first()).toBeVisible();
    await expect(button('Save')).toHaveAttribute('aria-disabled', 'true');
    await field('Working folder').fill(at.folder);
    const program = field('Program and arguments');
    await program.fill(`${process.execPath}\n-e\n${SOURCE}\n`);
    await program.press('Control+End');
    await button(/\{\{commit\}\}/).click();
    await expect(program).toHaveValue(`${process.execPath}\n-e\n${SOURCE}\n{{commit}}`);
    await field('Environment').fill('API_TOKEN={{secret.deploy}}');
    await expect(page().getByRole('list', { name: 'Secrets' })).toContainText('missing');
  });

  test('steps are added, doubled, moved and taken out without a pointer', async () => {
    const list = page().getByRole('navigation', { name: 'Steps of the workflow' });
    const steps = list.locator('[aria-pressed]');
    await at.press('Escape', 'c');
    await page().getByRole('menuitem', { name: 'An approval' }).press('Enter');
    await expect(field(/^Name/)).toHaveValue('Approve');
    await field('Question').fill('Are the graphs flat?');
    await at.press('Escape', 'Control+d');
    await expect(steps).toHaveCount(3);
    await at.press('Alt+ArrowUp', 'Alt+ArrowUp');
    await expect(steps.first()).toContainText('Approve 2');
    await at.press('Delete');
    await expect(steps).toHaveText([/Deploy/, /Approve/]);
  });

  test('a dry run shows what would run for the candidate, and what keeps it from that', async () => {
    await page().getByRole('tab', { name: 'Dry run' }).click();
    const deploy = page().getByRole('region', { name: 'Deploy', exact: true });
    await expect(deploy).toContainText('a'.repeat(40));
    await expect(deploy).toContainText('API_TOKEN=‹secret deploy›');
    await expect(deploy).toContainText('The secret deploy is not on this machine.');
    expect(await seriousFaults(page())).toEqual([]);
  });

  test('what is typed outlives a look at another screen', async () => {
    await at.go('/runs');
    await expect(page().getByText('Every run of a workflow will stand here')).toBeVisible();
    await at.go(`/workflows/${projectId}/${environmentId}`);
    await expect(page().getByText('not saved yet')).toBeVisible();
    await expect(field('Working folder')).toHaveValue(at.folder);
  });

  test('a secret is set and never shown, then the steps are saved with a reason, read, and trusted', async () => {
    await page().getByRole('button', { name: 'Set', exact: true }).press('Enter');
    await dialog().getByLabel('Value').fill('hunter2hunter2');
    await confirm('Keep the secret');
    await expect(dialog()).toHaveCount(0);
    await expect(page().getByRole('list', { name: 'Secrets' })).toContainText('kept');
    await at.press('Control+s');
    await expect(dialog()).toHaveAccessibleName('Save the workflow of payments in prod-eu');
    await expect(dialog().getByRole('button', { name: /^Cancel/ })).toBeFocused();
    await dialog()
      .getByLabel(/^Reason/)
      .fill('Deploy from here');
    await confirm('Save the workflow');
    await expect(dialog()).toHaveAccessibleName('Let this machine run the workflow of payments in prod-eu');
    await expect(dialog().getByRole('region', { name: '1. Deploy' }).first()).toContainText(
      '{{secret.deploy}}',
    );
    expect(await seriousFaults(page())).toEqual([]);
    await confirm('Trust on this machine');
    await expect(page().getByText('This machine may run it')).toBeVisible();
    await expect(page().locator('body')).not.toContainText('hunter2');
  });

  test('the list of workflows says which of them this machine may run', async () => {
    await at.go(`/workflows/${projectId}`);
    await expect(page().getByRole('row', { name: /^prod-eu/ })).toContainText('may run it');
  });

  test('a deployment is watched while it runs, line by line, with its secret masked', async () => {
    deploymentId = (await at.ask<Ided>('environment.deploy', { projectId, environmentId, releaseId })).id;
    await at.go(`/deployments/${deploymentId}`);
    await page().getByRole('tab', { name: /^Run/ }).click();
    await expect(output()).toContainText('deploying 2026.11.20-rc1');
    await expect(output()).toContainText('slow today •••');
    await expect(output()).toContainText('deployed');
    await expect(page().locator('body')).not.toContainText('hunter2');
  });

  test('its output is searched and walked by keys', async () => {
    await output().focus();
    await at.press('/');
    await page().keyboard.type('deploy');
    const said = page().getByRole('toolbar', { name: 'Output' }).getByRole('status');
    await expect(said).toHaveText('2 lines');
    await at.press('Enter', 'Enter');
    await expect(said).toHaveText('2 of 2 lines');
    await at.press('Escape');
    await expect(output()).toBeFocused();
    expect(await seriousFaults(page())).toEqual([]);
  });

  test('it waits for a person, is approved with a key, and has succeeded', async () => {
    await expect(page().getByText('Are the graphs flat?')).toBeVisible();
    await at.press('a');
    await expect(dialog()).toContainText('the deployment has succeeded');
    await confirm('Approve prod-eu');
    await expect(dialog()).toHaveCount(0);
    await expect(page().getByText('Every step came to its end.')).toBeVisible();
    const [run] = await at.ask<Run[]>('workflow.runs', { deploymentId });
    expect(run?.status).toBe('succeeded');
  });

  test('the words that it wrote lead back to its lines', async () => {
    await at.press('Control+k');
    // The palette is typed into once it has the keyboard.
    const find = dialog().getByRole('textbox');
    await expect(find).toBeFocused();
    await find.fill('slow today');
    await expect(find).toHaveValue('slow today');
    await page().getByText('Search what runs wrote for “slow today”').click();
    const row = page().getByRole('row', { name: /slow today/ });
    await expect(row).toContainText('Deploy');
    await row.click();
    await expect(output().locator('mark')).toHaveText('slow today');
    expect(await seriousFaults(page())).toEqual([]);
  });

  test('a run that fails is taken up at the step it stopped at, with what is skipped shown before', async () => {
    const steps = [
      { kind: 'wait', name: 'Rest', seconds: 1 },
      { kind: 'approval', name: 'Approve' },
    ];
    await at.ask('workflow.put', { projectId, environmentId, steps });
    const { id } = await at.ask<Ided>('environment.deploy', { projectId, environmentId, releaseId });
    await at.go(`/deployments/${id}?tab=run`);
    await expect(button('Refuse')).toBeVisible();
    await at.press('x');
    await expect(dialog()).toContainText('Needs a reason');
    await dialog()
      .getByLabel(/^Reason/)
      .fill('Not yet');
    await confirm('Refuse prod-eu');
    await expect(
      page()
        .getByText(/refused it: Not yet/)
        .first(),
    ).toBeVisible();
    await at.press('r');
    await expect(dialog()).toContainText('Rest: skipped, it came to its end before');
    await confirm('Run attempt 2 in prod-eu');
    await expect(page().getByText('Waits for a person: Approve.')).toBeVisible();
    await expect(page().getByRole('list', { name: 'Steps of the run' })).toContainText(
      'came to its end in an earlier attempt',
    );
    await at.press('c');
    await confirm('Cancel the run in prod-eu');
    await expect
      .poll(async () => (await at.ask<Run[]>('workflow.runs', { deploymentId: id }))[0]?.status)
      .toBe('canceled');
    expect(at.desk.complaints).toEqual([]);
  });
});
