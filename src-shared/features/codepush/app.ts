import * as z from '../../contract/schema.ts';
import { type BuildTarget, type OperatingSystem, osLabels } from '../build/model.ts';
import { channelSchema } from './channel-model.ts';

/** What CodePush calls an app: one operating system of a project, under the name that its tools know. */
export const appSchema = z.object({
  name: z.string(),
  projectId: z.number().int(),
  project: z.string(),
  os: channelSchema.shape.os,
  /** By name. */
  channels: z.array(channelSchema),
});
export type App = z.infer<typeof appSchema>;

/** CodePush refuses these in a name, because names stand in its addresses; `:` would name an owner. */
export const appNameSchema = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(120, 'A name has at most 120 characters.')
  .regex(/^[^\\/?:\p{Cc}]*$/u, 'A name has no \\ / ? or : and no control characters.');

const SUFFIX = /^(.*\S)\s*-\s*(android|ios|huawei)$/is;

/** The name of an app that nobody named: its project and its operating system, `Payments-Android`. */
export function derivedAppName(project: string, os: OperatingSystem): string {
  return `${project}-${osLabels[os]}`;
}

/** An operating system in CodePush's own word or ours; null for one that is none of them, such as Windows. */
export function readOperatingSystem(text: string): OperatingSystem | null {
  const lower = text.trim().toLowerCase();
  return lower in osLabels ? (lower as OperatingSystem) : null;
}

/**
 * The project and operating system that a new app's name speaks of. The name is free text to CodePush, and by its own
 * advice ends in the operating system; then the rest is the project, so that `Payments-Android` and `Payments-iOS` come
 * together. Any other name is a project by itself. Null when neither the name nor `os` says for which system it is.
 */
export function readAppName(
  name: string,
  os: OperatingSystem | null,
): { readonly project: string; readonly os: OperatingSystem } | null {
  const [, rest = '', suffix = ''] = SUFFIX.exec(name) ?? [];
  const named = readOperatingSystem(suffix);
  if (named !== null && (os === null || os === named)) return { project: rest, os: named };
  return os === null ? null : { project: name, os };
}

/** Whether a channel reaches the public, by its name: CodePush knows only names, and the usual one is Production. */
export function targetOfName(name: string): BuildTarget {
  return /prod/i.test(name) ? 'production' : 'staging';
}
