import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { unwrap } from '#shared/contract/wire.ts';
import type { E2eHost, LaunchedDesk, LaunchOptions } from './hosts.ts';

/** A desk that is launched once for all specs of a group, over a folder that goes with it. */
export interface DeskUnderTest {
  /** The launched application; only inside a spec. */
  readonly desk: LaunchedDesk;
  readonly page: Page;
  readonly folder: string;
  /** Goes to a place of the desk by its path, as a link would. */
  go(path: string): Promise<void>;
  /** Asks the application behind the page. @throws AppError when it refuses */
  ask<T = unknown>(procedure: string, input?: unknown): Promise<T>;
  /** Presses keys one after the other, as a person would. */
  press(...keys: string[]): Promise<void>;
}

/**
 * Launches the host before the first spec of this group and ends it after the last.
 * @param prepare may lay files in the folder and name another workspace or more arguments.
 */
export function deskUnderTest(
  host: E2eHost,
  prepare: (folder: string) => Partial<LaunchOptions> = () => ({}),
): DeskUnderTest {
  let desk: LaunchedDesk | null = null;
  let folder = '';
  const running = () => {
    if (!desk) throw new Error('the desk is not launched');
    return desk;
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));
    desk = await host.launch({
      file: join(folder, 'team.slipway'),
      data: join(folder, 'data'),
      ...prepare(folder),
    });
  });
  afterAll(async () => {
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  // What the page showed is the first thing that a reader of a failure asks for.
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || !desk) return;
    const { page, complaints } = desk;
    const text = await page
      .locator('body')
      .innerText({ timeout: 2000 })
      .catch(() => 'The page is gone.');
    console.error([task.name, page.url(), text.slice(0, 2500), ...complaints].join('\n'));
  });
  return {
    get desk() {
      return running();
    },
    get page() {
      return running().page;
    },
    get folder() {
      return folder;
    },
    async go(path) {
      await running().page.evaluate((place) => {
        location.hash = place;
      }, path);
    },
    ask: async <T>(procedure: string, input?: unknown) => unwrap(await running().call(procedure, input)) as T,
    async press(...keys) {
      for (const key of keys) await running().page.keyboard.press(key);
    },
  };
}
