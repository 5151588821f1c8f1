import { expect } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import type { BuildState } from '#shared/features/build/rules.ts';

/** An approved iOS production build that was never Live. */
export const build = (id: number, more: Partial<BuildState> = {}): BuildState => ({
  id,
  uid: `uid-${id}`,
  number: id,
  kind: 'build',
  status: 'succeeded',
  projectId: 1,
  os: 'ios',
  target: 'production',
  tag: `v${id}`,
  envVersion: `1.0.${id}`,
  storeVersion: `1.0.${id}`,
  versionCode: null,
  isOnStore: 'success',
  liveFrom: null,
  liveUntil: null,
  forceUpdate: false,
  ...more,
});

export const live = (id: number, more: Partial<BuildState> = {}) => build(id, { liveFrom: 100, ...more });
export const replaced = (id: number, more: Partial<BuildState> = {}) =>
  build(id, { liveFrom: 50, liveUntil: 100, ...more });

/** The field that a refusal names, which is what a door answers. */
export function refusedField(work: () => unknown): { code: string; field: unknown } {
  try {
    work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(error.message).toMatch(/Nothing was changed\.$/);
    const [first] = error.details.fields as { field: string }[];
    return { code: error.code, field: first?.field };
  }
  throw new Error('It was allowed.');
}
