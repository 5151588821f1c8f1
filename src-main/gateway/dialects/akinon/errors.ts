import type { z } from 'zod';
import type { Problem } from '../../problems.ts';
import type { refusal } from './answers.ts';

/** Our fields that have another name here; every other one keeps its own. */
const names: ReadonlyMap<string, string> = new Map([
  ['kind', 'deploymentType'],
  ['target', 'buildTarget'],
  ['packageHash', 'checksum'],
  ['state', 'isOnStore'],
  ['live', 'isLive'],
]);

/** What a refused input without a field of its own is about. */
const WHOLE = 'body';

interface Field {
  readonly field: string;
  readonly message: string;
}

/** The fields as the rule or the schema named them; a move of a machine is about the status. */
function fieldsOf({ code, details, message }: Problem): readonly Field[] {
  if (Array.isArray(details.fields)) return details.fields as Field[];
  if (typeof details.field === 'string') return [{ field: details.field, message }];
  return [{ field: code === 'illegal_transition' ? 'status' : WHOLE, message }];
}

/** `release.rollout` is told as `rollout`, as a rule tells it. The first thing said of a field stands. */
function validationError(problem: Problem): Record<string, string> {
  const told = fieldsOf(problem).map(({ field, message }): [string, string] => {
    const own = field.split('.').at(-1) || WHOLE;
    return [names.get(own) ?? own, message];
  });
  return Object.fromEntries(told.reverse());
}

/** 400 by field, everything else as a list of sentences (spec/mobile 1.1). There is no 409: a conflict is a 400. */
export function toError(problem: Problem): z.output<typeof refusal> {
  return problem.status === 400
    ? { validationError: validationError(problem) }
    : { apiError: [problem.message] };
}
