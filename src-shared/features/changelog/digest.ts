import type { DeploymentStatus } from '../deployment/machine.ts';
import type { Change, Changes } from './model.ts';

/** A deployment as those are told of it whose changes it brings. */
export interface DigestSubject {
  readonly project: string;
  readonly environment: string;
  readonly version: string;
  readonly fromVersion: string | null;
  readonly status: DeploymentStatus;
  readonly actor: string | null;
  readonly isRollback: boolean;
  readonly reason: string | null;
  readonly errorMessage: string | null;
  /** `Fri 20 Nov 2026, 14:36:25 UTC`: when it ended, or when it was asked for while it goes on. */
  readonly when: string;
}

/** So many changes of one author are told line by line. */
const TOLD = 20;

function whereabouts({ status, environment, when, errorMessage }: DigestSubject): string {
  switch (status) {
    case 'succeeded':
    case 'partial':
      return `${status === 'partial' ? 'is partly in' : 'is in'} ${environment} since ${when}`;
    case 'rolled_back':
      return `was in ${environment} and has been rolled back`;
    case 'failed':
    case 'errored':
    case 'canceled':
      return `did not reach ${environment} (${status === 'canceled' ? 'canceled' : 'failed'} ${when}${
        errorMessage === null ? '' : `: ${errorMessage}`
      })`;
    case 'scheduled':
    case 'pending':
    case 'in_progress':
    case 'canceling':
    case 'unknown':
      return `is on its way to ${environment} since ${when}`;
  }
}

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

function lineOf({ type, scope, subject, sha, pullRequest, breaking }: Change): string {
  const kind = type === null ? '' : `${type}${scope === null ? '' : `(${scope})`}: `;
  const request = pullRequest === null ? '' : `, #${pullRequest}`;
  return `- ${breaking === null ? '' : 'BREAKING '}${kind}${subject} (${sha.slice(0, 7)}${request})`;
}

function byAuthor(entries: readonly Change[]): Map<string, Change[]> {
  const authors = new Map<string, Change[]>();
  for (const change of entries) authors.set(change.author, [...(authors.get(change.author) ?? []), change]);
  return authors;
}

/**
 * What the authors of the changes in a deployment are told when it reaches an environment, as text to be pasted anywhere:
 * where it stands, and each author's own changes, to be verified there (spec/releases 1.1). `changes` is null where
 * nobody has read them from a clone.
 */
export function digestOf(subject: DigestSubject, changes: Changes | null): string {
  const { project, version, fromVersion, actor, isRollback, reason } = subject;
  const before = fromVersion === null || fromVersion === version ? '' : `, in place of ${fromVersion}`;
  const head = [
    `${project} ${version} ${whereabouts(subject)}${before}.`,
    [
      isRollback ? 'Rolled back' : 'Deployed',
      actor === null ? '' : ` by ${actor}`,
      reason === null ? '.' : `: ${reason}`,
    ].join(''),
  ];
  if (!changes) return [...head, ''].join('\n');
  const left =
    changes.leftBehind === 0 || fromVersion === null
      ? []
      : ['', `${plural(changes.leftBehind, 'change', 'changes')} of ${fromVersion} went away with it.`];
  if (changes.total === 0) return [...head, ...left, ''].join('\n');
  const people = plural(changes.authorCount, 'person', 'people');
  const unlisted = changes.total - changes.entries.length;
  return [
    ...head,
    '',
    `${plural(changes.total, 'change', 'changes')} by ${people}, to be verified there:`,
    ...[...byAuthor(changes.entries)].flatMap(([author, own]) => [
      '',
      author,
      ...own.slice(0, TOLD).map(lineOf),
      ...(own.length > TOLD ? [`- and ${own.length - TOLD} more`] : []),
    ]),
    ...(unlisted > 0 ? ['', `${unlisted} older changes are not listed.`] : []),
    ...left,
    '',
  ].join('\n');
}
