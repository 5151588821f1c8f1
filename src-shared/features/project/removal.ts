import * as z from '../../contract/schema.ts';
import { AppError } from '../../errors.ts';

/** What keeps a project or an environment here, and what would go with it: one of them, and several. */
const things = {
  deployment: ['deployment names it', 'deployments name it'],
  release: ['release is of it', 'releases are of it'],
  channel: ['channel is of it', 'channels are of it'],
  appStatus: ['app status is kept of it', 'app statuses are kept of it'],
  credential: ['credential is kept for it', 'credentials are kept for it'],
  freeze: ['freeze names it', 'freezes name it'],
  environment: ['link to an environment', 'links to environments'],
  project: ['link to a project', 'links to projects'],
  phase: ['place in the phases of a project', 'places in the phases of projects'],
  workflow: ['workflow', 'workflows'],
  phases: ['list of phases', 'lists of phases'],
  schedule: ['schedule of cuts', 'schedules of cuts'],
  appName: ['app name', 'app names'],
  delivery: ['delivery setting', 'delivery settings'],
} as const satisfies Record<string, readonly [one: string, many: string]>;

const countedSchema = z.object({
  what: z.enum(Object.keys(things) as (keyof typeof things)[]),
  count: z.number().int(),
});
export type Counted = z.infer<typeof countedSchema>;

/** What deleting would take away, and what keeps it from being done. */
export const removalSchema = z.object({
  name: z.string(),
  /** Records that name it; with any of them it stays. */
  standing: z.array(countedSchema),
  /** What is nobody's history and goes with it. */
  goes: z.array(countedSchema),
  /** Why it cannot be deleted, as a sentence; null when it can. */
  refusal: z.string().nullable(),
});
export type Removal = z.infer<typeof removalSchema>;

export const removeSchema = z.object({
  id: z.number().int(),
  reason: z.string().trim().max(2000).nullable().default(null),
});

/** `2 workflows`, `1 schedule of cuts`. */
export function countedWords({ what, count }: Counted): string {
  return `${count.toLocaleString('en')} ${things[what][count === 1 ? 0 : 1]}`;
}

/**
 * Decides whether something may be deleted: only what no record names, because history is never lost. What merely sets it
 * up goes with it.
 */
export function judgeRemoval(name: string, standing: readonly Counted[], goes: readonly Counted[]): Removal {
  const there = (list: readonly Counted[]) => list.filter(({ count }) => count > 0);
  const named = there(standing);
  return {
    name,
    standing: named,
    goes: there(goes),
    refusal: named.length === 0 ? null : `${name} stays: ${named.map(countedWords).join(', ')}.`,
  };
}

/** @throws conflict with what stands there and the way on. */
export function requireRemovable(
  { name, refusal }: Removal,
  object: { readonly noun: 'project' | 'environment'; readonly id: string },
): void {
  if (refusal === null) return;
  throw new AppError('conflict', `${refusal} Nothing was changed.`, {
    hint:
      object.noun === 'environment'
        ? 'Take it off the projects that do not use it any more: its history stays.'
        : 'Take it off its environments: its history stays.',
    object: { ...object, label: name },
  });
}
