import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { expect } from './expect.ts';
import { hosts, onEachHost } from './hosts.ts';
import { deskUnderTest } from './underTest.ts';

const patient = { timeout: 20_000 };
const LETTER = 'Dear colleague, this is a letter and no workspace.\n'.repeat(40);

onEachHost('a file that is no workspace', hosts, (host) => {
  const at = deskUnderTest(host, (folder) => {
    const file = join(folder, 'letter.slipway');
    writeFileSync(file, LETTER);
    return { file };
  });
  const state = () => at.ask<{ workspace: { name: string } | null }>('workspace.state');

  test('is named with what is wrong with it, on the welcome', async () => {
    const problem = at.page.getByRole('alert');
    await expect(problem).toContainText('letter.slipway');
    await expect(problem).toContainText(/not a/i);
    await expect(problem.getByRole('button', { name: 'Try again' })).toBeVisible();
    expect((await state()).workspace).toBeNull();
  });

  test('is the same after another try, and was not touched', async () => {
    await at.page.getByRole('button', { name: 'Try again' }).click();
    await expect(at.page.getByRole('alert').first()).toContainText('letter.slipway');
    expect(readFileSync(join(at.folder, 'letter.slipway'), 'utf8')).toBe(LETTER);
  });

  test('stands in no one’s way: a new workspace is made from the same screen', async () => {
    if (at.desk.electron) {
      // The one thing that a test cannot click: the answer of the system's own dialog.
      await at.desk.electron.evaluate(
        ({ dialog }, filePath) => {
          dialog.showSaveDialog = async () => ({ canceled: false, filePath });
        },
        join(at.folder, 'harbor.slipway'),
      );
    }
    await at.page.getByRole('textbox', { name: 'Name of the new workspace' }).fill('harbor');
    await at.page.getByRole('button', { name: /^Create/ }).click();
    await expect(at.page.getByRole('region', { name: 'Ways to begin' })).toBeVisible(patient);
    expect((await state()).workspace?.name).toBe('harbor');
    expect(readFileSync(join(at.folder, 'letter.slipway'), 'utf8')).toBe(LETTER);
  });
});
