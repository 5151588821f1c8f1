import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hosts, type LaunchedDesk, onEachHost } from './hosts.ts';

onEachHost('the shell', hosts, (host) => {
  let folder: string;
  let desk: LaunchedDesk;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));
    desk = await host.launch({ file: join(folder, 'team.slipway'), data: join(folder, 'data') });
  });
  afterAll(async () => {
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('opens without a complaint of the page', async () => {
    expect(await desk.page.title()).toContain('Slipway');
    await desk.page.waitForTimeout(300);
    expect(desk.complaints).toEqual([]);
  });

  test('gives the page nothing but the bridge', async () => {
    const given = await desk.page.evaluate(() => ({
      bridge: 'bridge' in window ? Object.keys((window as { bridge?: object }).bridge ?? {}).sort() : null,
      node: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
    }));
    expect(given).toEqual({ bridge: host.isElectron ? ['call', 'subscribe'] : null, node: [] });
  });

  test('keeps the token out of the address, and the page alive over a reload', async () => {
    expect(desk.page.url()).not.toContain('token');
    await desk.page.reload();
    await desk.page.waitForFunction(() => (document.getElementById('root')?.innerText ?? '').length > 0);
    expect(desk.page.url()).not.toContain('token');
  });

  test('streams a file from the page to the application', async () => {
    const reply = await desk.page.evaluate(async (token) => {
      const body = new Blob([new Uint8Array(8 * 1024 * 1024)]);
      const headers = token ? { Authorization: `Bearer ${token}` } : {};
      return (
        await fetch('/files/from-the-page', {
          method: 'PUT',
          body,
          headers: headers as Record<string, string>,
        })
      ).json();
    }, desk.token);
    expect(reply).toMatchObject({ ok: true, data: { id: 'from-the-page', size: 8 * 1024 * 1024 } });
  });

  test('lets the page evaluate no text, run no inline script and call nowhere else', async () => {
    const outcome = await desk.page.evaluate(async () => {
      const violated: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        violated.push(event.effectiveDirective),
      );
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.head.append(script);
      const fetched = await fetch('https://example.invalid/').then(
        () => 'went',
        () => 'refused',
      );
      const link = document.createElement('a');
      link.setAttribute('onclick', 'window.inlineRan = true');
      link.click();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { fetched, inlineRan: 'inlineRan' in window, violated: [...new Set(violated)].sort() };
    });
    expect(outcome.inlineRan).toBe(false);
    expect(outcome.fetched).toBe('refused');
    expect(outcome.violated).toEqual(expect.arrayContaining(['connect-src', 'script-src-elem']));
  });
});

onEachHost('a power cut', hosts, (host) => {
  test('loses nothing that was acknowledged, and the next start opens the same file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));
    const options = { file: join(folder, 'team.slipway'), data: join(folder, 'data') };
    const first = await host.launch(options);
    expect(await first.call('project.create', { name: 'checkout-api' })).toMatchObject({ ok: true });
    await first.kill();
    const second = await host.launch(options);
    expect(JSON.stringify(await second.call('project.list'))).toContain('checkout-api');
    await second.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
