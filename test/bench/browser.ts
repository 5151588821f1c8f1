import { type Browser, chromium, type Page } from 'playwright';
import { BROWSER_ARGS, browserPath } from '../support/browser.ts';
import { type RunningWebHost, startWebHost } from '../support/webHost.ts';
import { scratch } from './copies.ts';

/** A window on a laptop's screen. */
const VIEW = { width: 1360, height: 860 };

/** The place of the Deployments screen. */
export const LIST = '/deployments';

/** A headless browser of this machine, or null when there is none. */
export async function launchBrowser(): Promise<Browser | null> {
  const executablePath = browserPath();
  return executablePath ? chromium.launch({ executablePath, args: BROWSER_ARGS }) : null;
}

/** Works with the browser host as it was built, over a workspace, and ends it; `data` holds the machine's settings. */
export async function withHost<T>(
  file: string,
  work: (host: RunningWebHost) => Promise<T>,
  data = scratch(),
): Promise<T> {
  const host = await startWebHost(['--file', file, '--data', data], 'out/main/web.js');
  try {
    return await work(host);
  } finally {
    await host.end();
  }
}

/** Works with a page of its own, in a context that nothing has been loaded into, and closes it. */
export async function withPage<T>(
  browser: Browser,
  url: string,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: VIEW });
  try {
    const page = await context.newPage();
    await page.goto(url);
    return await work(page);
  } finally {
    await context.close();
  }
}

/** Waits until the page shows something of the application, then goes to a place of it, as a link would. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.waitForFunction(() => (document.getElementById('root')?.innerText ?? '').length > 0);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
}

/** What the page's scripts hold once all that can go is gone, in bytes. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  // What a first round lets go may hold more.
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
