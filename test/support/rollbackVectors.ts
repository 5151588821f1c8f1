import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';

import type { RollbackBranch, Unfit } from '#shared/features/environment/rollback-target.ts';

const letters = {
  s: 'succeeded',
  f: 'failed',
  e: 'errored',
  c: 'canceled',
  p: 'in_progress',
  q: 'pending',
  g: 'canceling',
  u: 'unknown',
  h: 'scheduled',
  b: 'rolled_back',
  l: 'partial',
} as const satisfies Readonly<Record<string, DeploymentStatus>>;

/** One deployment of a history. */
export interface Step {
  readonly version: string;
  readonly status: DeploymentStatus;
  readonly isMarkedBad: boolean;
  readonly isRollback: boolean;
  readonly isBlocked: boolean;
  readonly isSuperseded: boolean;
  /** A workflow carries it out. */
  readonly hasRun: boolean;
}

/**
 * A history in the words of spec/releases 2.6, oldest first: `v1 s, v2 f`. After the status, `!` is marked bad, `↶` came by a
 * rollback, `#` is of a blocked release, `~` of a candidate that another one took the place of, `w` is run by a workflow.
 */
export function stepsOf(words: string): Step[] {
  if (words === '') return [];
  return words.split(', ').map((one) => {
    const [, version = '', letter = '', marks = ''] = /^(\S+) ([a-z])(.*)$/.exec(one) ?? [];
    const status = letters[letter as keyof typeof letters];
    if (status === undefined) throw new Error(`“${one}” is no step of a history`);
    return {
      version,
      status,
      isMarkedBad: marks.includes('!'),
      isRollback: marks.includes('↶'),
      isBlocked: marks.includes('#'),
      isSuperseded: marks.includes('~'),
      hasRun: marks.includes('w'),
    };
  });
}

/** The candidate that a word of a history stands for: `v1` is `v1-rc1`, `v7r2` is `v7-rc2`. */
export function candidateOf(word: string): string {
  const [, release = word, number = '1'] = /^(v\d+)(?:r(\d+))?$/.exec(word) ?? [];
  return `${release}-rc${number}`;
}

/** Where a rollback goes, and what it does on the way. */
export interface Answer {
  readonly to: string;
  readonly from: string;
  readonly branch: RollbackBranch;
  /** The versions of what is canceled at once. */
  readonly cancels: readonly string[];
  readonly goesAway: readonly string[];
  readonly skipped: readonly (readonly [version: string, why: Unfit])[];
  readonly scheduled: readonly string[];
  readonly isSuperseded: boolean;
  /** What the desk preselects instead, with what goes away and is passed over then. */
  readonly walkBack: Pick<Answer, 'to' | 'goesAway' | 'skipped'> | null;
  readonly undo: string | null;
  /** What is canceling already and is waited for. */
  readonly waitsFor: number;
}

export interface RollbackVector {
  readonly history: string;
  readonly isFrozen: boolean;
  /** Null: there is no previous deployment to roll back from. In a frozen environment: what `force` does. */
  readonly answer: Answer | null;
}

const nothing = (history: string): RollbackVector => ({ history, isFrozen: false, answer: null });

const back = (
  history: string,
  to: string,
  from: string,
  branch: RollbackBranch,
  goesAway: readonly string[],
  more: Partial<Answer> & { readonly isFrozen?: boolean } = {},
): RollbackVector => {
  const { isFrozen = false, ...changes } = more;
  const answer: Answer = {
    to,
    from,
    branch,
    goesAway,
    cancels: [],
    skipped: [],
    scheduled: [],
    isSuperseded: false,
    walkBack: null,
    undo: null,
    waitsFor: 0,
    ...changes,
  };
  return { history, isFrozen, answer };
};

/**
 * The vectors of spec/releases 2.6 and the rows of its table of ambiguities. The rule, the contract, the gateway and the
 * screen are all held to this one table.
 */
export const rollbackVectors: readonly RollbackVector[] = [
  nothing(''),
  nothing('v1 s'),
  nothing('v1 f'),
  nothing('v1 f, v2 p'),
  nothing('v1 s!, v2 s'),
  back('v1 s, v2 s', 'v1', 'v2', 'before_running', ['v2']),
  back('v1 s, v2 f', 'v1', 'v1', 'last_known_good', ['v2']),
  back('v1 s, v2 f, v3 s', 'v1', 'v3', 'before_running', ['v3']),
  back('v1 s, v2 s, v3 f', 'v2', 'v2', 'last_known_good', ['v3']),
  back('v1 s, v2 s, v3 e', 'v2', 'v2', 'last_known_good', ['v3']),
  back('v1 s, v2 s, v3 c', 'v2', 'v2', 'last_known_good', ['v3']),
  back('v1 s, v2 s, v3 p', 'v2', 'v2', 'last_known_good', ['v3'], { cancels: ['v3'] }),
  back('v1 s, v2 s, v3 q', 'v2', 'v2', 'last_known_good', ['v3'], { cancels: ['v3'] }),
  back('v1 s, v2 s, v3 u', 'v2', 'v2', 'last_known_good', ['v3'], { cancels: ['v3'] }),
  back('v1 s, v2 s, v3 g', 'v2', 'v2', 'last_known_good', ['v3'], { waitsFor: 1 }),
  back('v1 s, v2 s, v2 s', 'v1', 'v2', 'before_running', ['v2']),
  back('v1 s, v2 s, v2 f', 'v2', 'v2', 'last_known_good', []),
  back('v1 s, v2 s, v3 s, v2 s↶', 'v3', 'v2', 'before_running', [], {
    walkBack: { to: 'v1', goesAway: ['v2'], skipped: [] },
    undo: 'v3',
  }),
  back('v0 s, v1 s!, v2 s, v3 s, v2 s↶', 'v3', 'v2', 'before_running', [], {
    walkBack: { to: 'v0', goesAway: ['v2', 'v1'], skipped: [['v1', 'marked_bad']] },
    undo: 'v3',
  }),
  back('v1 s, v2 s!, v3 s', 'v1', 'v3', 'before_running', ['v3', 'v2'], { skipped: [['v2', 'marked_bad']] }),
  back('v1 s, v8 s#, v3 s', 'v1', 'v3', 'before_running', ['v3', 'v8'], { skipped: [['v8', 'blocked']] }),
  back('v1 s, v2 s, v3 h', 'v1', 'v2', 'before_running', ['v2'], { scheduled: ['v3'] }),
  back('v7 s~, v7r2 s', 'v7', 'v7r2', 'before_running', ['v7r2'], { isSuperseded: true }),
  back('v1 s, v2 s', 'v1', 'v2', 'before_running', ['v2'], { isFrozen: true }),
  back('v1 s, v2 s, v3 p', 'v2', 'v2', 'last_known_good', ['v3'], { isFrozen: true, cancels: ['v3'] }),
];

/** What a row is called in a test's name. */
export function titleOf({ history, isFrozen }: RollbackVector): string {
  return `${history === '' ? 'nothing ever deployed' : history}${isFrozen ? ', frozen' : ''}`;
}
