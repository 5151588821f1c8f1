import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const typeWords: Readonly<Record<string, string>> = {
  string: 'must be a text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
};

/** What is said of a value of the wrong type where a schema has no words of its own; undefined leaves it to zod. */
function wordsOf({ code, input, expected }: Issue, part: string | undefined): string | undefined {
  if (code !== 'invalid_type') return undefined;
  if (part === 'querystring' && Array.isArray(input)) return 'must be given once';
  if (input === undefined) return 'is missing';
  return typeWords[String(expected)];
}

/** Reads a part of a request by its schema. What does not fit is told in plain words, in every dialect alike. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const error = (issue: Issue) => wordsOf(issue, httpPart);
  return (data: unknown) => {
    const read = schema.safeParse(data, { error });
    if (read.success) return { value: read.data };
    const faults = read.error.issues.map(({ path, message, code }) => ({
      keyword: code,
      instancePath: `/${path.join('/')}`,
      schemaPath: '',
      params: {},
      message,
    }));
    return { error: faults };
  };
};
