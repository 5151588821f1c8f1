import { z } from 'zod';
import { type ArtifactInput, artifactInputSchema } from '#shared/features/deployment/parts.ts';
import { channelOf } from '#shared/features/import/rules.ts';
import { versionSchema } from '#shared/features/release/model.ts';
import { LAST_INSTANT } from '#shared/ids.ts';
import type { SourceRecord } from './json-records.ts';
import { clip, decodeText, LONGEST_RAW, objectIn, rawText } from './source-text.ts';

export const FORMAT = 'github-releases';
/** Whose ids the aliases are. */
export const SYSTEM = 'github';

/** A release as it stands in the source, in our words. */
export interface SourceRelease {
  readonly record: number;
  readonly line: number;
  readonly externalId: string;
  readonly repository: string;
  readonly version: string;
  readonly name: string | null;
  readonly notes: string | null;
  readonly commitSha: string | null;
  readonly branch: string | null;
  readonly channel: string;
  readonly url: string;
  readonly author: string | null;
  readonly publishedAt: number;
  readonly artifacts: readonly ArtifactInput[];
  /** The record as the source words it, JSON. */
  readonly raw: string;
}

export type ReadRecord =
  | { readonly kind: 'release'; readonly release: SourceRelease; readonly remarks: readonly string[] }
  | { readonly kind: 'draft' }
  | { readonly kind: 'problem'; readonly message: string };

/** The shape of `GET /repos/{owner}/{repo}/releases`; keys that are not named here stay in the raw record. */
const releaseSchema = z.object({
  id: z.union([z.number().int(), z.string().min(1).max(100)]),
  html_url: z.url({ protocol: /^https?$/ }).max(4000),
  tag_name: versionSchema,
  target_commitish: z.string().max(300).nullish(),
  name: z.string().nullish(),
  draft: z.boolean().default(false),
  published_at: z.iso.datetime({ offset: true }).nullish(),
  author: z.object({ login: z.string().trim().min(1).max(300) }).nullish(),
  body: z.string().nullish(),
  assets: z
    .array(
      z.object({
        name: artifactInputSchema.shape.name,
        browser_download_url: artifactInputSchema.shape.url,
        size: z.number().int().min(0).nullish(),
        content_type: artifactInputSchema.shape.contentType.optional(),
        digest: artifactInputSchema.shape.checksum.optional(),
      }),
    )
    .nullish(),
});

const HEX = /^[0-9a-f]{7,64}$/i;
const LONGEST_NAME = 300;
const LONGEST_NOTES = 200_000;
/** How far ahead of the present a date may lie before it is taken for a mistake. */
const AHEAD = 24 * 60 * 60 * 1000;

/** `owner/name` from a release's page; another host than github.com stands in front. */
function repositoryOf(url: string): string | null {
  const { host, pathname } = new URL(url);
  const [, owner, name] = pathname.split('/');
  if (!owner || !name) return null;
  return host === 'github.com' ? `${owner}/${name}` : `${host}/${owner}/${name}`;
}

/** Says what an object looks like when it is no release; null when it may be one. */
export function unlikeRelease(value: Readonly<Record<string, unknown>>): string | null {
  if ('tag_name' in value) return null;
  if (typeof value.message === 'string' && 'documentation_url' in value)
    return `It is an error answer of GitHub: "${clip(value.message, 120)}".`;
  if ('environment' in value && 'sha' in value && 'task' in value)
    return 'It looks like the deployments of a GitHub repository, not its releases.';
  const keys = Object.keys(value);
  if (keys.length === 0) return 'It holds an empty object, which is no GitHub release.';
  const shown = keys
    .slice(0, 5)
    .map((key) => clip(key, 40))
    .join(', ');
  const list = keys.find((key) => Array.isArray(value[key]));
  const inside = list
    ? ` If the releases are the list in "${clip(list, 40)}", save that list by itself.`
    : '';
  return `It holds objects with ${shown}${keys.length > 5 ? ', …' : ''} and no tag_name, so these are no GitHub releases.${inside}`;
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.join('.') ?? '';
  return `Its ${path === '' ? 'shape' : `field ${path}`} does not fit: ${issue?.message ?? 'unknown cause'}. It was left out.`;
}

/**
 * Reads one record: a release, a draft that is passed over, or what keeps it from being taken (spec/decisions, GitHub
 * releases import). Only `published_at` dates it. @throws invalid_input when it is no JSON.
 */
export function readRelease(source: SourceRecord, now: number): ReadRecord {
  const text = decodeText(source.bytes);
  if (text === null)
    return { kind: 'problem', message: 'It has bytes that are no UTF-8 text and was left out.' };
  const value = objectIn(text, source);
  const parsed = releaseSchema.safeParse(value);
  if (!parsed.success) return { kind: 'problem', message: unlikeRelease(value) ?? problemOf(parsed.error) };
  const found = parsed.data;
  if (found.draft) return { kind: 'draft' };
  if (!found.published_at)
    return { kind: 'problem', message: `${found.tag_name} has no published_at and was left out.` };
  const publishedAt = Date.parse(found.published_at);
  if (publishedAt < 0 || publishedAt > Math.min(now + AHEAD, LAST_INSTANT))
    return { kind: 'problem', message: `${found.tag_name} is dated ${found.published_at}; it was left out.` };
  const repository = repositoryOf(found.html_url);
  if (repository === null || repository.length > 200)
    return { kind: 'problem', message: 'Its html_url names no repository; it was left out.' };
  const remarks: string[] = [];
  const cut = (what: string, given: string | null | undefined, limit: number) => {
    if (!given) return null;
    if (given.length > limit)
      remarks.push(
        `The ${what} of ${found.tag_name} has ${given.length.toLocaleString('en')} characters and was cut at ${limit.toLocaleString('en')}.`,
      );
    return given.slice(0, limit);
  };
  const target = found.target_commitish || null;
  const isCommit = target !== null && HEX.test(target);
  const release: SourceRelease = {
    record: source.number,
    line: source.line,
    externalId: String(found.id),
    repository,
    version: found.tag_name,
    name: cut('name', found.name, LONGEST_NAME),
    notes: cut('text', found.body, LONGEST_NOTES),
    commitSha: isCommit ? target.toLowerCase() : null,
    branch: isCommit ? null : target,
    channel: channelOf(found.tag_name, repository),
    url: found.html_url,
    author: found.author?.login ?? null,
    publishedAt,
    artifacts: (found.assets ?? []).map((asset) => ({
      name: asset.name,
      url: asset.browser_download_url,
      size: asset.size ?? null,
      checksum: asset.digest ?? null,
      contentType: asset.content_type ?? null,
    })),
    raw: text.length <= LONGEST_RAW ? text : rawText(value, Object.keys(releaseSchema.shape)),
  };
  return { kind: 'release', release, remarks };
}
