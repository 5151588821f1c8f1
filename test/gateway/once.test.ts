import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../src-main/context.ts';
import { foldersOf } from '../../src-main/jobs/folders.ts';
import { openWorkspaceFile } from '../../src-main/store/workspace-file.ts';
import { createTransactor } from '../../src-main/transactor.ts';
import { type TestApp, testApp, withPlace } from '../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(() => desk.close());

describe('a command under a key', () => {
  it('is carried out once, also when the application died before it answered', async () => {
    const place = await withPlace(desk.client);
    const { id: tokenId } = await desk.client.token.create({
      name: 'ci',
      personName: 'ci',
      scopes: ['tracker:admin'],
    });
    const caller: Caller = {
      name: 'ci',
      email: null,
      door: 'gateway',
      tokenId,
      once: { key: 'run-7', request: 'the body' },
    };
    const input = { ...place, version: 'v1' };
    await desk.app.close();
    const open = () =>
      openWorkspaceFile(
        { file: desk.file, folders: foldersOf(desk.file, desk.folder), name: 'x' },
        desk.sources,
      );
    const first = open();
    const made = createTransactor(first, desk.sources, () => {}).command('deployment.record', input, caller);
    first.close();
    const second = open();
    const writer = createTransactor(second, desk.sources, () => {});
    expect(writer.command('deployment.record', input, caller)).toEqual(JSON.parse(JSON.stringify(made)));
    const other = { ...caller, once: { key: 'run-7', request: 'another body' } };
    expect(() => writer.command('deployment.record', input, other)).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    expect(writer.stores.deployment.lastNumber()).toBe(1);
    second.close();
    desk = await desk.reopen();
    expect((await desk.client.deployment.count({})).count).toBe(1);
  });
});
