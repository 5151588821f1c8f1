import * as z from '../../contract/schema.ts';
import { invalidField } from '../../errors.ts';
import { recurrenceFault } from '../../recurrence.ts';
import type { VersionScheme } from '../project/model.ts';
import { type ChangeSize, candidateVersion, proposeNext } from './grammar.ts';

const id = z.number().int();

/** What became of a cut whose time had come. */
export const scheduledOutcomes = ['cut', 'nothing_new', 'failed'] as const;
export type ScheduledOutcome = (typeof scheduledOutcomes)[number];

/** When a project is cut by itself: five fields of cron in an IANA zone. */
const cutTimesSchema = z.object({
  cron: z.string().trim().min(1, 'A pattern is needed.').max(100),
  zone: z.string().trim().min(1, 'A time zone is needed.').max(64),
  /** Of the clone; null for the one that is checked out. */
  branch: z.string().trim().min(1).max(300).nullable(),
  /** Starts the project's build workflow. */
  builds: z.boolean(),
});
export type CutTimes = z.output<typeof cutTimesSchema>;
export const cutTimes = cutTimesSchema;

export const cutScheduleSchema = cutTimesSchema.extend({
  projectId: id,
  /** Null when no day fits the pattern any more. */
  nextAt: z.number().int().nullable(),
  /** Since when a cut waits to be judged; null when none does. */
  dueSince: z.number().int().nullable(),
  last: z
    .object({
      at: z.number().int(),
      outcome: z.enum(scheduledOutcomes),
      /** The candidate that was cut, while it is there. */
      candidateId: id.nullable(),
      version: z.string().nullable(),
      /** What happened, as a sentence. */
      message: z.string(),
    })
    .nullable(),
});

/** A project's scheduled cut, with what became of the last one. */
export type CutSchedule = z.infer<typeof cutScheduleSchema>;

/** @throws invalid_input naming the field. */
export function checkSchedule(times: Pick<CutTimes, 'zone' | 'cron'>, now: number): void {
  const fault = recurrenceFault(times, now);
  if (fault) throw invalidField(fault);
}

/** What the clone says when the time of a cut has come. */
export interface Landed {
  readonly branch: string;
  readonly head: string;
  /** The highest version whose commit the clone has; null when it has none. */
  readonly since: string | null;
  /** The commits since then that belong to the project by its paths. */
  readonly commits: number;
  readonly size: ChangeSize;
}

export type ScheduledCut =
  | { readonly kind: 'cut'; readonly version: string; readonly commit: string }
  | { readonly kind: 'nothing_new'; readonly message: string };

/**
 * Decides a scheduled cut: it is skipped when nothing of the project landed since its highest version (spec/releases 1.1,
 * scheduled cut). `versions` are the project's newest; the version is the one that the cut dialog proposes.
 */
export function planScheduledCut(
  landed: Landed,
  {
    versionScheme,
    versions,
  }: { readonly versionScheme: VersionScheme | null; readonly versions: readonly string[] },
  { at, zone }: { readonly at: number; readonly zone: string },
): ScheduledCut {
  const { branch, head, since, commits, size } = landed;
  if (since !== null && commits === 0) {
    return {
      kind: 'nothing_new',
      message: `Nothing landed on ${branch} since ${since}, so nothing was cut.`,
    };
  }
  const next = proposeNext(versionScheme, versions, { at, zone, size });
  return { kind: 'cut', version: candidateVersion(next, 1), commit: head };
}
