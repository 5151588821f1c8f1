import type { Conditions, DeploymentFilter } from '#shared/features/deployment/filter.ts';
import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import { deploymentStatuses } from '#shared/features/deployment/machine.ts';
import { flagMask } from '#shared/features/deployment/model.ts';
import type { Environment } from '#shared/features/environment/model.ts';
import type { Sql } from '../../store/sql.ts';
import { and, oneOf, sql } from '../../store/sql.ts';
import { textQueryOf } from '../search/query.ts';

/** The dimensions that an index can drive by; null means any. */
export interface Dimensions {
  readonly projects: readonly number[] | null;
  readonly environments: readonly number[] | null;
  readonly statuses: readonly DeploymentStatus[] | null;
  readonly people: readonly number[] | null;
}

/** A filter in the store's terms. */
export interface Selection extends Dimensions {
  readonly from: number | null;
  readonly to: number | null;
  /** The FTS5 query of the search words, a commit's beginning, or a deployment's number. */
  readonly match: string | null;
  readonly commit: string | null;
  readonly number: number | null;
  /** Conditions that no index serves; judged row by row. */
  readonly residual: readonly Sql[];
}

/** What a filter needs to know to become a selection. */
export interface Names {
  readonly environments: readonly Environment[];
  person(name: string): number | null;
  /** Whether a deployment's commit begins with a text. */
  hasCommit(beginning: string): boolean;
  /** Known words of the search index that begin with a text. */
  terms(beginning: string, limit: number): string[];
}

/** The wanted values less the unwanted ones; null when neither side says anything. */
function without<T>(
  is: readonly T[] | undefined,
  not: readonly T[] | undefined,
  all: readonly T[],
): T[] | null {
  if (!is?.length && !not?.length) return null;
  const wanted = is?.length ? is : all;
  return wanted.filter((value) => !not?.includes(value));
}

function environmentsOf(is: Conditions, not: Conditions, { environments }: Names): number[] | null {
  const ids = environments.map((environment) => environment.id);
  const named = without(is.environment, not.environment, ids);
  const tiers = without(
    is.tier,
    not.tier,
    environments.map((environment) => environment.tier),
  );
  if (tiers === null) return named;
  const inTiers = environments.filter((environment) => tiers.includes(environment.tier)).map(({ id }) => id);
  return named === null ? inTiers : inTiers.filter((id) => named.includes(id));
}

function residualOf({ is, not, importId }: DeploymentFilter, names: Names): Sql[] {
  const conditions: Sql[] = [];
  if (not.project?.length) conditions.push(oneOf('d.projectId', not.project, true));
  if (is.kind?.length) conditions.push(oneOf('d.kind', is.kind));
  if (not.kind?.length) conditions.push(oneOf('d.kind', not.kind, true));
  if (is.source?.length) conditions.push(oneOf('d.source', is.source));
  if (not.source?.length) conditions.push(oneOf('d.source', not.source, true));
  if (not.actor?.length) conditions.push(sql`coalesce(d.personId, 0) NOT IN (${sqlIds(not.actor, names)})`);
  if (is.flag?.length) conditions.push(sql`d.flags & ${flagMask(is.flag)} <> 0`);
  if (not.flag?.length) conditions.push(sql`d.flags & ${flagMask(not.flag)} = 0`);
  if (importId !== undefined) conditions.push(sql`d.importId = ${importId}`);
  return conditions;
}

function sqlIds(actors: readonly string[], names: Names): Sql {
  const ids = actors.map((name) => names.person(name) ?? -1);
  return { text: ids.map(() => '?').join(', '), values: ids };
}

/** The least of a commit that is taken for one, when there is a commit that begins so. */
export const COMMIT = /^[0-9a-f]{6,64}$/i;

/** Puts a filter into the store's terms. Names that nobody has match nothing. */
export function selectionOf(filter: DeploymentFilter, names: Names): Selection {
  const text = filter.text?.trim() ?? '';
  const number = /^#(\d{1,15})$/.exec(text)?.[1];
  const commit = COMMIT.test(text) && names.hasCommit(text.toLowerCase()) ? text.toLowerCase() : null;
  const words = number === undefined && commit === null ? textQueryOf(text, names.terms) : null;
  return {
    projects: filter.is.project?.length ? filter.is.project : null,
    environments: environmentsOf(filter.is, filter.not, names),
    statuses: without(filter.is.status, filter.not.status, deploymentStatuses),
    people: filter.is.actor?.length ? filter.is.actor.map((name) => names.person(name) ?? -1) : null,
    from: filter.from ?? null,
    to: filter.to ?? null,
    match: words?.match ?? null,
    commit,
    number: number === undefined ? null : Number(number),
    residual: [...residualOf(filter, names), ...(words?.residual ?? [])],
  };
}

/** True when the search box decides which rows are looked at, and so their order. */
export function isSearch(selection: Selection): boolean {
  return selection.match !== null || selection.commit !== null || selection.number !== null;
}

/** True when the maintained sums know the answer: nothing but projects, environments, tiers and statuses. */
export function isSummed(selection: Selection): boolean {
  return (
    !isSearch(selection) &&
    selection.people === null &&
    selection.from === null &&
    selection.to === null &&
    selection.residual.length === 0
  );
}

/** The dimensions as row conditions, for what no index prefix covers. */
export function dimensionConditions(dimensions: Partial<Dimensions>): Sql[] {
  const conditions: Sql[] = [];
  if (dimensions.projects) conditions.push(oneOf('d.projectId', dimensions.projects));
  if (dimensions.environments) conditions.push(oneOf('d.environmentId', dimensions.environments));
  if (dimensions.statuses) conditions.push(oneOf('d.status', dimensions.statuses));
  if (dimensions.people) conditions.push(oneOf('d.personId', dimensions.people));
  return conditions;
}

export function rangeConditions({ from, to }: Pick<Selection, 'from' | 'to'>): Sql[] {
  return [
    ...(from === null ? [] : [sql`d.triggeredAt >= ${from}`]),
    ...(to === null ? [] : [sql`d.triggeredAt < ${to}`]),
  ];
}

/** The whole selection as one condition over `d`, the search apart; for scans and exports. */
export function everyCondition(selection: Selection): Sql {
  return and([...dimensionConditions(selection), ...rangeConditions(selection), ...selection.residual]);
}
