import * as z from '../../contract/schema.ts';
import { appStatusSchema, buildTargets, operatingSystems } from '../build/model.ts';
import { planStatuses } from '../rollout/machine.ts';
import { placeCountersSchema } from './channel-model.ts';
import { labelOf } from './labels.ts';
import { channelReleaseSchema } from './model.ts';
import { isWithin, normalRange } from './range.ts';

/** A channel of the board shows so many ranges of binaries, the newest ones. */
export const SHOWN_RANGES = 12;

/** A release as far as the board shows it. */
const boardReleaseSchema = channelReleaseSchema
  .pick({
    number: true,
    label: true,
    targetBinaryRange: true,
    isDisabled: true,
    rollout: true,
    superseded: true,
  })
  .extend({
    deploymentId: z.number().int(),
    /** False when only a history came in without the package: nobody is served it. */
    hasContents: z.boolean(),
    counters: placeCountersSchema.pick({ active: true, installed: true, failed: true }),
  });

export type BoardRelease = z.infer<typeof boardReleaseSchema>;

/** The newest release for one range of binaries. */
const boardRangeSchema = boardReleaseSchema.extend({
  /** What the devices get that it is not, or not yet, for; null when it is for all, or nothing else is there. */
  others: z.string().nullable(),
  /** A newer release that every binary of the range gets, so that nobody gets this one any more. */
  coveredBy: z.string().nullable(),
});
export type BoardRange = z.infer<typeof boardRangeSchema>;

/** A rollout that is under way or was halted. */
export const boardRolloutSchema = boardReleaseSchema.extend({
  channelId: z.number().int(),
  releasedAt: z.number().int(),
  /** How the plan stands that leads it; null without one. */
  plan: z.enum(planStatuses).nullable(),
});
export type BoardRollout = z.infer<typeof boardRolloutSchema>;

export const boardChannelSchema = z.object({
  id: z.number().int(),
  projectId: z.number().int(),
  project: z.string(),
  os: z.enum(operatingSystems),
  target: z.enum(buildTargets),
  name: z.string(),
  /** Devices that are known in it. */
  devices: z.number().int(),
  /** The build that is Live in its store channel. */
  live: appStatusSchema
    .pick({ deploymentId: true, envVersion: true, storeVersion: true, versionCode: true })
    .nullable(),
  ranges: z.array(boardRangeSchema),
  /** Older ranges stand in its history. */
  hasMore: z.boolean(),
});
export type BoardChannel = z.infer<typeof boardChannelSchema>;

/** The newest release for one text of a range, and the number of the newest one for it that all of its devices would get. */
export interface FoundRange {
  readonly release: BoardRelease;
  readonly served: number | null;
}

/** Two spellings of one range are one; what was complete under the older spelling is served under the newer. */
function bySpelling(newestFirst: readonly FoundRange[], { sameAs }: Ranges): FoundRange[] {
  const rows = new Map<string, FoundRange>();
  for (const found of newestFirst) {
    const key = sameAs(found.release.targetBinaryRange);
    const row = rows.get(key);
    if (!row) rows.set(key, found);
    else if ((found.served ?? 0) > (row.served ?? 0)) rows.set(key, { ...row, served: found.served });
  }
  return [...rows.values()];
}

/** Answers about texts of ranges, each given once: the channels of an app have the same ones. */
export function rememberRanges() {
  const normal = new Map<string, string>();
  const within = new Map<string, boolean>();
  const remembered = <Answer>(answers: Map<string, Answer>, key: string, ask: () => Answer): Answer => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(key, answer);
    return answer;
  };
  return {
    sameAs: (range: string) => remembered(normal, range, () => normalRange(range)),
    isWithin: (one: string, other: string) =>
      remembered(within, `${one}\n${other}`, () => isWithin(one, other)),
  };
}
type Ranges = ReturnType<typeof rememberRanges>;

/**
 * One row per range, since releases of older ranges stay live after a newer one (spec/mobile 4.1 item 10). `newestFirst`
 * has one release for each text of a range. A row is covered when a complete release that is newer than it takes every
 * binary of its range: the walk of `decideUpdate` never comes to it.
 */
export function boardRanges(newestFirst: readonly FoundRange[], ranges: Ranges): BoardRange[] {
  const rows = bySpelling(newestFirst, ranges);
  return rows.map(({ release, served }) => {
    const cover = rows.find(
      (other) =>
        (other.served ?? 0) > release.number &&
        other.release.hasContents &&
        ranges.isWithin(release.targetBinaryRange, other.release.targetBinaryRange),
    );
    return {
      ...release,
      others: served === null || served === release.number ? null : labelOf(served),
      coveredBy: cover?.served ? labelOf(cover.served) : null,
    };
  });
}
