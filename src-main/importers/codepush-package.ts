import { z } from 'zod';
import { isLabel, numberOf } from '#shared/features/codepush/labels.ts';
import type { ReleaseMethod } from '#shared/features/codepush/model.ts';
import { isRange } from '#shared/features/codepush/range.ts';
import { LAST_INSTANT } from '#shared/ids.ts';
import { LONGEST_RAW } from './source-text.ts';

/** What the old server had counted of one label, or of one version of a binary. */
export interface SourceCounters {
  readonly place: string;
  readonly active: number;
  readonly installed: number;
  readonly downloaded: number;
  readonly failed: number;
}

/** A release of a deployment's history, in our words. */
export interface SourcePackage {
  readonly number: number;
  readonly label: string;
  readonly packageHash: string;
  readonly size: number;
  readonly targetBinaryRange: string;
  readonly description: string;
  readonly isMandatory: boolean;
  readonly isDisabled: boolean;
  readonly rollout: number;
  readonly releaseMethod: ReleaseMethod;
  readonly originalLabel: string | null;
  /** The deployment of the same app that it was promoted from. */
  readonly originalDeployment: string | null;
  readonly releasedBy: string | null;
  readonly releasedAt: number;
  /** What the command line prints with a release; null when it does not. */
  readonly metrics: SourceCounters | null;
  /** The record as the source words it, JSON. */
  readonly raw: string;
}

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** App Center's API spells in small letters what the server spells with capitals. */
function camel(key: string): string {
  if (key === 'target_binary_range') return 'appVersion';
  return key.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

/** A counter that came out negative there, as they did, is 0 (spec/mobile 2.10). */
const counter = z.number().int().min(0).catch(0).default(0);
const countersSchema = z.object({
  active: counter,
  installed: counter,
  downloaded: counter,
  failed: counter,
});

function readCounters(place: unknown, value: unknown): SourceCounters | null {
  const { data } = countersSchema.safeParse(value);
  return typeof place === 'string' && place !== '' && data ? { place: place.slice(0, 100), ...data } : null;
}

/** What was counted of a deployment: keyed by place as the server answers, or a list. Null when it is neither. */
export function readMetrics(value: unknown): SourceCounters[] | null {
  if (!Array.isArray(value) && !isObject(value)) return null;
  const rows: [unknown, unknown][] = Array.isArray(value)
    ? value.map((row) => [isObject(row) ? row.label : null, row])
    : Object.entries(value);
  return rows.flatMap(([place, counted]) => readCounters(place, counted) ?? []);
}

const instant = z
  .union([z.number(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])
  .pipe(z.number().int().min(0).max(LAST_INSTANT));
const label = z.string().refine(isLabel, 'is no label like v1');

/** A release as `GET …/history` and the command line print it; what is not named here stays in the raw record. */
const packageSchema = z.object({
  label,
  packageHash: z.string().min(1).max(200),
  appVersion: z.string().trim().refine(isRange, 'is no range of versions'),
  size: z.number().int().min(0).nullish(),
  description: z.string().max(10_000).nullish(),
  isDisabled: z.boolean().nullish(),
  isMandatory: z.boolean().nullish(),
  rollout: z.number().min(0).max(100).nullish(),
  releaseMethod: z.string().nullish(),
  originalLabel: label.nullish(),
  originalDeployment: z.string().nullish(),
  releasedBy: z.string().trim().max(300).nullish(),
  uploadTime: instant,
  metrics: z.unknown().optional(),
});

const methods: Readonly<Record<string, ReleaseMethod>> = {
  Upload: 'upload',
  Promote: 'promote',
  Rollback: 'rollback',
};

/** How far ahead of the present a date may lie before it is taken for a mistake. */
const AHEAD = 24 * 60 * 60 * 1000;

/** Reads one release. @returns why it cannot be taken, as the rest of a sentence. */
export function readPackage(
  value: unknown,
  now: number,
): { readonly release: SourcePackage } | { readonly fault: string } {
  if (!isObject(value)) return { fault: 'it is no object' };
  const spelled = Object.fromEntries(Object.entries(value).map(([key, inside]) => [camel(key), inside]));
  const { data: found, error } = packageSchema.safeParse(spelled);
  if (!found) {
    const [issue] = error.issues;
    return { fault: `${issue?.path.join('.') || 'its shape'}: ${issue?.message ?? 'does not fit'}` };
  }
  if (found.uploadTime > now + AHEAD)
    return {
      fault: `${found.label} is dated ${new Date(found.uploadTime).toISOString()}, which is still to come by this machine's clock`,
    };
  const raw = JSON.stringify(value);
  return {
    release: {
      number: numberOf(found.label) ?? 0,
      label: found.label,
      packageHash: found.packageHash.toLowerCase(),
      size: found.size ?? 0,
      targetBinaryRange: found.appVersion,
      description: found.description ?? '',
      isMandatory: found.isMandatory ?? false,
      isDisabled: found.isDisabled ?? false,
      // The server keeps no number for a rollout that is complete.
      rollout: Math.round((found.rollout ?? 100) * 100) / 100,
      releaseMethod: methods[found.releaseMethod ?? ''] ?? 'upload',
      originalLabel: found.originalLabel ?? null,
      originalDeployment: found.originalDeployment ?? null,
      releasedBy: found.releasedBy || null,
      releasedAt: found.uploadTime,
      metrics: isObject(found.metrics) ? readCounters(found.label, found.metrics) : null,
      raw: raw.length <= LONGEST_RAW ? raw : JSON.stringify({ ...found, shortened_by_slipway: true }),
    },
  };
}
