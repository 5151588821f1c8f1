import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build, needsBuild } from '../../src-main/host/start/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why there is nothing to run, or null. */
    buildFault: string | null;
  }
}

/** The specs run what was built; it is built once when it is older than its sources. A failure fails each spec. */
export function setup(project: TestProject): void {
  const root = resolve(import.meta.dirname, '../..');
  project.provide('buildFault', needsBuild(root) ? build(root) : null);
}
