import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ElectronApplication } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { electronHosts, type LaunchedDesk, onEachHost } from './hosts.ts';

const preload = resolve(import.meta.dirname, '../../out/preload/preload.cjs');

const patient = { timeout: 10_000 };

interface Recorded {
  readonly api: string;
  readonly args: readonly unknown[];
}

/** What the stand-in remembers of the desktop; null on the real Electron, which has no such memory. */
const recorded = (app: ElectronApplication) =>
  app.evaluate(() => {
    const { __standIn } = globalThis as { __standIn?: { log: Recorded[] } };
    return __standIn ? (JSON.parse(JSON.stringify(__standIn.log)) as Recorded[]) : null;
  });

onEachHost('Electron’s wiring', electronHosts, (host) => {
  let folder: string;
  let data: string;
  let desk: LaunchedDesk;
  let app: ElectronApplication;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));
    data = join(folder, 'data');
    desk = await host.launch({ file: join(folder, 'team.slipway'), data });
    if (!desk.electron) throw new Error('this host has a main process');
    app = desk.electron;
  });
  afterAll(async () => {
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('asks for the sandbox of every page before there is one', async () => {
    const log = await recorded(app);
    if (log) expect(log.map(({ api }) => api)).toContain('app.enableSandbox');
    expect(await app.evaluate(({ app: running }) => running.isReady())).toBe(true);
  });

  test('File, Open shows the system’s dialog and opens what was chosen', async () => {
    const other = join(folder, 'other.slipway');
    const scripted = await app.evaluate(({ dialog }, file) => {
      // The one thing that a test cannot click: the answer of the system's own dialog.
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
      return true;
    }, other);
    expect(scripted).toBe(true);
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('open')?.click());
    await expect
      .poll(async () => JSON.stringify(await desk.call('workspace.state')), patient)
      .toContain('"name":"other"');
    await desk.call('workspace.open', { file: join(folder, 'team.slipway') });
  });

  test('answers no page but its own, even with our preload in it', async () => {
    const reply = await app.evaluate(async ({ BrowserWindow }, file) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload: file, sandbox: true } });
      await other.loadURL('data:text/html,<title>other</title>');
      const answer = await other.webContents.executeJavaScript(
        "window.bridge ? window.bridge.call('workspace.state') : 'no bridge'",
      );
      other.destroy();
      return answer;
    }, preload);
    expect(reply).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  test('opens no second window; an https link goes to the browser, anything else nowhere', async () => {
    for (const link of ['https://example.com/release', 'file:///etc/passwd', 'javascript:alert(1)']) {
      await desk.page.evaluate((url) => void window.open(url), link);
    }
    await desk.page.waitForTimeout(500);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    const log = await recorded(app);
    if (log) {
      const opened = log.filter(({ api }) => api === 'shell.openExternal').map(({ args }) => args[0]);
      expect(opened).toEqual(['https://example.com/release']);
    }
  });

  test('stays on its own page', async () => {
    const before = desk.page.url();
    await desk.page.evaluate(() => {
      location.href = 'https://example.invalid/';
    });
    await desk.page.waitForTimeout(500);
    expect(desk.page.url()).toBe(before);
  });

  test('grants the page notifications, the writing of text to the clipboard, and nothing else', async () => {
    expect(await desk.page.evaluate(() => Notification.requestPermission())).toBe('granted');
    const where = await desk.page.evaluate(
      () =>
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('told'),
            ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : 'not known'),
          ),
        ),
    );
    expect(where).toBe('denied');
    const written = await desk.page.evaluate(() =>
      navigator.clipboard.writeText('2.14.0').then(
        () => 'written',
        (error) => String(error),
      ),
    );
    expect(written).toBe('written');
  });

  test.each(['/../../package.json', '/%2e%2e/package.json', '/..%5c..%5cpackage.json', '/no-such.js'])(
    'app://slipway%s leads nowhere',
    async (path) => {
      const status = await app.evaluate(
        async ({ net }, url) => (await net.fetch(url)).status,
        `app://slipway${path}`,
      );
      expect(status).toBe(404);
    },
  );

  test('its menu runs the page’s own commands', async () => {
    const click = (id: string) =>
      app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
    await click('go.matrix');
    await expect.poll(() => desk.page.url(), patient).toContain('#/matrix');
    await click('go.overview');
    await expect.poll(() => desk.page.url(), patient).not.toContain('matrix');
  });

  test('a second start hands its link to the first and ends', async () => {
    const uid = '01939000-0000-7000-8000-000000000001';
    await expect(host.launch({ data, args: [`slipway://deployment/${uid}`] })).rejects.toThrow();
    await expect.poll(() => desk.page.url(), patient).toContain(`#/deployments/uid/${uid}`);
  });

  test('the window stands where it stood', async () => {
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1111, height: 777 }),
    );
    await desk.close();
    expect(JSON.parse(readFileSync(join(data, 'window.json'), 'utf8'))).toMatchObject({
      width: 1111,
      height: 777,
    });
    desk = await host.launch({ file: join(folder, 'team.slipway'), data });
    if (!desk.electron) throw new Error('this host has a main process');
    app = desk.electron;
    const bounds = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
    expect(bounds).toMatchObject({ width: 1111, height: 777 });
  });
});
