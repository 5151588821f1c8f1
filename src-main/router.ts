import { z } from 'zod';
import type { Procedure } from '#shared/contract/define.ts';
import { procedures } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';

/** The procedure of a full name. @throws not_found with the way to the list of all. */
export function procedureNamed(name: string): Procedure {
  const procedure = procedures.get(name);
  if (!procedure) {
    throw new AppError('not_found', `There is no procedure named "${name.slice(0, 100)}".`, {
      hint: 'GET <call> lists every procedure with its schema.',
    });
  }
  return procedure;
}

/** Where an input went wrong, as `filter.is.status[0]`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** Parses an input by the contract. @throws invalid_input naming the field; the value itself is not repeated. */
export function parseInput(name: string, procedure: Procedure, input: unknown): unknown {
  const parsed = procedure.input.safeParse(input ?? undefined);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ field: pathOf(issue.path), message: issue.message }));
  const first = issues[0];
  const where = first?.field ? ` (${first.field})` : '';
  throw new AppError(
    'invalid_input',
    `${first?.message ?? 'The input does not fit.'}${where} Nothing was changed.`,
    {
      hint: `See the input of ${name} in the list of procedures.`,
      fields: issues.slice(0, 20),
    },
  );
}

/** The contract as JSON Schema: what `GET <call>` answers. */
export function describeContract(): unknown {
  const schema = (type: z.ZodType, io: 'input' | 'output') =>
    z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return {
    procedures: Object.fromEntries(
      [...procedures].map(([name, { kind, summary, input, output }]) => [
        name,
        { kind, summary, input: schema(input, 'input'), output: schema(output, 'output') },
      ]),
    ),
    events: {
      changed: {
        summary: 'Records that a committed transaction changed; queries that read these nouns are stale.',
        payload: {
          type: 'object',
          properties: {
            type: { const: 'changed' },
            changes: {
              type: 'array',
              items: {
                type: 'object',
                properties: { noun: { type: 'string' }, id: { type: ['number', 'string'] } },
                required: ['noun', 'id'],
              },
            },
          },
          required: ['type', 'changes'],
        },
      },
    },
  };
}
