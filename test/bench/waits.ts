import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { goTo, LIST, withHost, withPage } from './browser.ts';
import { copyOf, drop, type Files, scratch } from './copies.ts';
import { ROW } from './in-page.ts';
import { atMost, median, ms, type Verdict } from './measure.ts';

const IMPORTS = 3;
const OPENINGS = 5;
const LONGEST_IMPORT = 3000;
const packed = join(import.meta.dirname, '../../resources/electron-releases.github.json.gz');
const NOTHING_YET = 'Every deployment of this workspace will stand here.';

/** Presses a button as soon as it can be pressed. Looked for in every frame: a locator's own waiting goes in steps of 500 ms. */
async function press(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (start) =>
      [...document.querySelectorAll<HTMLElement>('button:not([aria-disabled=true])')].some((button) =>
        button.innerText.startsWith(start),
      ),
    words,
  );
  await page.getByRole('button', { name: words }).click();
}

/** One import of the real releases into an empty workspace, with what is proposed. @returns ms since the drop, at each step. */
const importOnce = (browser: Browser, releases: string) =>
  withHost(join(scratch(), 'empty.slipway'), ({ line }) =>
    withPage(browser, line.url, async (page) => {
      await page.getByRole('button', { name: 'Import a file' }).click();
      const field = page.getByRole('dialog').getByLabel('File to import');
      await field.waitFor({ state: 'attached' });
      const started = performance.now();
      const since = () => performance.now() - started;
      await field.setInputFiles(releases);
      await press(page, 'Import 1,750 releases');
      const preview = since();
      await press(page, 'Show the deployments');
      const imported = since();
      await page.waitForFunction((row) => document.querySelector(row), ROW);
      const listed = since();
      await page.getByText('1,750 of 1,750', { exact: true }).waitFor();
      return { preview, imported, listed };
    }),
  );

/** From the drop of the real releases into the dialog of an empty workspace to their rows in the list. */
export async function importWait(browser: Browser): Promise<Verdict> {
  const releases = join(scratch(), 'releases.json');
  writeFileSync(releases, gunzipSync(readFileSync(packed)));
  const rounds: Awaited<ReturnType<typeof importOnce>>[] = [];
  while (rounds.length < IMPORTS) rounds.push(await importOnce(browser, releases));
  const seconds = (step: 'preview' | 'imported' | 'listed') =>
    `${(median(rounds.map((round) => round[step])) / 1000).toFixed(2)} s`;
  return {
    goal: 'drop',
    what: '1,750 real releases, from drop to list',
    measured: `${seconds('listed')} (preview ${seconds('preview')}, in at ${seconds('imported')})`,
    wanted: `< ${LONGEST_IMPORT / 1000} s`,
    held: median(rounds.map(({ listed }) => listed)) < LONGEST_IMPORT,
  };
}

interface Opened {
  readonly file: string;
  /** The words that stand where rows would; null where there are rows. */
  readonly shows: string | null;
}

/** From the start of the host to what the list shows first, in ms. */
async function openOnce(browser: Browser, { file, shows }: Opened, data: string): Promise<number> {
  const started = performance.now();
  const shown = async (page: Page) => {
    await goTo(page, LIST);
    await page.waitForFunction(
      ({ row, words }) =>
        words === null ? document.querySelector(row) : document.body.innerText.includes(words),
      { row: ROW, words: shows },
    );
    return performance.now() - started;
  };
  return withHost(file, ({ line }) => withPage(browser, line.url, shown), data);
}

/** How much later the list of a million deployments shows its first rows than an empty one says that it is empty. */
export async function openWait(browser: Browser, files: Files): Promise<Verdict> {
  const data = scratch();
  const large: Opened = { file: copyOf(files.large), shows: null };
  const empty: Opened = { file: join(scratch(), 'empty.slipway'), shows: NOTHING_YET };
  const times = { large: [] as number[], empty: [] as number[] };
  // Once each, so that the empty file is there and the other's pages are where a second start finds them.
  for (const opened of [large, empty]) await openOnce(browser, opened, data);
  for (let round = 0; round < OPENINGS; round += 1) {
    times.large.push(await openOnce(browser, large, data));
    times.empty.push(await openOnce(browser, empty, data));
  }
  drop(large.file);
  const [full, none] = [median(times.large), median(times.empty)];
  return atMost(
    'open',
    'first rows of 1M / an empty list',
    full / none,
    1.3,
    `${ms(full)} against ${ms(none)}`,
  );
}
