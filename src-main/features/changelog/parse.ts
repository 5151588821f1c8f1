import { CommitParser } from 'conventional-commits-parser';
import type { WrittenChange } from '#shared/features/changelog/rules.ts';
import type { LoggedCommit } from '../../git/history.ts';

/** Of a longer message only the beginning is read: what it is about stands there, and its rest could be anything. */
const LONGEST_READ = 4096;
const LONGEST_SUBJECT = 300;
const LONGEST_NOTE = 1000;

const parser = new CommitParser({
  headerPattern: /^(\w{1,40})(?:\(([^()\n]{1,100})\))?(!)?: (.+)$/,
  headerCorrespondence: ['type', 'scope', 'breaking', 'subject'],
  noteKeywords: ['BREAKING CHANGE', 'BREAKING-CHANGE'],
  revertPattern:
    /^(?:revert(?:\([^()\n]{1,100}\))?!?:|Revert) [^\n]{1,300}\n\s{0,4}This reverts commit (\w{7,64})/i,
  revertCorrespondence: ['hash'],
  // Whom a message mentions and which issues it names is not asked for.
  issuePrefixes: ['#'],
  referenceActions: [],
});

const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** What forges put behind the first line. */
const REQUEST = /\s*\(#(\d{1,9})\)\s*$/;

/** `(#123)` behind the first line, as forges put it there when they merge; `!123` as others do. */
function pullRequestOf(header: string, message: string): number | null {
  const [, ahead, behind] =
    REQUEST.exec(header) ?? /^See merge request \S{0,200}!(\d{1,9})/m.exec(message) ?? [];
  const number = ahead ?? behind;
  return number === undefined ? null : Number(number);
}

/** A commit in the words of conventional commits; one that follows no convention is its first line. */
export function readChange({ sha, author, authoredAt, message }: LoggedCommit): WrittenChange {
  const text = message.slice(0, LONGEST_READ).trim();
  const { type, scope, breaking, subject, header, notes, revert } = parser.parse(text === '' ? '-' : text);
  const note = notes.map((one) => one.text).join('\n');
  return {
    sha,
    type: type ?? null,
    scope: scope ?? null,
    subject: text === '' ? '' : short((subject ?? header ?? '').replace(REQUEST, ''), LONGEST_SUBJECT),
    author,
    authoredAt,
    pullRequest: pullRequestOf(header ?? '', text),
    breaking: breaking || notes.length > 0 ? short(note, LONGEST_NOTE) : null,
    reverts: revert?.hash?.toLowerCase() ?? null,
  };
}
