import * as z from '../../contract/schema.ts';
import { LABEL } from './labels.ts';

/** How a channel chooses the devices of an unfinished rollout: as CodePush always did, or fairly (spec/mobile 2.5). */
export const selectionPolicies = ['codepush', 'shuffled'] as const;
export type SelectionPolicy = (typeof selectionPolicies)[number];

export const releaseMethods = ['upload', 'promote', 'rollback', 'force-update', 'baseline'] as const;
export type ReleaseMethod = (typeof releaseMethods)[number];

/** One release of a channel, as far as the rules care. */
export const channelReleaseSchema = z.object({
  /** Counted per channel from 1 and never used twice; the label is made of it. */
  number: z.number().int().min(1),
  label: z.string().regex(LABEL),
  /** What is inside: SHA-256 in hex, by the rules of `package-hash.ts`. */
  packageHash: z.string(),
  size: z.number().int().min(0),
  /** Carries a signature over its contents; apps with a public key take nothing else. */
  signed: z.boolean(),
  targetBinaryRange: z.string(),
  description: z.string(),
  isMandatory: z.boolean(),
  isDisabled: z.boolean(),
  /** Percent of the devices. 100 is complete; 0 is nobody yet. A halted or superseded release keeps its number. */
  rollout: z.number().min(0).max(100),
  /** Its rollout was cut short by a newer release or by hand, so it holds up nobody any more. */
  superseded: z.boolean(),
  releaseMethod: z.enum(releaseMethods),
  /** The label that these contents had where they were promoted or rolled back from. */
  originalLabel: z.string().nullable(),
});
export type ChannelRelease = z.infer<typeof channelReleaseSchema>;

/** A rollout below 100 is unfinished; 0 is too, and means nobody (spec/mobile 2.14, D3). */
export function isUnfinished(release: Pick<ChannelRelease, 'rollout'>): boolean {
  return release.rollout < 100;
}
