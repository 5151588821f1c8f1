import { assertNever } from '../../assert.ts';
import * as z from '../../contract/schema.ts';

const placeId = z.number().int();

/** Environments that a candidate reaches together, and how many of them must succeed before the next phase opens. */
export const phaseSchema = z
  .object({
    name: z.string().trim().min(1).max(60),
    environmentIds: z.array(placeId).min(1).max(50),
    passes: z.discriminatedUnion('rule', [
      z.object({ rule: z.literal('all') }),
      z.object({ rule: z.literal('at_least'), count: z.number().int().min(1) }),
      z.object({ rule: z.literal('optional') }),
    ]),
  })
  .refine(
    ({ environmentIds, passes }) => passes.rule !== 'at_least' || passes.count <= environmentIds.length,
    {
      message: 'More successes are asked for than the phase has environments.',
      path: ['passes', 'count'],
    },
  );
export type Phase = Readonly<z.infer<typeof phaseSchema>>;

/** The phases of a project in their order; none means that every environment is open to every candidate. */
export const phasesSchema = z
  .array(phaseSchema)
  .max(20)
  .refine(
    (phases) => {
      const ids = phases.flatMap(({ environmentIds }) => environmentIds);
      return new Set(ids).size === ids.length;
    },
    { message: 'An environment stands in one phase only, and once.' },
  );

/**
 * The phases of a project that does not deploy to an environment any more: it leaves its phase, which asks for no more
 * successes than it has environments left, and goes with its last one.
 */
export function phasesWithout(phases: readonly Phase[], environmentId: number): Phase[] {
  return phases.flatMap((phase) => {
    const environmentIds = phase.environmentIds.filter((id) => id !== environmentId);
    if (environmentIds.length === 0) return [];
    const { passes } = phase;
    const count = passes.rule === 'at_least' ? Math.min(passes.count, environmentIds.length) : 0;
    return [{ ...phase, environmentIds, passes: passes.rule === 'at_least' ? { ...passes, count } : passes }];
  });
}

/** Whether enough of a phase has succeeded for the next one to open (spec/releases 2.9). */
export function isPassed({ environmentIds, passes }: Phase, succeededIn: ReadonlySet<number>): boolean {
  const succeeded = environmentIds.filter((id) => succeededIn.has(id)).length;
  switch (passes.rule) {
    case 'all':
      return succeeded === environmentIds.length;
    case 'at_least':
      return succeeded >= passes.count;
    case 'optional':
      return true;
    default:
      return assertNever(passes);
  }
}

export interface ProgressionFacts {
  readonly phases: readonly Phase[];
  /** Where this candidate has succeeded, whatever runs there now. */
  readonly candidateSucceededIn: ReadonlySet<number>;
  /** Where any candidate of its release has. */
  readonly releaseSucceededIn: ReadonlySet<number>;
  /** Why the release is blocked; null when it is not. */
  readonly blocked: { readonly reason: string } | null;
}

/** Whether a candidate may go to an environment, and why not. */
export type Openness =
  | { readonly state: 'open' }
  | { readonly state: 'blocked'; readonly reason: string }
  | {
      readonly state: 'waits';
      /** The first phase that is not passed. */
      readonly phase: string;
      /** Of its environments, those without a success, and how many of these are still needed. */
      readonly missing: readonly number[];
      readonly needed: number;
    };

/** What a blocked release may still reach: its first phase, and the phases in which it has a success. */
function isReachedByBlocked({ phases, releaseSucceededIn }: ProgressionFacts, id: number): boolean {
  const at = phases.findIndex(({ environmentIds }) => environmentIds.includes(id));
  if (at === 0) return true;
  // An environment outside of all phases is a phase of its own.
  const together = phases[at]?.environmentIds ?? [id];
  return together.some((one) => releaseSucceededIn.has(one));
}

/**
 * Whether an environment is open for a candidate (spec/releases 2.9). A block counts before the phases: a blocked release
 * may go where it already has a success, and to the first phase. An environment in no phase waits for none.
 */
export function opennessOf(facts: ProgressionFacts, id: number): Openness {
  const { phases, candidateSucceededIn, blocked } = facts;
  if (blocked && !isReachedByBlocked(facts, id)) return { state: 'blocked', reason: blocked.reason };
  const at = phases.findIndex(({ environmentIds }) => environmentIds.includes(id));
  const unpassed = phases.slice(0, Math.max(0, at)).find((phase) => !isPassed(phase, candidateSucceededIn));
  if (!unpassed) return { state: 'open' };
  const missing = unpassed.environmentIds.filter((one) => !candidateSucceededIn.has(one));
  const { passes, environmentIds, name } = unpassed;
  const asked = passes.rule === 'at_least' ? passes.count : environmentIds.length;
  return {
    state: 'waits',
    phase: name,
    missing,
    needed: asked - (environmentIds.length - missing.length),
  };
}

/** Why an environment is not open, as a sentence; `nameOf` gives the name of an environment. Null when it is open. */
export function opennessWords(openness: Openness, nameOf: (environmentId: number) => string): string | null {
  switch (openness.state) {
    case 'open':
      return null;
    case 'blocked':
      return `The release is blocked: ${openness.reason}`;
    case 'waits': {
      const { phase, missing, needed } = openness;
      const names = missing.map(nameOf).join(', ');
      return needed === missing.length
        ? `It must succeed in ${names} first (phase ${phase}).`
        : `It must succeed in ${needed} of ${names} first (phase ${phase}).`;
    }
    default:
      return assertNever(openness);
  }
}

/** An environment that may take candidates by itself. */
export interface PromotionPlace {
  readonly environmentId: number;
  /** Whether it takes what is open for it without being asked. */
  readonly promotes: boolean;
  readonly isHeld: boolean;
  readonly isFrozen: boolean;
  /** A deployment is active there, which is not overtaken. */
  readonly isBusy: boolean;
  /** The order of what runs there among the project's versions; null when nothing runs. */
  readonly runningKey: string | null;
  /** This candidate was tried there and did not end in a success. */
  readonly wasTried: boolean;
  /** It is known to lack a picked commit that is live there. */
  readonly dropsHotfix: boolean;
}

export type NotPromoted =
  | 'not_open'
  | 'held'
  | 'frozen'
  | 'busy'
  | 'newer_runs'
  | 'drops_hotfix'
  | 'succeeded'
  | 'tried';

export interface Promotion {
  readonly environmentId: number;
  /** Null when it is deployed there now. */
  readonly because: NotPromoted | null;
}

/**
 * Where a candidate is deployed by itself now, and why not where it is not, of the environments that take candidates by
 * themselves. Only the current candidate of a project is promoted: ready and superseded by none.
 */
export function promotionsOf(
  facts: ProgressionFacts,
  candidate: { readonly versionKey: string; readonly isCurrent: boolean },
  places: readonly PromotionPlace[],
): Promotion[] {
  if (!candidate.isCurrent) return [];
  const becauseOf = (place: PromotionPlace): NotPromoted | null => {
    if (facts.candidateSucceededIn.has(place.environmentId)) return 'succeeded';
    if (place.wasTried) return 'tried';
    if (opennessOf(facts, place.environmentId).state !== 'open') return 'not_open';
    if (place.runningKey !== null && place.runningKey >= candidate.versionKey) return 'newer_runs';
    if (place.dropsHotfix) return 'drops_hotfix';
    if (place.isHeld) return 'held';
    if (place.isFrozen) return 'frozen';
    return place.isBusy ? 'busy' : null;
  };
  return places
    .filter(({ promotes }) => promotes)
    .map((place) => ({ environmentId: place.environmentId, because: becauseOf(place) }));
}
