import type { BuildState } from '#shared/features/candidate/model.ts';
import type { Tone } from '#shared/machine.ts';

/** How far the build of a candidate is, in word and colour. */
export const buildLooks: Readonly<Record<BuildState, { readonly label: string; readonly tone: Tone }>> = {
  ready: { label: 'ready', tone: 'ok' },
  pending: { label: 'waits for its build', tone: 'dim' },
  in_progress: { label: 'is being built', tone: 'accent' },
  failed: { label: 'build failed', tone: 'bad' },
  canceled: { label: 'build canceled', tone: 'dim' },
};

/** `rc2`: what tells a candidate from the others of its release. */
export function shortCandidate({ number }: { readonly number: number }): string {
  return `rc${number}`;
}

/** `1 version`, `3 versions`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
