import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { goTo, heapOf, LIST, launchBrowser, withHost, withPage } from '../browser.ts';
import { copyOf, drop, type Files } from '../copies.ts';
import { firstPaint, type Painted, ROW, type Scrolled, scrollSteadily, visitPlaces } from '../in-page.ts';
import { atLeast, atMost, median, ms, type Verdict } from '../measure.ts';
import { importWait, openWait } from '../waits.ts';
import { serveYardsticks, type TableSize } from '../yardstick.ts';

const ROUNDS = 7;
const HEAP_ROUNDS = 5;
/** Pixels a second, about 190 rows; and ms. */
const SCROLL = { speed: 6000, ms: 3000 };
/** More places than pages are kept in memory, so that it is measured when they are all there. */
const PLACES = 40;
const MOST_NODES = 700;
const LEAST_ROWS = 10;
const web = join(import.meta.dirname, '../../../out/main/web.js');

/** Nothing is being fetched, and half a second later nothing else is done either. */
async function quiet(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
  await page.waitForTimeout(500);
}

/** The list with its rows in place. */
async function openList(page: Page): Promise<void> {
  await goTo(page, LIST);
  await page.locator(ROW).nth(LEAST_ROWS).waitFor();
  await quiet(page);
}

const sizeOf = (page: Page): Promise<TableSize> =>
  page.locator('[role=grid]').evaluate((grid) => ({
    width: grid.clientWidth,
    height: grid.clientHeight,
    columns: Number(grid.getAttribute('aria-colcount')),
  }));

interface Rounds {
  readonly scrolled: { readonly ours: Scrolled[]; readonly pool: Scrolled[] };
  readonly painted: { readonly ours: Painted[]; readonly bare: Painted[] };
}

/** Scrolls and paints the list of 100,000 rows and the yardsticks in turn, each in a page of its own. */
async function tableRounds(browser: Browser, url: string): Promise<Rounds> {
  const yardsticks = await serveYardsticks();
  const ours = <T>(work: (page: Page) => Promise<T>) => withPage(browser, url, work);
  const size = await ours(async (page) => {
    await openList(page);
    return sizeOf(page);
  });
  const pool = yardsticks.url('row-pool', size);
  const bare = yardsticks.url('react-window', size);
  const scroll = (page: Page) => page.evaluate(scrollSteadily, SCROLL);
  // From a screen that stands still to the list, as its link would go there.
  const paint = async (page: Page) => {
    await quiet(page);
    return page.evaluate(firstPaint, { hash: LIST, row: ROW, least: LEAST_ROWS });
  };
  const rounds: Rounds = { scrolled: { ours: [], pool: [] }, painted: { ours: [], bare: [] } };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.scrolled.pool.push(await withPage(browser, pool, scroll));
    rounds.scrolled.ours.push(
      await ours(async (page) => {
        await openList(page);
        return scroll(page);
      }),
    );
    rounds.painted.bare.push(await withPage(browser, bare, paint));
    rounds.painted.ours.push(
      await ours(async (page) => {
        await page.getByRole('heading', { name: 'Overview' }).waitFor();
        return paint(page);
      }),
    );
  }
  await yardsticks.close();
  return rounds;
}

/** G14: scrolling against a pool of rows without a framework, first paint against a bare window in React, elements. */
async function tableGoals(browser: Browser, files: Files): Promise<Verdict[]> {
  const copy = copyOf(files.middle);
  const { scrolled, painted } = await withHost(copy, ({ line }) => tableRounds(browser, line.url));
  drop(copy);
  const fps = (rounds: readonly Scrolled[]) => median(rounds.map((round) => round.fps));
  const [ours, pool] = [fps(scrolled.ours), fps(scrolled.pool)];
  const outlined = median(scrolled.ours.map((round) => round.outlined));
  const paint = (rounds: readonly Painted[], what: keyof Painted) => median(rounds.map((one) => one[what]));
  const [list, bare] = [paint(painted.ours, 'rows'), paint(painted.bare, 'rows')];
  const nodes = Math.max(...scrolled.ours.map((round) => round.nodes.grid));
  const pageNodes = Math.max(...scrolled.ours.map((round) => round.nodes.page));
  return [
    atLeast(
      'G14',
      'scrolling 100k rows / a bare row pool',
      ours / pool,
      0.97,
      `${ours.toFixed(1)} against ${pool.toFixed(1)} fps, outlines in ${(outlined * 100).toFixed(0)} %`,
    ),
    atMost(
      'G14',
      'first paint / a bare React window',
      list / bare,
      2,
      `${ms(list)}, its empty grid at ${ms(paint(painted.ours, 'grid'))}, against ${ms(bare)}`,
    ),
    {
      goal: 'G14',
      what: 'elements in the table',
      measured: `${nodes} (${pageNodes} on the page)`,
      wanted: `<= ${MOST_NODES}`,
      held: nodes <= MOST_NODES,
    },
  ];
}

/** G14: what the page holds after the same way through a list of a million rows and one of ten thousand. */
async function heapGoal(browser: Browser, files: Files): Promise<Verdict> {
  const copies = { large: copyOf(files.large), small: copyOf(files.small) };
  const heaps = { large: [] as number[], small: [] as number[] };
  const walked = async (page: Page) => {
    await openList(page);
    await page.evaluate(scrollSteadily, SCROLL);
    await page.evaluate(visitPlaces, { places: PLACES, row: ROW });
    await quiet(page);
    return heapOf(page);
  };
  for (let round = 0; round < HEAP_ROUNDS; round += 1) {
    for (const size of ['large', 'small'] as const) {
      heaps[size].push(await withHost(copies[size], ({ line }) => withPage(browser, line.url, walked)));
    }
  }
  for (const copy of [copies.large, copies.small]) drop(copy);
  const [large, small] = [median(heaps.large) / 1e6, median(heaps.small) / 1e6];
  const note = `${large.toFixed(1)} against ${small.toFixed(1)} MB`;
  return atMost('G14', 'heap at 1M / at 10k rows', large / small, 1.2, note);
}

/** What a person sees, through the built browser host in a headless browser; nothing on a machine without one. */
export async function screenGoals(files: Files): Promise<Verdict[]> {
  if (!existsSync(web)) throw new Error('out/main/web.js is not there: run "npm run build" first');
  const browser = await launchBrowser();
  if (!browser) {
    console.log('skipped: no browser on PATH and $CHROMIUM is not set');
    return [];
  }
  const verdicts = [
    ...(await tableGoals(browser, files)),
    await heapGoal(browser, files),
    await importWait(browser),
    await openWait(browser, files),
  ];
  await browser.close();
  return verdicts;
}
