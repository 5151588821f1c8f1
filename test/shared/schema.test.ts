import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as zod from 'zod';
import * as drafts from '#shared/contract/schema.ts';

const made = vi.hoisted(() => ({ objects: 0 }));

vi.mock('zod', async (original) => {
  const real = await original<typeof import('zod')>();
  const object: typeof real.object = (...given) => {
    made.objects += 1;
    return real.object(...given);
  };
  return { ...real, object };
});

/** The same schema, written with either set of tools. */
function write(z: Omit<typeof drafts, 'built'>) {
  const name = z.string().trim().min(2).max(5);
  const point = z.object({ x: z.number().int(), y: z.number().nullable().default(7) });
  const named = point.extend({ name, tags: z.array(z.enum(['a', 'b'])).default([]) });
  const picked = z.object({ ...named.pick({ name: true }).shape, x: named.shape.x.optional() });
  const key = named.keyof();
  return {
    name,
    named,
    picked,
    choice: z.union([point, name, z.literal(3)]),
    kinds: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('one'), point }),
      z.object({ kind: z.literal('two'), key }),
    ]),
    refined: point.partial().refine(({ x }) => x !== 1, 'not one'),
    turned: name.transform((text) => text.length).pipe(z.number().max(3)),
    recorded: z.record(key, point.omit({ y: true })),
  };
}

const value = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    3,
    ' abc ',
    'abcdefg',
    { x: 1 },
    { x: 2, y: null, name: 'abc' },
    { kind: 'one', point: { x: 0, y: 1 } },
    { kind: 'two', key: 'tags' },
    { x: { x: 1 }, y: { x: 1 }, name: { x: 1 }, tags: { x: 1 } },
  ),
  fc.record(
    {
      x: fc.constantFrom(0, 1, 1.5),
      y: fc.constantFrom(null, 2),
      name: fc.string(),
      kind: fc.constant('one'),
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
);

describe('a schema that is written down', () => {
  const [ours, theirs] = [write(drafts), write(zod)];

  it.each(Object.keys(ours) as (keyof typeof ours)[])('parses as zod says: %s', (which) => {
    fc.assert(
      fc.property(value, (given) => {
        const [mine, right] = [ours[which].safeParse(given), theirs[which].safeParse(given)];
        expect({ ...mine, error: mine.error?.issues }).toEqual({ ...right, error: right.error?.issues });
      }),
    );
  });

  it.each(Object.keys(ours) as (keyof typeof ours)[])('describes itself as zod says: %s', (which) => {
    const describeIt = (schema: zod.ZodType) =>
      zod.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    expect(describeIt(drafts.built(ours[which] as zod.ZodType))).toEqual(describeIt(theirs[which]));
  });

  it('is built when something is asked of it, and once', () => {
    const before = made.objects;
    const schema = drafts.object({ x: drafts.number() }).nullable();
    expect(made.objects - before).toBe(0);
    for (let time = 0; time < 3; time += 1) expect(schema.parse({ x: 1 })).toEqual({ x: 1 });
    expect(made.objects - before).toBe(1);
  });

  it('is what the whole contract is made of: reading it builds next to nothing', async () => {
    const before = made.objects;
    const { procedures } = await import('#shared/contract/index.ts');
    expect(made.objects - before).toBeLessThan(procedures.size / 10);
    for (const { input, output } of procedures.values())
      expect([input.safeParse, output.safeParse]).toBeTruthy();
    expect(made.objects - before).toBeGreaterThan(procedures.size);
  });
});
