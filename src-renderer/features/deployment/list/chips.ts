import type { Conditions, DeploymentFilter, FilterField } from '#shared/features/deployment/filter.ts';
import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { DeploymentFlag, deploymentKinds, sources } from '#shared/features/deployment/model.ts';
import { DAY, formatClock, formatInstant, type Zone } from '#shared/time.ts';
import { statusLabel } from '../../../ui/StatusBadge.tsx';
import { startOfLast } from '../filterSearch.ts';
import { fieldLabels, flagLabels, kindLabels, sourceLabels } from '../words.ts';

/** What an id is called; the id itself while the lists have not come. */
export interface ChipNames {
  readonly project: (id: number) => string;
  readonly environment: (id: number) => string;
}

export type ChipTarget =
  | { readonly kind: 'field'; readonly field: FilterField; readonly sign: 'is' | 'not' }
  | { readonly kind: 'time' }
  | { readonly kind: 'import' };

export interface Chip {
  readonly id: string;
  readonly target: ChipTarget;
  readonly field: string;
  readonly relation: string;
  readonly value: string;
  /** The filter with this condition taken away. */
  readonly rest: DeploymentFilter;
}

export function targetId(target: ChipTarget): string {
  return target.kind === 'field' ? `${target.field} ${target.sign}` : target.kind;
}

/** One value of a field in words. */
export function valueLabel(field: FilterField, value: string | number, names: ChipNames): string {
  switch (field) {
    case 'project':
      return names.project(Number(value));
    case 'environment':
      return names.environment(Number(value));
    case 'status':
      return statusLabel(value as DeploymentStatus);
    case 'flag':
      return flagLabels[value as DeploymentFlag];
    case 'source':
      return sourceLabels[value as (typeof sources)[number]];
    case 'kind':
      return kindLabels[value as (typeof deploymentKinds)[number]];
    case 'tier':
    case 'actor':
      return String(value);
  }
}

/** Up to three names, then how many more there are. */
function listed(words: readonly string[]): string {
  if (words.length <= 3) return words.join(', ');
  return `${words.slice(0, 2).join(', ')} and ${words.length - 2} more`;
}

/** The filter with the values of one condition, or without it when there are none. */
export function withValues(
  filter: DeploymentFilter,
  field: FilterField,
  sign: 'is' | 'not',
  values: readonly (string | number)[],
): DeploymentFilter {
  const { [field]: _gone, ...others } = filter[sign];
  const conditions: Conditions = values.length === 0 ? others : { ...others, [field]: [...values] };
  return { ...filter, [sign]: conditions };
}

export function withRange(
  { from: _from, to: _to, ...rest }: DeploymentFilter,
  from: number | undefined,
  to: number | undefined,
): DeploymentFilter {
  return { ...rest, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** The days that people ask for by name, in calendar days up to today. */
export const recentDays = [
  { days: 1, label: 'today' },
  { days: 2, label: 'last 2 days' },
  { days: 7, label: 'last 7 days' },
  { days: 30, label: 'last 30 days' },
  { days: 90, label: 'last 90 days' },
  { days: 365, label: 'last 365 days' },
] as const;

const isDay = (at: number) => at % DAY === 0;

/** A range of time in words, as short as it can be said: `last 7 days`, `3 Mar to 9 Mar`, `since Thu 19 Nov 16:20`. */
export function rangeLabel(
  from: number | undefined,
  to: number | undefined,
  now: number,
  zone: Zone,
): readonly [relation: string, value: string] {
  const recent = to === undefined && recentDays.find(({ days }) => startOfLast(days, now) === from);
  if (recent) return ['', recent.label];
  // A whole day is named by its UTC day, because that is what it filters by.
  const say = (at: number) =>
    isDay(at) ? formatInstant(at, 'utc').slice(0, 10) : formatClock(at, now, zone);
  const lastDay = (at: number) => (isDay(at) ? say(at - DAY) : say(at));
  if (from !== undefined && to !== undefined) {
    const [first, last] = [say(from), isDay(from) ? lastDay(to) : say(to)];
    return first === last ? ['on', first] : ['', `${first} to ${last}`];
  }
  if (from !== undefined) return ['since', say(from)];
  return isDay(to ?? 0) ? ['up to', lastDay(to ?? 0)] : ['before', say(to ?? 0)];
}

/** A filter as chips, each a sentence that can be edited and taken away. The search's words are not among them. */
export function chipsOf(filter: DeploymentFilter, names: ChipNames, now: number, zone: Zone): Chip[] {
  const chips: Chip[] = [];
  for (const sign of ['is', 'not'] as const) {
    for (const [name, values] of Object.entries(filter[sign])) {
      if (!values || values.length === 0) continue;
      const field = name as FilterField;
      const target: ChipTarget = { kind: 'field', field, sign };
      chips.push({
        id: targetId(target),
        target,
        field: fieldLabels[field],
        relation: sign === 'is' ? 'is' : 'is not',
        value: listed(values.map((value) => valueLabel(field, value, names))),
        rest: withValues(filter, field, sign, []),
      });
    }
  }
  if (filter.from !== undefined || filter.to !== undefined) {
    const [relation, value] = rangeLabel(filter.from, filter.to, now, zone);
    chips.push({
      id: 'time',
      target: { kind: 'time' },
      field: 'started',
      relation,
      value,
      rest: withRange(filter, undefined, undefined),
    });
  }
  if (filter.importId !== undefined) {
    const { importId, ...rest } = filter;
    const target: ChipTarget = { kind: 'import' };
    chips.push({ id: 'import', target, field: 'import', relation: 'is', value: String(importId), rest });
  }
  return chips;
}

/** Nothing is asked for. */
export function isEmptyFilter(filter: DeploymentFilter, chips: readonly Chip[]): boolean {
  return chips.length === 0 && !filter.text?.trim();
}
