import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningWebHost, rawRequest, spawnWebHost, startWebHost } from '../support/webHost.ts';

let folder: string;
const running: RunningWebHost[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-life-'));
});

afterEach(async () => {
  for (const host of running.splice(0)) await host.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(...more: string[]): Promise<RunningWebHost> {
  const host = await startWebHost([
    '--file',
    join(folder, 'team.slipway'),
    '--data',
    join(folder, 'data'),
    ...more,
  ]);
  running.push(host);
  return host;
}

const stateOf = async (host: RunningWebHost) => {
  const reply = await host.call('workspace.state');
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.data as { workspace: object | null; problem: { code: string; message: string } | null };
};

describe('the end', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s closes the file and ends with 0', async (signal) => {
    const host = await start();
    await host.call('project.create', { name: 'checkout-api' });
    expect(await host.end(signal)).toBe(0);
    expect(statSync(join(folder, 'team.slipway-wal'), { throwIfNoEntry: false })).toBeUndefined();
  });

  test('after SIGKILL the same file opens at once, with what was acknowledged', async () => {
    const first = await start();
    await first.call('project.create', { name: 'checkout-api' });
    await first.end('SIGKILL');
    const second = await start();
    expect((await stateOf(second)).problem).toBeNull();
    expect(await second.call('project.list')).toMatchObject({ ok: true });
    expect(JSON.stringify(await second.call('project.list'))).toContain('checkout-api');
  });
});

test('a second one on the same file says so on the page, leaves the first alone and stays up', async () => {
  const first = await start();
  const second = await start();
  const { workspace, problem } = await stateOf(second);
  expect(workspace).toBeNull();
  expect(problem).toMatchObject({ code: 'conflict', message: expect.stringContaining('another Slipway') });
  expect(second.told()).toContain('another Slipway');
  expect(await second.call('project.create', { name: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'unavailable' },
  });
  expect(await first.call('project.create', { name: 'y' })).toMatchObject({ ok: true });
});

describe('the command line', () => {
  test.each([
    [['--fiel', 'x'], "Unknown option '--fiel'"],
    [['--port', '70000'], '--port takes a port from 0 to 65535'],
    [['--gateway-port', 'x'], '--gateway-port takes a port'],
    [['a.slipway', 'b.slipway'], '"b.slipway" is one argument too many'],
    [['--file'], "Option '--file <value>' argument missing"],
  ])('%j is answered by a sentence and 2', async (args, sentence) => {
    const process = spawnWebHost(args);
    expect(await process.exit).toBe(2);
    expect(process.told()).toContain(sentence);
    expect(process.told()).not.toContain('    at ');
  });

  test('a port that is taken is a sentence and 1, and the workspace is let go', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as { port: number };
    const process = spawnWebHost([
      ...['--port', String(port), '--no-open', '--data', join(folder, 'data')],
      join(folder, 'team.slipway'),
    ]);
    expect(await process.exit).toBe(1);
    expect(process.told()).toContain(`Port ${port} is taken`);
    taken.close();
    expect((await stateOf(await start())).problem).toBeNull();
  });

  test('--gateway-port opens the gateway and says where', async () => {
    const host = await start('--gateway-port', '0');
    expect(host.line.gateway).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
  });

  test('a file that is no workspace is left as it was, and the page says why', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'not a database, but mine');
    const host = await startWebHost(['--file', file, '--data', join(folder, 'data')]);
    running.push(host);
    expect((await stateOf(host)).problem).toMatchObject({ code: 'invalid_input' });
    expect(readFileSync(file, 'utf8')).toBe('not a database, but mine');
  });

  test('an address beyond this machine answers only to the names that were given', async () => {
    const host = await start('--listen', '0.0.0.0', '--host', 'desk.example');
    expect(host.line.url).toContain('http://desk.example:');
    const origin = `http://127.0.0.1:${new URL(host.line.url).port}`;
    expect((await rawRequest(origin, '/call', { host: 'desk.example' })).status).toBe(401);
    expect((await rawRequest(origin, '/call', { host: 'other.example' })).status).toBe(403);
  });
});

test('only the owner can read the settings, and a damaged file is kept aside', async () => {
  const host = await start();
  await host.call('settings.update', { theme: 'dark' });
  const config = join(folder, 'data', 'config.json');
  expect(statSync(config).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(config, 'utf8'))).toMatchObject({ theme: 'dark' });
  await host.end();
  writeFileSync(config, '{ half');
  const again = await start();
  expect(await again.call('settings.get')).toMatchObject({ ok: true, data: { theme: 'system' } });
  expect(readFileSync(`${config}.damaged`, 'utf8')).toBe('{ half');
});

test('a host that another process started for it dies with that process', async () => {
  const script = `
    import { runInPlace } from ${JSON.stringify(join(import.meta.dirname, '../../src-main/host/web/child.ts'))};
    await runInPlace(process.execPath, ${JSON.stringify([
      join(import.meta.dirname, '../../src-main/web.ts'),
      ...['--no-open', '--file', join(folder, 'team.slipway'), '--data', join(folder, 'data')],
    ])}, { tied: true });`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((done) => parent.stdout.once('data', done));
  parent.kill('SIGKILL');
  await expect
    .poll(
      async () => {
        const host = await start();
        const { problem } = await stateOf(host);
        await host.end('SIGKILL');
        return problem;
      },
      { timeout: 20_000 },
    )
    .toBeNull();
});
