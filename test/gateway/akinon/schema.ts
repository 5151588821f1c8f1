import { readFileSync } from 'node:fs';
import fastify from 'fastify';

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly $ref: string }>>;
}

interface Document {
  readonly components: { readonly responses: Readonly<Record<string, { readonly content: Json }>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Repair {
  readonly at: string;
  readonly set: Json;
  readonly why: string;
}

/** Where the vendor's own document contradicts itself or its prose, and what stands instead (spec/decisions, Mobile). */
const repairs: readonly Repair[] = [
  {
    at: '/components/schemas/Distribution/properties/type',
    set: { type: 'integer' },
    why: 'declared a string with an enum of integers, so nothing validates',
  },
  {
    at: '/components/schemas/Pagination/properties/prevPage',
    set: { nullable: true },
    why: 'null at the beginning',
  },
  {
    at: '/components/schemas/Pagination/properties/nextPage',
    set: { nullable: true },
    why: 'null at the end',
  },
  {
    at: '/components/schemas/BuildDeployment/allOf/3/properties/isOnStore',
    set: { nullable: true },
    why: 'null is in its enum',
  },
  {
    at: '/components/responses/GetOrgProjectDeploymentsResponse/content/application~1json/schema/allOf/1/properties/docs/items/discriminator',
    set: {
      mapping: {
        build: '#/components/schemas/BuildDeployment',
        'code-push': '#/components/schemas/CodePushDeployment',
      },
    },
    why: 'without a mapping the values would have to be the names of the schemas',
  },
  {
    at: '/components/schemas/User',
    set: {
      required: [
        '_id',
        'username',
        'firstName',
        'lastName',
        'status',
        'createdAt',
        'updatedAt',
        'lastLoginAt',
      ],
    },
    why: 'password is writeOnly, which takes it out of what an answer requires',
  },
  ...['/components/schemas/FirstName', '/components/schemas/LastName'].map((at) => ({
    at,
    set: { minLength: 0 },
    why: 'the minimum of five holds for input; nobody is refused for the name that is shown',
  })),
  {
    at: '/components/schemas/User/properties/username',
    set: { minLength: 0 },
    why: 'the same',
  },
];

const escaped = (part: string) => part.replaceAll('~1', '/');

function at(document: unknown, pointer: string): Record<string, unknown> {
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((place, part) => (place as Json | undefined)?.[escaped(part)], document);
  if (typeof found !== 'object' || found === null) throw new Error(`the document has nothing at ${pointer}`);
  return found as Record<string, unknown>;
}

/** The vendor's document with its repairs. */
export function readDocument(): Document {
  const file = new URL('../../fixtures/akinon.openapi.json', import.meta.url);
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document;
  for (const { at: pointer, set } of repairs) Object.assign(at(document, pointer), set);
  return document;
}

interface Shape {
  readonly $ref?: string;
  readonly allOf?: readonly Shape[];
  readonly properties?: Json;
}

/** Every property that the document names for a schema. */
export function propertiesOf(document: Document, name: string): Set<string> {
  const names = (shape: Shape): string[] => [
    ...(shape.$ref === undefined ? [] : names(at(document, shape.$ref.slice(1)) as Shape)),
    ...(shape.allOf ?? []).flatMap(names),
    ...Object.keys(shape.properties ?? {}),
  ];
  return new Set(names({ $ref: `#/components/schemas/${name}` }));
}

type Check = ((value: unknown) => boolean) & {
  errors?: readonly { instancePath: string; message?: string }[] | null;
};

/** The validators of JSON Schema that come with the HTTP server, strict: nothing is coerced, dropped or filled in. */
async function compile(schemas: ReadonlyMap<string, Json>): Promise<Map<string, Check>> {
  const app = fastify({
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        allErrors: true,
        strict: false,
      },
    },
  });
  const compiled = new Map<string, Check>();
  app.get('/', async (request) => {
    for (const [name, schema] of schemas)
      compiled.set(name, request.compileValidationSchema(schema) as Check);
    return null;
  });
  const { statusCode, body } = await app.inject('/');
  await app.close();
  if (statusCode !== 200) throw new Error(body);
  return compiled;
}

export interface Answered {
  readonly method: string;
  /** Below `/api/v1`, with its query. */
  readonly path: string;
  readonly status: number;
  readonly json: unknown;
}

export interface Schema {
  readonly operations: readonly string[];
  /** The operation and what does not fit; a refusal that the document does not list has one of its two shapes. */
  check(answer: Answered): { readonly operation: string; readonly faults: readonly string[] };
}

const refusals = ['ValidationErrorResponse', 'ForbiddenErrorResponse'] as const;

export async function openSchema(): Promise<Schema> {
  const { components, paths } = readDocument();
  const schemas = new Map(
    Object.entries(components.responses).map(([name, { content }]) => [
      name,
      { ...(at(content, '/application~1json/schema') as Json), components },
    ]),
  );
  const checks = await compile(schemas);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      ...operation,
    })),
  );
  return {
    operations: operations.map(({ operationId }) => operationId),
    check({ method, path, status, json }) {
      const bare = path.split('?')[0] ?? '';
      const operation = operations.find((one) => one.method === method && one.pattern.test(bare));
      if (!operation) return { operation: '', faults: [`${method} ${bare} is no operation`] };
      const { operationId, responses } = operation;
      const documented = responses[status]?.$ref.split('/').at(-1);
      const name = documented ?? (status === 400 ? refusals[0] : refusals[1]);
      const faults: string[] = [];
      if (documented === undefined && status < 400) faults.push(`${status} is not documented`);
      const check = checks.get(name);
      if (!check?.(json)) {
        faults.push(...(check?.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`));
      }
      const key = status === 400 ? 'validationError' : 'apiError';
      if (status >= 400 && !Object.keys(json as object).includes(key)) faults.push(`${key} is missing`);
      return { operation: operationId, faults: faults.map((fault) => `${operationId} ${status}: ${fault}`) };
    },
  };
}
