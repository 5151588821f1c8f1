import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP, type CommandLine, commandLine, releaseText, STAGING, withApp } from './commandLine.ts';

let cli: CommandLine;
beforeEach(async () => {
  cli = await commandLine();
});
afterEach(async () => {
  expect(cli.app.desk.logged).toEqual([]);
  await cli.app.desk.close();
});

const names = async (path: string, list: 'apps' | 'deployments') =>
  (await cli.send('GET', path)).json[list].map(({ name }: { name: string }) => name);

describe('logging in', () => {
  it('knows a key and refuses every other with the status that the command line looks for', async () => {
    expect(await cli.send('GET', '/authenticated')).toMatchObject({
      status: 200,
      json: { authenticated: true },
    });
    expect((await cli.send('GET', '/authenticated', undefined, 'slw_nobody')).status).toBe(401);
  });

  it('says whom a key stands for, by e-mail when there is one', async () => {
    expect((await cli.send('GET', '/account')).json).toEqual({
      account: { name: 'ci-bot', email: 'ci-bot', linkedProviders: [] },
    });
    const { secret } = await cli.app.desk.client.token.create({
      name: 'mira',
      personName: 'Mira Solberg',
      email: 'mira@example.com',
      scopes: ['codepush:read'],
    });
    expect((await cli.send('GET', '/account', undefined, secret)).json.account).toEqual({
      name: 'Mira Solberg',
      email: 'mira@example.com',
      linkedProviders: [],
    });
  });

  it('shows the key that is used without its secret, and never as expired', async () => {
    const { accessKeys } = (await cli.send('GET', '/accessKeys')).json;
    expect(accessKeys).toMatchObject([{ name: '(hidden)', friendlyName: 'pipeline', isSession: false }]);
    expect(accessKeys[0].expires).toBeGreaterThan(Date.UTC(2100, 0, 1));
    expect(JSON.stringify(accessKeys)).not.toContain(cli.app.secret.slice(4));
  });

  it.each([
    ['POST', '/accessKeys/', { friendlyName: 'second', createdBy: 'laptop' }, 422],
    ['DELETE', '/accessKeys/second', undefined, 422],
    ['POST', `${APP}/collaborators/eve@example.com`, undefined, 422],
    ['POST', `${APP}/transfer/eve@example.com`, undefined, 422],
    ['DELETE', '/sessions/laptop', undefined, 404],
  ])('gives no access through this door: %s %s', async (method, path, body, status) => {
    const answer = await cli.send(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('Settings, Gateway');
  });

  it('lets a reading key read, and nothing else', async () => {
    await withApp(cli);
    const reader = await cli.app.token('codepush:read');
    expect((await cli.send('GET', '/apps', undefined, reader)).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/apps/'],
      ['DELETE', APP],
      ['POST', `${STAGING}/release`],
      ['PATCH', `${STAGING}/release`],
      ['POST', `${STAGING}/rollback/`],
      ['DELETE', `${STAGING}/history`],
    ] as const) {
      const refused = await cli.send(method, path, undefined, reader);
      expect([path, refused.status]).toEqual([path, 403]);
      expect(refused.text).toContain('codepush:admin');
    }
  });
});

describe('apps', () => {
  it('begin with Production and Staging, at an address of their own', async () => {
    const answer = await withApp(cli, 'Payments & Co-Android');
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe('/apps/Payments%20%26%20Co-Android');
    expect(answer.json.app).toEqual({
      name: 'Payments & Co-Android',
      collaborators: { 'ci-bot': { isCurrentAccount: true, permission: 'Owner' } },
      deployments: ['Production', 'Staging'],
    });
    const read = await cli.send('GET', answer.headers.get('location') ?? '');
    expect(read.json.app).toEqual(answer.json.app);
  });

  it('tell a repeated request where they are, as they told the first', async () => {
    const call = {
      method: 'POST',
      path: '/apps/',
      headers: { 'idempotency-key': 'make-it' },
      body: { name: 'Wallet', os: 'iOS', platform: 'React-Native' },
    };
    // Two at once, so that one waits for the other; then one that finds the answer in the workspace.
    const together = await Promise.all([cli.app.send(call), cli.app.send(call)]);
    const answers = [...together, await cli.app.send(call)];
    const told = answers.map(({ status, headers }) => [
      status,
      headers.get('location'),
      headers.get('content-type'),
    ]);
    expect(told).toEqual(answers.map(() => [201, '/apps/Wallet', 'application/json; charset=utf-8']));
    const replays = answers.map(({ headers }) => headers.get('idempotency-replayed') ?? 'first');
    expect(replays.sort()).toEqual(['first', 'true', 'true']);
  });

  it('begin with nothing when their maker wants to name the deployments', async () => {
    const body = { name: 'Bare-iOS', os: 'iOS', manuallyProvisionDeployments: true };
    expect((await cli.send('POST', '/apps/', body)).json.app.deployments).toEqual([]);
    expect(await names('/apps', 'apps')).toEqual(['Bare-iOS']);
  });

  it('are a project each, shared by the operating systems that their names end in', async () => {
    await withApp(cli, 'Payments-iOS', 'iOS');
    await withApp(cli, 'Payments-Android', 'Android');
    await withApp(cli, 'Wallet', 'Android');
    expect(await names('/apps', 'apps')).toEqual(['Payments-Android', 'Payments-iOS', 'Wallet']);
    const channels = await cli.app.desk.client.codepush.channels({});
    expect(new Set(channels.map(({ project, os }) => `${project} ${os}`))).toEqual(
      new Set(['Payments android', 'Payments ios', 'Wallet android']),
    );
    const targets = channels.map(({ name, target }) => [name, target]);
    expect(new Set(targets.map(String))).toEqual(new Set(['Production,production', 'Staging,staging']));
  });

  it('take the operating system from the name when an older tool does not send it', async () => {
    expect((await cli.send('POST', '/apps', { name: 'Lens-Huawei' })).status).toBe(201);
    const [channel] = await cli.app.desk.client.codepush.channels({});
    expect(channel).toMatchObject({ project: 'Lens', os: 'huawei' });
    expect((await cli.send('POST', '/apps', { name: 'Lens' })).status).toBe(400);
  });

  it('that the desk made are there under their project and operating system', async () => {
    const { client } = cli.app.desk;
    const { id: projectId } = await client.project.create({ name: 'acme/pay', kind: 'mobile' });
    await client.codepush.createChannel({ projectId, os: 'ios', target: 'staging' });
    expect(await names('/apps', 'apps')).toEqual(['acme/pay-iOS']);
    for (const path of ['/apps/acme%2Fpay-iOS', '/apps/acme~~pay-iOS']) {
      expect((await cli.send('GET', path)).json.app).toMatchObject({
        name: 'acme/pay-iOS',
        deployments: ['Staging'],
      });
    }
  });

  it.each([
    ['another system', { name: 'Win', os: 'Windows' }, 400],
    ['a slash in the name', { name: 'a/b-iOS', os: 'iOS' }, 400],
    ['an owner in the name', { name: 'eve@example.com:App', os: 'iOS' }, 400],
    ['no name', { os: 'iOS' }, 400],
    ['a name that is there', { name: 'Payments-Android', os: 'Android' }, 409],
  ])('are refused with %s', async (_what, body, status) => {
    await withApp(cli);
    const refused = await cli.send('POST', '/apps/', body);
    expect(refused.status).toBe(status);
    expect(refused.headers.get('content-type')).toContain('text/plain');
    expect(await names('/apps', 'apps')).toEqual(['Payments-Android']);
  });

  it('are renamed without their projects, and keep the name when a project is renamed', async () => {
    await withApp(cli);
    const [project] = await cli.app.desk.client.project.list();
    expect((await cli.send('PATCH', APP, { name: 'Pay' })).json.app.name).toBe('Pay');
    expect((await cli.app.desk.client.project.list())[0]?.name).toBe('Payments');
    await cli.app.desk.client.project.update({ id: project?.id ?? 0, name: 'Checkout' });
    expect(await names('/apps', 'apps')).toEqual(['Pay']);
    expect((await cli.send('GET', APP)).status).toBe(404);
  });

  it('give a name that was freed to whoever comes next, in a project of its own', async () => {
    await withApp(cli);
    await cli.send('PATCH', APP, { name: 'Pay' });
    expect((await withApp(cli)).status).toBe(201);
    const projects = (await cli.app.desk.client.project.list()).map(({ name }) => name);
    expect(projects).toEqual(['Payments', 'Payments-Android']);
    expect(await names('/apps', 'apps')).toEqual(['Pay', 'Payments-Android']);
  });

  it('are removed while nobody used them, and kept once something was released', async () => {
    await withApp(cli);
    expect((await cli.send('DELETE', APP)).status).toBe(204);
    expect(await names('/apps', 'apps')).toEqual([]);
    await withApp(cli);
    expect((await releaseText(cli, 'one')).status).toBe(201);
    const refused = await cli.send('DELETE', APP);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Nothing was removed');
    expect(await names(`${APP}/deployments`, 'deployments')).toEqual(['Production', 'Staging']);
  });
});

describe('deployments', () => {
  beforeEach(() => withApp(cli));
  const DEPLOYMENTS = `${APP}/deployments/`;

  it('are added with a key of their own, and listed by name', async () => {
    const answer = await cli.send('POST', DEPLOYMENTS, { name: 'Beta testers' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`${DEPLOYMENTS}Beta%20testers`);
    expect(answer.json.deployment).toMatchObject({ name: 'Beta testers', package: null });
    expect(answer.json.deployment.key).toMatch(/^[A-Za-z0-9_-]{10,100}$/);
    expect(await names(DEPLOYMENTS, 'deployments')).toEqual(['Beta testers', 'Production', 'Staging']);
  });

  it('keep the key that installed apps have already', async () => {
    const key = 'CTVe9uvDAOBTnCZdgH6EE00Dt5M941a7e1A3V';
    const answer = await cli.send('POST', DEPLOYMENTS, { name: 'Old', key });
    expect(answer.json.deployment.key).toBe(key);
    const again = await cli.send('POST', DEPLOYMENTS, { name: 'Other', key });
    expect([again.status, again.text]).toEqual([
      409,
      'This deployment key belongs to Payments android Old. Nothing was changed. A key belongs to one channel; let Slipway make one.',
    ]);
    expect((await cli.send('POST', DEPLOYMENTS, { name: 'Short', key: 'short' })).status).toBe(400);
  });

  it('are renamed, keep their key, and do not take a name that is there', async () => {
    const before = (await cli.send('GET', STAGING)).json.deployment;
    const renamed = await cli.send('PATCH', STAGING, { name: 'Test' });
    expect(renamed.json.deployment).toEqual({ ...before, name: 'Test' });
    expect((await cli.send('PATCH', `${DEPLOYMENTS}Test`, { name: 'Production' })).status).toBe(409);
  });

  it('are removed while nobody used them, and kept once something was released', async () => {
    await cli.send('POST', DEPLOYMENTS, { name: 'Spare' });
    expect((await cli.send('DELETE', `${DEPLOYMENTS}Spare`)).status).toBe(204);
    expect(await names(DEPLOYMENTS, 'deployments')).toEqual(['Production', 'Staging']);
    await releaseText(cli, 'one');
    expect((await cli.send('DELETE', STAGING)).status).toBe(409);
  });

  it('are kept once a device reported to them', async () => {
    const { key } = (await cli.send('GET', STAGING)).json.deployment;
    const report = { deployment_key: key, app_version: '1.0.0', client_unique_id: 'device-001' };
    const path = '/v0.1/public/codepush/report_status/deploy';
    const headers = { 'x-codepush-sdk-version': '4.2.3' };
    expect((await cli.app.send({ method: 'POST', path, body: report, headers })).status).toBe(200);
    expect((await cli.send('DELETE', STAGING)).status).toBe(409);
  });

  it.each([
    ['GET', `${DEPLOYMENTS}Nowhere`],
    ['GET', `${DEPLOYMENTS}staging`],
    ['PATCH', `${DEPLOYMENTS}Nowhere`],
    ['DELETE', `${DEPLOYMENTS}Nowhere`],
    ['GET', `${DEPLOYMENTS}Nowhere/history`],
    ['GET', `${DEPLOYMENTS}Nowhere/metrics`],
    ['POST', `${DEPLOYMENTS}Nowhere/rollback/`],
  ])('that are not there are told as the command line expects it: %s %s', async (method, path) => {
    const answer = await cli.send(method, path, method === 'PATCH' ? { name: 'x' } : undefined);
    expect(answer.status).toBe(404);
    expect(answer.text).toMatch(/^Deployment "(Nowhere|staging)" does not exist\./);
  });
});
