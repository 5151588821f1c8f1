import fc from 'fast-check';
import semver from 'semver';
import { afterEach, describe, expect, it } from 'vitest';
import type { VersionScheme } from '#shared/features/project/model.ts';
import { ended, githubRelease, imported } from '../../fixtures/github.ts';
import { dump } from '../../support/dump.ts';
import { soundness } from '../../support/soundness.ts';
import { DAY, HOUR, NOON, testApp, testSources } from '../../support/testApp.ts';
import { type Ordered, ordered, orderedProject } from './doors.ts';

let world: Ordered | undefined;
afterEach(async () => {
  if (!world) return;
  expect(world.desk.logged).toEqual([]);
  expect(soundness(world.desk.file)).toEqual([]);
  await world.desk.close();
  world = undefined;
});

/** Whatever orders versions says the same of this order, the lowest first. */
async function expectEverywhere(at: Ordered, expected: readonly string[], cut: readonly string[]) {
  expect(await at.order()).toEqual(expected);
  const shown = await at.board();
  expect(shown).toEqual(expected.filter((version) => shown.includes(version)));
  expect(shown).toEqual(expect.arrayContaining([...cut]));
  for (const [index, lower] of expected.entries()) {
    const higher = expected[index + 1];
    if (higher === undefined) continue;
    expect(await at.compared(lower, higher), `${lower}, then ${higher}`).toEqual({ drift: 1, warned: 1 });
    expect(await at.compared(higher, lower), `${higher}, then ${lower}`).toEqual({ drift: -1, warned: -1 });
  }
}

describe('a candidate of an old release that is cut later', () => {
  it.each<[VersionScheme, old: string, others: [string, string]]>([
    ['free', '1.0', ['1.9', '1.10']],
    ['free', 'zebra', ['apple', 'bear']],
    ['semver', '1.0.0', ['1.9.0', '1.10.0']],
    ['semver', '1.0', ['1.9', '1.10']],
    ['calver', '2026.9.1', ['2026.9.2', '2026.10.1']],
  ])('in a %s project stands with its release %s, below %j', async (scheme, old, [next, newest]) => {
    world = await ordered(scheme);
    const cut = [`${old}-rc1`, `${next}-rc1`, `${newest}-rc1`, `${old}-rc2`, `${old}-rc10`];
    for (const version of cut) {
      world.desk.sources.advance(DAY);
      await world.cut(version);
    }
    await expectEverywhere(
      world,
      [`${old}-rc1`, `${old}-rc2`, `${old}-rc10`, old, `${next}-rc1`, next, `${newest}-rc1`, newest],
      cut,
    );
    expect(await world.current()).toBe(`${newest}-rc1`);
  });

  it('does so when all were cut at the same instant', async () => {
    world = await ordered('free');
    for (const version of ['1.9-rc1', '1.10-rc1', '1.9-rc2']) await world.cut(version);
    await expectEverywhere(world, ['1.9-rc1', '1.9-rc2', '1.9', '1.10-rc1', '1.10'], ['1.9-rc2']);
    expect(await world.current()).toBe('1.10-rc1');
  });
});

describe('what is recorded out of turn', () => {
  it('lets a candidate that was deployed before anybody cut it begin its release', async () => {
    world = await ordered('free');
    const { sources } = world.desk;
    await world.runs('1.0-rc1');
    sources.advance(DAY);
    await world.cut('1.1-rc1');
    sources.advance(DAY);
    expect(await world.order()).toEqual(['1.0-rc1', '1.1-rc1', '1.1']);
    await world.cut('1.0-rc2');
    await expectEverywhere(world, ['1.0-rc1', '1.0-rc2', '1.0', '1.1-rc1', '1.1'], ['1.0-rc2', '1.1-rc1']);
    expect(await world.current()).toBe('1.1-rc1');
  });

  it('moves a release with all its candidates when an older deployment of one of them comes in', async () => {
    world = await ordered('free');
    await world.cut('1.1-rc1');
    world.desk.sources.advance(DAY);
    await world.cut('1.0-rc1');
    await world.cut('1.0-rc2');
    await world.runs('1.1-rc1', world.left);
    await world.runs('1.0-rc2', world.right);
    const driftThere = async () => (await world?.desk.client.matrix.read())?.cells.map(({ drift }) => drift);
    expect(await driftThere()).toEqual([null, 2]);
    await world.runs('1.0-rc1', world.left, NOON - DAY);
    expect(await driftThere()).toEqual([null, -1]);
    await expectEverywhere(world, ['1.0-rc1', '1.0-rc2', '1.0', '1.1-rc1', '1.1'], ['1.0-rc2']);
    expect(await world.current()).toBe('1.1-rc1');
  });

  it('moves it when the release itself is written down as older', async () => {
    world = await ordered('free');
    const { client, sources } = world.desk;
    const { projectId } = world;
    await world.cut('1.1-rc1');
    sources.advance(DAY);
    await world.runs('1.0-rc1');
    expect(await world.order()).toEqual(['1.1-rc1', '1.1', '1.0-rc1']);
    await client.release.create({ projectId, version: '1.0', publishedAt: NOON - DAY });
    await expectEverywhere(world, ['1.0-rc1', '1.0', '1.1-rc1', '1.1'], ['1.1-rc1']);
  });
});

describe('an import', () => {
  const tag = (n: number, tag_name: string) => githubRelease(n, { tag_name });

  it('of an older history moves what began with it, and its undoing moves it back', async () => {
    const desk = await testApp();
    world = await orderedProject(desk, 'rocket', 'free');
    await desk.client.project.update({ id: world.projectId, repository: 'acme/rocket' });
    for (const version of ['one-rc1', 'two-rc1', 'one-rc2']) {
      desk.sources.advance(DAY);
      await world.cut(version);
    }
    await world.runs('two-rc1', world.left);
    await world.runs('one-rc2', world.right);
    const before = dump(desk.file);
    const driftOf = async () =>
      (await desk.client.matrix.read()).cells.find(({ environmentId }) => environmentId === world?.right)
        ?.drift;
    expect(await world.order()).toEqual(['one-rc1', 'one-rc2', 'one', 'two-rc1', 'two']);
    expect(await driftOf()).toBe(-1);
    await imported(desk, [tag(1, 'two'), tag(2, 'zero'), tag(3, 'zero-rc1')]);
    expect(await world.order()).toEqual([
      ...['two-rc1', 'two', 'zero-rc1', 'zero'],
      ...['one-rc1', 'one-rc2', 'one'],
    ]);
    expect(await driftOf()).toBeGreaterThan(0);
    expect(soundness(desk.file)).toEqual([]);
    await ended(desk, await desk.client.import.undo({ id: 1, reason: 'the wrong file' }));
    expect(dump(desk.file)).toEqual(before);
  });

  it('marks what was deployed over something newer by the releases, not by when candidates were published', async () => {
    const desk = await testApp();
    world = await orderedProject(desk, 'rocket', 'free');
    await desk.client.project.update({ id: world.projectId, repository: 'acme/rocket' });
    await imported(desk, [tag(1, 'one-rc1'), tag(2, 'two-rc1'), tag(3, 'one-rc2'), tag(4, 'two-rc2')]);
    const { rows } = await desk.client.deployment.list({ limit: 10 });
    expect(rows.filter(({ flags }) => flags.includes('out_of_order')).map(({ version }) => version)).toEqual([
      'one-rc2',
    ]);
  });
});

describe('a project whose scheme changes', () => {
  it('is ordered anew, with what runs where, and back again', async () => {
    world = await ordered('free');
    const { client, sources } = world.desk;
    const { projectId: id } = world;
    const cut = ['1.10.0-rc1', '1.9.0-rc1', '1.10.0-rc2'];
    for (const version of cut) {
      sources.advance(HOUR);
      await world.cut(version);
    }
    const byTime = ['1.10.0-rc1', '1.10.0-rc2', '1.10.0', '1.9.0-rc1', '1.9.0'];
    const byPrecedence = ['1.9.0-rc1', '1.9.0', '1.10.0-rc1', '1.10.0-rc2', '1.10.0'];
    await expectEverywhere(world, byTime, cut);
    expect(await world.current()).toBe('1.9.0-rc1');
    await client.project.update({ id, versionScheme: 'semver' });
    await expectEverywhere(world, byPrecedence, cut);
    expect(await world.current()).toBe('1.10.0-rc2');
    await client.project.update({ id, versionScheme: 'free' });
    await expectEverywhere(world, byTime, cut);
  });

  it('is ordered by the scheme of the next version once nobody has chosen one any more', async () => {
    world = await ordered('free');
    const { client } = world.desk;
    await world.cut('1.10.0-rc1');
    world.desk.sources.advance(HOUR);
    await world.cut('1.9.0-rc1');
    await client.project.update({ id: world.projectId, versionScheme: null });
    await world.cut('1.8.0-rc1');
    expect(await world.order()).toEqual([
      ...['1.8.0-rc1', '1.8.0', '1.9.0-rc1', '1.9.0'],
      ...['1.10.0-rc1', '1.10.0'],
    ]);
  });
});

interface Fact {
  readonly by: 'cut' | 'runs' | 'create';
  readonly release: string;
  /** Null for the release itself. */
  readonly number: number | null;
}

const releases = {
  semver: ['1.2.0', '1.10.0', 'v1.9.0', '1.10.0-beta.2', '1.10.0-beta.11', 'nightly'],
  calver: ['2026.9.30', '2026.11.20', '2026.11.20-2', '2026.11.20-10', 'hotfix'],
  free: ['zebra', 'apple', '1.10', '1.9', '2026.11.20'],
} as const satisfies Record<VersionScheme, readonly string[]>;

/** By the words of the specification, without the keys: what the scheme says of two releases, 0 when it says nothing. */
function bySpecification(scheme: VersionScheme, a: string, b: string): number {
  const fields = (release: string) => release.split(/[.-]/).map(Number);
  const fits = (release: string) =>
    scheme === 'semver' ? semver.valid(release, { loose: true }) !== null : !Number.isNaN(fields(release)[0]);
  if (scheme === 'free') return 0;
  if (!fits(a) || !fits(b)) return Number(fits(a)) - Number(fits(b));
  if (scheme === 'semver') return semver.compare(a, b, { loose: true });
  const [x, y] = [fields(a), fields(b)];
  const at = x.findIndex((field, index) => field !== y[index]);
  if (at < 0) return x.length - y.length;
  return (x[at] ?? 0) - (y[at] ?? Number.NEGATIVE_INFINITY);
}

describe('the order of versions', () => {
  it('is what the specification says, at every door, however they came in', {
    timeout: 120_000,
  }, async () => {
    const fact = (scheme: VersionScheme) =>
      fc.record<Fact>({
        by: fc.constantFrom('cut', 'runs', 'create'),
        release: fc.constantFrom(...releases[scheme]),
        number: fc.constantFrom(null, 0, 1, 2, 10),
      });
    const story = fc.constantFrom<VersionScheme>('semver', 'calver', 'free').chain((scheme) =>
      fc.record({
        scheme: fc.constant(scheme),
        facts: fc.array(fact(scheme), { minLength: 2, maxLength: 8 }),
        times: fc.uniqueArray(fc.nat(500), { minLength: 8, maxLength: 8 }),
      }),
    );
    const sources = testSources(NOON);
    const desk = await testApp({ sources });
    let projects = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ scheme, facts, times }) => {
        projects += 1;
        sources.set(NOON);
        const at = await orderedProject(desk, `project ${projects}`, scheme);
        const began = new Map<string, number>();
        const numbers = new Map<string, Set<number>>();
        for (const [index, { by, release, number }] of facts.entries()) {
          const when = NOON - DAY * (times[index] ?? 0);
          const version = number === null ? release : `${release}-rc${number}`;
          const isKnown = (await at.order()).includes(version);
          if (by === 'create' && isKnown) continue;
          if (by === 'cut' && number === null) continue;
          sources.set(when);
          if (by === 'cut') await at.cut(version);
          else if (by === 'runs') await at.runs(version, at.right, when);
          else await desk.client.release.create({ projectId: at.projectId, version, publishedAt: when });
          // Cutting what is there makes nothing that would be older than it.
          const isNew = by !== 'cut' || !isKnown;
          if (isNew || !began.has(release)) began.set(release, Math.min(when, began.get(release) ?? when));
          const own = numbers.get(release) ?? new Set();
          numbers.set(release, own.add(number ?? Number.POSITIVE_INFINITY));
          if (by === 'cut') own.add(Number.POSITIVE_INFINITY);
        }
        sources.set(NOON + HOUR);
        const expected = [...numbers.keys()]
          .toSorted((a, b) => bySpecification(scheme, a, b) || (began.get(a) ?? 0) - (began.get(b) ?? 0))
          .flatMap((release) =>
            [...(numbers.get(release) ?? [])]
              .toSorted((a, b) => a - b)
              .map((number) => (Number.isFinite(number) ? `${release}-rc${number}` : release)),
          );
        await expectEverywhere(at, expected, []);
        const current = await at.current();
        const { releases: shown } = await desk.client.release.board({ projectId: at.projectId, limit: 100 });
        const live = shown.flatMap(({ candidates }) => candidates.filter((one) => one.supersededAt === null));
        expect(current).toBe(
          expected.filter((one) => live.some(({ version }) => version === one)).at(-1) ?? null,
        );
      }),
      { numRuns: 25 },
    );
    expect(soundness(desk.file)).toEqual([]);
    expect(desk.logged).toEqual([]);
    await desk.close();
  });
});
