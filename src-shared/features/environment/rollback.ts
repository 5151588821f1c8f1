import { eventBetween } from '../../machine.ts';
import { type DeploymentPolicy, type DeploymentStatus, isActive } from '../deployment/machine.ts';
import { machineOf } from '../deployment/rules.ts';
import { refuse } from '../release/refusals.ts';
import { type Force, type FrozenBy, type NamedPlace, objectIn, refuseFrozen, unnamedOf } from './frozen.ts';
import {
  aboveOnPath,
  newestOf,
  type OtherTarget,
  type PastDeployment,
  pathOf,
  type RollbackBranch,
  type RollbackWarning,
  type Skipped,
  type Success,
  successesOf,
  unfitFor,
} from './rollback-target.ts';
import { becauseWords, skippedWords } from './rollback-words.ts';

/** A deployment of the environment, with what a rollback may have to do to it. */
export interface RollbackDeployment extends PastDeployment {
  readonly policy: DeploymentPolicy;
  /** A workflow carries it out here, so a cancel is asked for and confirmed. */
  readonly hasRun: boolean;
  readonly isSuperseded: boolean;
  /** Null when nobody knows. */
  readonly artifactGone: boolean | null;
}

export interface RollbackRequest extends NamedPlace {
  /** The freezes that stand there now. */
  readonly frozenBy: readonly FrozenBy[];
  readonly force: Force | null;
  /** A deployment to go back to instead of the rule's target; null at the API, which knows no other. */
  readonly targetId: number | null;
}

export interface Cancel {
  readonly deploymentId: number;
  readonly number: number;
  readonly version: string;
  /** What it is until then, and since when it is under way. */
  readonly from: DeploymentStatus;
  readonly triggeredAt: number;
  /** A component tracker's record has no word for canceled, so it fails. */
  readonly to: Extract<DeploymentStatus, 'canceling' | 'canceled' | 'failed'>;
}

export interface RollbackPlan {
  readonly target: RollbackDeployment;
  readonly branch: RollbackBranch;
  readonly because: string;
  /** What runs now, and what the new deployment says it comes from. */
  readonly fromVersion: string | null;
  readonly cancels: readonly Cancel[];
  /** What must end before the new deployment is dispatched; empty when it is dispatched at once. */
  readonly waitsFor: readonly number[];
  /** The record that it replaces: what ran, or the attempt that is abandoned. */
  readonly replaced: {
    readonly deploymentId: number;
    readonly number: number;
    readonly version: string;
    readonly isAbandoned: boolean;
  };
  readonly flags: readonly ('rollback' | 'forced' | 'during_freeze')[];
  readonly overriddenFreezes: readonly FrozenBy[];
  readonly warnings: readonly RollbackWarning[];
  /** What the rule passed over on its way to the target. */
  readonly skipped: readonly Skipped[];
  /** The versions that are no longer there afterwards, the newest first. */
  readonly goesAway: readonly string[];
  /** What is scheduled and stays so unless a person cancels it as well. */
  readonly scheduled: readonly OtherTarget[];
  /** What the desk preselects when what runs is itself the end of a rollback; null when the rule's target will do. */
  readonly walkBack: OtherTarget | null;
  /** Taking that rollback back, as an action of its own. */
  readonly undo: OtherTarget | null;
}

type Past = RollbackDeployment;
const named = ({ id, version }: Past): OtherTarget => ({ deploymentId: id, version });

interface Choice {
  readonly target: Past | null;
  readonly branch: RollbackBranch;
  readonly skipped: RollbackPlan['skipped'];
}

/** The first of the candidates that is fit, and what was passed over. */
function firstFit(candidates: readonly Past[], branch: RollbackBranch): Choice {
  const skipped: Skipped[] = [];
  for (const past of candidates) {
    const why = unfitFor(past);
    if (why === null) return { target: past, branch, skipped };
    if (!skipped.some(({ deploymentId }) => deploymentId === past.id)) skipped.push({ ...named(past), why });
  }
  return { target: null, branch, skipped };
}

interface Facts {
  readonly newest: Past;
  readonly successes: readonly Success<Past>[];
  /** The success that runs by the books of the matrix. */
  readonly running: Success<Past> | null;
}

/** What succeeded before what runs, of other candidates, the latest first. */
function beforeRunning({ successes, running }: Facts): Past[] {
  if (!running) return [];
  return successes
    .slice(successes.indexOf(running) + 1)
    .map(({ deployment }) => deployment)
    .filter(({ version }) => version !== running.deployment.version);
}

/** The rule of spec/releases 2.6, step 3, with success time deciding (spec/decisions, Releases). */
function chooseByRule(facts: Facts): Choice {
  const { newest, successes } = facts;
  if (newest.status === 'succeeded') return firstFit(beforeRunning(facts), 'before_running');
  // What was rolled back is good again only when nothing else ever was, and never when it is what went wrong last.
  const known = [
    ...successes.filter(({ stands }) => stands),
    ...successes.filter(
      ({ stands, deployment }) =>
        !stands && !(newest.status === 'rolled_back' && deployment.version === newest.version),
    ),
  ];
  return firstFit(
    known.map(({ deployment }) => deployment),
    'last_known_good',
  );
}

/** The other targets after a rollback: further back, and where it came from (spec/releases 2.6, "rollback twice"). */
interface Others {
  readonly walkBack: Past | null;
  readonly undo: Past | null;
  /** What the walk back passes over. */
  readonly skipped: readonly Skipped[];
}

function othersOf(facts: Facts, rule: Choice): Others {
  const { newest, running, successes } = facts;
  const isGoneBack = newest.status === 'succeeded' && running?.deployment.flags.includes('rollback');
  if (!running || !isGoneBack) return { walkBack: null, undo: null, skipped: [] };
  const [left] = beforeRunning(facts);
  const below = pathOf(successes.slice(successes.indexOf(running)))
    .slice(0, -1)
    .map(({ deployment }) => deployment);
  const further = firstFit(below.toReversed(), 'walk_back');
  return {
    walkBack: further.target?.version === rule.target?.version ? null : further.target,
    undo: left && unfitFor(left) === null ? left : null,
    skipped: further.skipped,
  };
}

/** @throws conflict `not_a_target` for what never succeeded there, or is marked bad. */
function chooseByHand(
  facts: Facts,
  id: number,
  rule: Choice,
  others: Others,
  request: RollbackRequest,
): Choice {
  const { name } = request.environment;
  const object = objectIn(request, name);
  const success = facts.successes.find(({ deployment }) => deployment.id === id);
  if (!success) {
    throw refuse('not_a_target', `That deployment never succeeded in ${name}. Nothing was changed.`, {
      hint: 'Choose one that ran there.',
      object,
    });
  }
  const target = success.deployment;
  if (unfitFor(target) === 'marked_bad') {
    throw refuse('not_a_target', `#${target.number} ${target.version} is marked bad. Nothing was changed.`, {
      hint: 'Choose another one, or take the mark away first.',
      object,
    });
  }
  if (others.walkBack?.id === id) return { target, branch: 'walk_back', skipped: others.skipped };
  if (others.undo?.id === id) return { target, branch: 'undo', skipped: [] };
  return rule.target?.id === id ? rule : { target, branch: 'chosen', skipped: [] };
}

/** What becomes of an active deployment: asked to end where a workflow runs it, ended at once where it is only on record. */
function cancelOf({ id, number, version, status, triggeredAt, policy, hasRun }: Past): Cancel | null {
  const ways = hasRun ? (['canceling', 'canceled', 'failed'] as const) : (['canceled', 'failed'] as const);
  const to = ways.find((way) => eventBetween(machineOf(policy), status, way) !== null);
  return to ? { deploymentId: id, number, version, from: status, triggeredAt, to } : null;
}

function warningsOf(target: Past, fromVersion: string | null): RollbackWarning[] {
  const warnings: RollbackWarning[] = [];
  if (target.version === fromVersion) warnings.push('same_version');
  if (target.isSuperseded) warnings.push('superseded');
  if (target.artifactGone === true) warnings.push('artifact_gone');
  if (target.isBlocked) warnings.push('blocked');
  return warnings;
}

function refuseNothingLeft(place: NamedPlace, skipped: readonly Skipped[]) {
  const { name } = place.environment;
  const passedOver = skippedWords(skipped);
  return refuse(
    'nothing_to_roll_back',
    `No earlier deployment is left to go back to in ${name}${passedOver === null ? '' : ` (passed over: ${passedOver})`}. Nothing was changed or canceled.`,
    {
      hint: 'Deploy a version that is known to be good instead.',
      skipped,
      object: objectIn(place, name),
    },
  );
}

/**
 * Decides a rollback (spec/releases 2.6, spec/decisions, Releases). `history` are the deployments of one project in one
 * environment. The newest by trigger says whether the last attempt failed; which version runs is said by success time.
 * Running work is canceled, canceling work left to end, and the new deployment waits for both.
 * @throws conflict, refusal `frozen`, then `nothing_to_roll_back`, then `not_a_target`; nothing is canceled by any.
 */
export function planRollback(history: readonly RollbackDeployment[], request: RollbackRequest): RollbackPlan {
  const { frozenBy, force } = request;
  if (unnamedOf(frozenBy, force).length > 0) throw refuseFrozen(request, frozenBy, force);
  const newest = newestOf(history);
  const successes = successesOf(history);
  const running = successes.find(({ stands }) => stands) ?? null;
  const facts = newest && { newest, successes, running };
  const rule = facts && chooseByRule(facts);
  const others = facts && rule && othersOf(facts, rule);
  const choice =
    facts && rule && others && request.targetId !== null
      ? chooseByHand(facts, request.targetId, rule, others, request)
      : rule;
  if (!facts || !others || !choice?.target) {
    throw refuseNothingLeft(request, choice?.skipped ?? []);
  }
  const { target, branch, skipped } = choice;
  const isAbandoned = facts.newest.status !== 'succeeded';
  const replaced = isAbandoned ? facts.newest : (running?.deployment ?? facts.newest);
  const fromVersion = running?.deployment.version ?? null;
  const active = history.filter(({ status }) => isActive(status));
  const cancels = active
    .filter(({ status }) => status !== 'canceling')
    .map(cancelOf)
    .filter((cancel) => cancel !== null);
  const endsAtOnce = new Set(
    cancels.filter(({ to }) => to !== 'canceling').map(({ deploymentId }) => deploymentId),
  );
  return {
    target,
    branch,
    because: becauseWords(branch, facts.newest, fromVersion ?? facts.newest.version, target.version),
    fromVersion,
    cancels,
    waitsFor: active.map(({ id }) => id).filter((id) => !endsAtOnce.has(id)),
    replaced: { deploymentId: replaced.id, number: replaced.number, version: replaced.version, isAbandoned },
    flags: ['rollback', ...(frozenBy.length > 0 ? (['forced', 'during_freeze'] as const) : [])],
    overriddenFreezes: frozenBy,
    warnings: warningsOf(target, fromVersion),
    skipped,
    goesAway: aboveOnPath(successes, target.version, isAbandoned ? replaced.version : null),
    scheduled: history.filter(({ status }) => status === 'scheduled').map(named),
    walkBack: others.walkBack && named(others.walkBack),
    undo: others.undo && named(others.undo),
  };
}

/**
 * What becomes of the replaced record when the rollback succeeds: a success is rolled back, anything else keeps its status
 * and is linked as remediated (spec/releases 2.6, step 6).
 */
export function afterRollback(replaced: {
  readonly status: DeploymentStatus;
  readonly policy: DeploymentPolicy;
}): 'rolled_back' | 'remediated' {
  const { status, policy } = replaced;
  return status === 'succeeded' && eventBetween(machineOf(policy), status, 'rolled_back')
    ? 'rolled_back'
    : 'remediated';
}
