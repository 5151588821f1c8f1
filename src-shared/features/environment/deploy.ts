import { assertNever } from '../../assert.ts';
import { AppError } from '../../errors.ts';
import type { HotfixJudgement } from '../candidate/contents.ts';
import type { BuildState } from '../candidate/model.ts';
import type { DeploymentFlag } from '../deployment/model.ts';
import { type Refusal, refuse } from '../release/refusals.ts';
import { type Force, type FrozenBy, freezeNames, objectIn, refuseFrozen, unnamedOf } from './frozen.ts';
import type { Tier } from './model.ts';
import type { Openness } from './progression.ts';

/** What is to be deployed: a candidate, or a release that stands for itself. */
export interface DeployCandidate {
  readonly version: string;
  /** Its place among the project's versions. */
  readonly versionKey: string;
  /** Null for a release that stands for itself. */
  readonly number: number | null;
  /** `ready` for a release that stands for itself. */
  readonly build: BuildState;
  readonly isSuperseded: boolean;
}

export interface DeployFacts {
  /** Null for what is not there; looked for in this order. */
  readonly project: { readonly uid: string; readonly name: string } | null;
  readonly environment: { readonly uid: string; readonly name: string; readonly tier: Tier } | null;
  readonly candidate: DeployCandidate | null;
  readonly openness: Openness;
  /** The sentence for it, by `opennessWords`. */
  readonly closedBecause: string | null;
  readonly hotfixes: HotfixJudgement;
  /** The freezes that stand there at the instant of effect (`effectiveAt`). */
  readonly frozenBy: readonly FrozenBy[];
  readonly running: { readonly version: string; readonly versionKey: string | null } | null;
  /** What is active in the environment and goes on beside the new deployment. */
  readonly active: readonly { readonly number: number; readonly version: string }[];
  /** The deployment that brings this very version there and has not ended. */
  readonly underWay: { readonly id: number; readonly number: number } | null;
  /** What waits for its time there, in ms, the earliest first. */
  readonly scheduled: readonly {
    readonly number: number;
    readonly version: string;
    readonly scheduledFor: number;
  }[];
  /** The numbers of the release's candidates that succeeded in a production environment. */
  readonly inProduction: readonly number[];
}

/** A force that may be of some obstacles only. */
export interface DeployForce extends Force {
  /** What it goes through beside the freezes; all that can be forced when it is left out. */
  readonly checks?: readonly DeployCheck[];
}

export interface DeployRequest {
  readonly now: number;
  /** When it is to begin, in ms; null for now. */
  readonly scheduledFor: number | null;
  readonly force: DeployForce | null;
  /** Called a hotfix by the person who deploys it. */
  readonly isHotfix: boolean;
}

/** When a deployment takes effect, which is when freezes are judged (spec/releases 2.7). */
export function effectiveAt({ now, scheduledFor }: Pick<DeployRequest, 'now' | 'scheduledFor'>): number {
  return scheduledFor ?? now;
}

export const deployChecks = ['blocked', 'not_open', 'drops_hotfix', 'not_ready', 'frozen'] as const;
export type DeployCheck = (typeof deployChecks)[number];

/** Something that stands in the way of a deployment. */
export interface Obstacle {
  readonly check: DeployCheck;
  readonly message: string;
  readonly hint: string;
  /** Whether `force` goes through it. A block is lifted by unblocking, which is a right of its own. */
  readonly canBeForced: boolean;
  readonly isForced: boolean;
}

export type DeployWarning =
  | { readonly code: 'runs_already'; readonly version: string }
  | { readonly code: 'older_than_running'; readonly version: string }
  | { readonly code: 'under_way'; readonly version: string; readonly number: number }
  | { readonly code: 'active_beside'; readonly numbers: readonly number[] }
  | {
      readonly code: 'scheduled_there';
      readonly number: number;
      readonly version: string;
      readonly isBefore: boolean;
    }
  | { readonly code: 'superseded'; readonly version: string }
  | { readonly code: 'hotfix_unsure'; readonly subjects: readonly string[] }
  | { readonly code: 'build_unfinished'; readonly version: string };

export interface DeployPlan {
  /** The deployment that is asked for once more, as by a pipeline that got no answer: no second one is made beside it. */
  readonly replayOf: number | null;
  readonly status: 'pending' | 'scheduled';
  readonly scheduledFor: number | null;
  readonly fromVersion: string | null;
  readonly flags: readonly DeploymentFlag[];
  /** What it goes through, to be kept with its reason. */
  readonly forced: readonly Obstacle[];
  readonly overriddenFreezes: readonly FrozenBy[];
  readonly warnings: readonly DeployWarning[];
}

type Known = DeployFacts & {
  readonly [Key in 'project' | 'environment' | 'candidate']: NonNullable<DeployFacts[Key]>;
};

function known(facts: DeployFacts): Known {
  const { project, environment, candidate } = facts;
  if (!project) throw refuse('project', 'There is no such project in this workspace.');
  if (!environment) throw refuse('environment', `${project.name} has no such environment.`);
  if (!candidate) {
    throw refuse('release', `${project.name} has no such version. Nothing was changed.`, {
      hint: 'Cut the candidate first.',
    });
  }
  return { ...facts, project, environment, candidate };
}

const buildWords: Readonly<Record<Exclude<BuildState, 'ready'>, string>> = {
  pending: 'has not begun to be built',
  in_progress: 'is still being built',
  failed: 'could not be built',
  canceled: 'was not built to the end',
};

/**
 * Everything that stands in the way, in the order in which it is judged (spec/releases 2.2 and spec/decisions): a preview
 * shows it all, the act is refused by the first that is not forced.
 * @throws not_found, refusal `project`, `environment` or `release`.
 */
export function obstaclesOf(facts: DeployFacts, { scheduledFor, force }: DeployRequest): Obstacle[] {
  const { candidate, environment, openness, closedBecause, hotfixes, frozenBy } = known(facts);
  const found: Obstacle[] = [];
  const isForced = (check: DeployCheck) =>
    check === 'frozen'
      ? unnamedOf(frozenBy, force).length === 0
      : check !== 'blocked' && force !== null && (force.checks?.includes(check) ?? true);
  const put = (check: DeployCheck, message: string, hint: string) =>
    found.push({ check, message, hint, canBeForced: check !== 'blocked', isForced: isForced(check) });
  if (openness.state === 'blocked') {
    put('blocked', `${closedBecause}`, 'Unblock the release, or deploy it where it has succeeded.');
  }
  if (openness.state === 'waits') {
    put('not_open', `${closedBecause}`, 'Deploy it there first, or force it and say why.');
  }
  if (hotfixes.drops.length > 0) {
    const subjects = hotfixes.drops.map(({ subject }) => `“${subject}”`).join(', ');
    put(
      'drops_hotfix',
      `${candidate.version} would drop a hotfix that is live in ${environment.name}: ${subjects}.`,
      'Deploy a candidate that contains it, or force it and say why.',
    );
  }
  // A build may well be done by the time of a schedule: it is judged again then.
  if (candidate.build !== 'ready' && scheduledFor === null) {
    put(
      'not_ready',
      `${candidate.version} ${buildWords[candidate.build]}.`,
      'Wait for its build, or force it and say why.',
    );
  }
  if (frozenBy.length > 0) {
    put(
      'frozen',
      `${environment.name} is frozen by ${freezeNames(frozenBy)}${scheduledFor === null ? '' : ' then'}.`,
      'Wait for its end, or go through it by name and say why.',
    );
  }
  return found;
}

const refusalOf: Readonly<Record<Exclude<DeployCheck, 'frozen'>, Refusal>> = {
  blocked: 'release_blocked',
  not_open: 'not_open',
  drops_hotfix: 'drops_hotfix',
  not_ready: 'not_ready',
};

function refusedBy({ check, message, hint }: Obstacle, facts: Known, force: Force | null): AppError {
  const { environment, candidate } = facts;
  if (check === 'frozen') return refuseFrozen(facts, facts.frozenBy, force);
  return refuse(refusalOf[check], `${message} Nothing was changed.`, {
    hint,
    object: objectIn(facts, `${environment.name} ${candidate.version}`),
  });
}

/**
 * What a person should know before a deployment; it stops nothing. What is scheduled there is told by whether it begins
 * before this one.
 * @throws not_found as `obstaclesOf`.
 */
export function warningsOf(all: DeployFacts, request: DeployRequest): DeployWarning[] {
  const facts = known(all);
  const { scheduledFor } = request;
  const { candidate, running, active, scheduled, underWay, hotfixes } = facts;
  const { version, versionKey } = candidate;
  const warnings: DeployWarning[] = [];
  if (running?.version === version) warnings.push({ code: 'runs_already', version });
  else if (running && running.versionKey !== null && running.versionKey > versionKey) {
    warnings.push({ code: 'older_than_running', version: running.version });
  }
  const replayed = scheduledFor === null ? underWay : null;
  if (replayed) warnings.push({ code: 'under_way', version, number: replayed.number });
  else if (active.length > 0) {
    warnings.push({ code: 'active_beside', numbers: active.map(({ number }) => number) });
  }
  for (const { number, version: other, scheduledFor: at } of scheduled) {
    const isBefore = at < effectiveAt(request);
    warnings.push({ code: 'scheduled_there', number, version: other, isBefore });
  }
  if (candidate.isSuperseded) warnings.push({ code: 'superseded', version });
  if (hotfixes.unsure.length > 0) {
    warnings.push({ code: 'hotfix_unsure', subjects: hotfixes.unsure.map(({ subject }) => subject) });
  }
  if (scheduledFor !== null && candidate.build !== 'ready')
    warnings.push({ code: 'build_unfinished', version });
  return warnings;
}

/** A warning as a sentence. */
export function deployWarningWords(warning: DeployWarning, environment: string): string {
  switch (warning.code) {
    case 'runs_already':
      return `${warning.version} already runs in ${environment}.`;
    case 'older_than_running':
      return `It is older than ${warning.version}, which runs in ${environment}.`;
    case 'under_way':
      return `${warning.version} is on its way to ${environment} already, as #${warning.number}: no second deployment is made.`;
    case 'active_beside': {
      const numbers = warning.numbers.map((number) => `#${number}`).join(', ');
      return `${numbers} ${warning.numbers.length === 1 ? 'is' : 'are'} active in ${environment} and will go on beside it.`;
    }
    case 'scheduled_there':
      return `#${warning.number} is scheduled to bring ${warning.version} there ${warning.isBefore ? 'before it' : 'later'}.`;
    case 'superseded':
      return `A newer candidate has taken the place of ${warning.version}.`;
    case 'hotfix_unsure':
      return `Nobody knows whether it contains ${warning.subjects.map((subject) => `“${subject}”`).join(', ')}, which is live there.`;
    case 'build_unfinished':
      return `${warning.version} is not built yet; it is judged again when its time has come.`;
    default:
      return assertNever(warning);
  }
}

/**
 * A later candidate of a release that had reached production before is unplanned work; one that was made before that is
 * stabilisation (spec/releases 3.2, the RC rule).
 */
function isHotfix({ candidate, environment, inProduction }: Known): boolean {
  const { number } = candidate;
  if (environment.tier !== 'production' || number === null) return false;
  return inProduction.some((other) => other < number);
}

/** A schedule lies ahead; both in ms. @throws invalid_input. */
export function requireAhead(scheduledFor: number, now: number): void {
  if (scheduledFor > now) return;
  throw new AppError('invalid_input', 'The time to deploy at has passed. Nothing was changed.', {
    hint: 'Give a later one, or deploy now.',
    field: 'scheduledFor',
  });
}

/**
 * Decides a deployment (spec/releases 2.2, 2.7, 2.9): what it comes from, its flags, what it is warned of.
 * @throws not_found as `obstaclesOf`; invalid_input for a schedule that is not ahead; conflict, refusal
 * `release_blocked`, `not_open`, `drops_hotfix`, `not_ready` or `frozen`.
 */
export function planDeploy(facts: DeployFacts, request: DeployRequest): DeployPlan {
  const { now, scheduledFor, force } = request;
  const all = known(facts);
  if (scheduledFor !== null) requireAhead(scheduledFor, now);
  const obstacles = obstaclesOf(all, request);
  const first = obstacles.find(({ isForced }) => !isForced);
  if (first) throw refusedBy(first, all, force);
  const flags: DeploymentFlag[] = [];
  if (request.isHotfix || isHotfix(all)) flags.push('hotfix');
  if (obstacles.length > 0) flags.push('forced');
  if (all.frozenBy.length > 0) flags.push('during_freeze');
  return {
    replayOf: scheduledFor === null ? (all.underWay?.id ?? null) : null,
    status: scheduledFor === null ? 'pending' : 'scheduled',
    scheduledFor,
    fromVersion: all.running?.version ?? null,
    flags,
    forced: obstacles,
    overriddenFreezes: all.frozenBy,
    warnings: warningsOf(all, request),
  };
}
