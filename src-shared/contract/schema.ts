import * as zod from 'zod';

export type { infer, output, ZodType } from 'zod';

/** A schema that is written down; it is built when something is asked of it that is no further step of writing. */
interface Draft {
  /** Null once it is built. */
  build: (() => object) | null;
  schema: object | null;
}

type Step = (...given: unknown[]) => object;
type Shape = Readonly<Record<PropertyKey, object>>;

/** What leads from one schema to another. A step that is missing here builds the schema at once, and no more. */
const steps: ReadonlySet<PropertyKey> = new Set([
  'default',
  'extend',
  'int',
  'keyof',
  'length',
  'max',
  'min',
  'nonnegative',
  'nullable',
  'omit',
  'optional',
  'partial',
  'pick',
  'pipe',
  'positive',
  'prefault',
  'readonly',
  'refine',
  'regex',
  'superRefine',
  'toLowerCase',
  'transform',
  'trim',
]);

const BUILT = Symbol('built');

function builtFrom(draft: Draft): object {
  if (draft.build) {
    draft.schema = draft.build();
    draft.build = null;
  }
  return draft.schema as object;
}

/** What a step was given, with every draft in it built: no schema that parses meets a draft. */
function settled(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const built = (given as { readonly [BUILT]?: object })[BUILT];
  if (built) return built;
  if (Array.isArray(given)) return given.map(settled);
  if (Object.getPrototypeOf(given) !== Object.prototype) return given;
  return Object.fromEntries(Object.entries(given).map(([name, part]) => [name, settled(part)]));
}

const handler: ProxyHandler<Draft> = {
  get(draft, key) {
    if (steps.has(key)) {
      return (...given: unknown[]) =>
        later(() => {
          const schema = builtFrom(draft) as Readonly<Record<PropertyKey, Step>>;
          return (schema[key] as Step)(...given.map(settled));
        });
    }
    if (key === 'shape') return new Proxy(draft, shapeHandler);
    const built = builtFrom(draft);
    if (key === BUILT) return built;
    const value = Reflect.get(built, key);
    return typeof value === 'function' ? value.bind(built) : value;
  },
  has: (draft, key) => Reflect.has(builtFrom(draft), key),
  getPrototypeOf: (draft) => Reflect.getPrototypeOf(builtFrom(draft)),
};

const shapeOf = (draft: Draft) => (builtFrom(draft) as { readonly shape: Shape }).shape;

/** The shape of a draft of an object: its parts are drafts as well, so that they can be written on. */
const shapeHandler: ProxyHandler<Draft> = {
  get: (draft, key) => (key === BUILT ? shapeOf(draft) : later(() => shapeOf(draft)[key] as object)),
  has: (draft, key) => Reflect.has(shapeOf(draft), key),
  ownKeys: (draft) => Reflect.ownKeys(shapeOf(draft)),
  getOwnPropertyDescriptor: (draft, key) => Reflect.getOwnPropertyDescriptor(shapeOf(draft), key),
};

function later(build: () => object): object {
  return new Proxy<Draft>({ build, schema: null }, handler);
}

/** A schema as zod built it, for whoever compares schemas by identity, as the makers of JSON Schema do. */
export function built<Schema extends zod.ZodType>(schema: Schema): Schema {
  return settled(schema) as Schema;
}

function drafting<Tool>(tool: Tool): Tool {
  return ((...given: unknown[]) => later(() => (tool as Step)(...given.map(settled)))) as Tool;
}

export const array = drafting(zod.array);
export const boolean = drafting(zod.boolean);
export const discriminatedUnion = drafting(zod.discriminatedUnion);
export const email = drafting(zod.email);
export const literal = drafting(zod.literal);
export const number = drafting(zod.number);
export const object = drafting(zod.object);
export const partialRecord = drafting(zod.partialRecord);
export const record = drafting(zod.record);
export const string = drafting(zod.string);
export const union = drafting(zod.union);
export const unknown = drafting(zod.unknown);
export const url = drafting(zod.url);
export const uuid = drafting(zod.uuid);
const choice = drafting(zod.enum);
const nothing = drafting(zod.void);

export { choice as enum, nothing as void };
